// What it costs to understand a message in a class of sixty, stores left out: to cut it and try all forms, and what its
// readers make of it as a temperature, a sign-in and a receipt; then with their stores, what all listeners make of it.
// Prints the medians of each line in µs, and what the forms of one more feature add to them.
// usage: language_bench [ROUNDS]
#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <memory>

#include "bot/lexicon.h"
#include "handlers/announcement/receipt_grammar.h"
#include "handlers/attendance/signin_grammar.h"
#include "handlers/temperature/temperature_grammar.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

constexpr std::array lines{"谁没报",
                           "@班级小助手 麻烦看一下今天还有谁没有上报体温呢，谢谢",
                           "机电1901昨天谁没报",
                           "体文谁没报",
                           "36.5",
                           "到",
                           "收到，谢谢老师",
                           "哈哈哈哈",
                           "今晚一起去吃饭吗，食堂新开了一家麻辣香锅听说还不错",
                           "大家记得报体温哈",
                           "谁没报体温又要被骂了"};

/// The median of so many calls, in µs.
template <class Call>
double median(int rounds, Call call) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    call();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
    times.push_back(took.count());
  }
  const auto middle = times.begin() + rounds / 2;
  std::nth_element(times.begin(), middle, times.end());
  return *middle;
}

/// A feature that nobody has: the forms of another, under a name of its own.
class Stranger final : public Feature {
 public:
  Stranger(Feature& like, std::string name) : like_(like), name_(std::move(name)) {}

  std::string_view title() const override { return name_; }
  std::vector<Command> commands() override {
    std::vector<Command> all = like_.commands();
    for (std::size_t i = 0; i < all.size(); ++i) all[i].words = {name_ + std::to_string(i)};
    return all;
  }

 private:
  Feature& like_;
  std::string name_;
};

/// A lexicon of all features and so many times as many strangers.
class Crowd {
 public:
  Crowd(std::span<Feature* const> features, int times) : all_(features.begin(), features.end()) {
    for (int i = 0; i < times; ++i) {
      for (Feature* like : features) {
        strangers_.push_back(std::make_unique<Stranger>(*like, fmt::format("生人{}-", strangers_.size())));
        all_.push_back(strangers_.back().get());
      }
    }
  }

  Lexicon lexicon() const { return Lexicon(all_); }
  std::size_t strangers() const { return strangers_.size(); }

 private:
  std::vector<std::unique_ptr<Stranger>> strangers_;
  std::vector<Feature*> all_;
};

int run(int rounds) {
  World world;
  world.add_class("机电1901", "g");
  Person speaker;
  for (int i = 0; i < 60; ++i)
    speaker = world.add_person(std::to_string(2019010101 + i), fmt::format("学生{}", i), "机电1901", Role::monitor);
  language::NameScope scope;
  scope.add_class("机电1901");
  for (int i = 0; i < 60; ++i) scope.add_person(fmt::format("学生{}", i));
  Message message;
  message.place = Place::group;
  message.user = speaker.account;
  message.room = "g";
  const Router& router = world.desk().router();
  const Context context = router.context(message, {}, world.clock.wall());
  std::vector<Named> all;
  for (int i = 0; i < 60; ++i) all.push_back({std::to_string(2019010101 + i), fmt::format("学生{}", i)});
  const language::People people(std::move(all));
  const temperature::Scene day{
      .people = people, .class_name = "机电1901", .speaker = speaker.number, .today = context.sent.day()};
  const language::AnswerScene answer{.people = people, .class_name = "机电1901", .speaker = speaker.number};
  constexpr std::array<std::int64_t, 1> open{12};
  constexpr int times = 4;
  const Crowd crowd(world.features(), times);
  const Lexicon crowded = crowd.lexicon();
  std::size_t understood = 0;  // Counted so that no call is left out.
  std::vector<double> all_forms;
  fmt::print(" forms  one more  temp  sign  receipt  listeners\n");
  for (const char* line : lines) {
    Utterance said;
    said.text = line;
    const auto forms_of = [&](const Lexicon& lexicon) {
      return median(rounds, [&] { understood += lexicon.match(said, context, scope).has_value() ? 1 : 0; });
    };
    const double forms = forms_of(router.lexicon());
    const double one_more = (forms_of(crowded) - forms) / static_cast<double>(crowd.strangers());
    all_forms.push_back(forms);
    const double temp = median(rounds, [&] { understood += temperature::understand(line, day).has_value() ? 1 : 0; });
    const double sign =
        median(rounds, [&] { understood += attendance::understand_sign_in(line, answer).has_value() ? 1 : 0; });
    const double receipt =
        median(rounds, [&] { understood += announcement::understand_receipt(line, answer, open).has_value() ? 1 : 0; });
    message.content = {{Part::Kind::text, line}};
    const double listeners = median(rounds / 10 + 1, [&] { understood += router.readings(message, context).size(); });
    fmt::print("{:6.2f} {:9.3f} {:5.2f} {:5.2f} {:8.2f} {:10.1f}  {}\n", forms, one_more, temp, sign, receipt,
               listeners, line);
  }
  std::sort(all_forms.begin(), all_forms.end());
  fmt::print("{:6.2f} at the median\n", all_forms[all_forms.size() / 2]);
  return understood > 0 ? 0 : 1;
}

}  // namespace
}  // namespace banwei::tests

int main(int argc, char** argv) { return banwei::tests::run(argc > 1 ? std::atoi(argv[1]) : 2000); }
