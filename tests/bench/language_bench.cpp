// What it costs to cut a message and try all forms, in a class of sixty. Prints the median of each line in µs.
// usage: language_bench [ROUNDS]
#include <fmt/format.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "bot/lexicon.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

constexpr std::array lines{"谁没报",
                           "@班级小助手 麻烦看一下今天还有谁没有上报体温呢，谢谢",
                           "机电1901昨天谁没报",
                           "体文谁没报",
                           "36.5",
                           "哈哈哈哈",
                           "今晚一起去吃饭吗，食堂新开了一家麻辣香锅听说还不错",
                           "大家记得报体温哈",
                           "谁没报体温又要被骂了"};

int run(int rounds) {
  World world;
  world.add_class("机电1901", "g");
  Person speaker;
  for (int i = 0; i < 60; ++i)
    speaker = world.add_person(std::to_string(2019010101 + i), fmt::format("学生{}", i), "机电1901", Role::monitor);
  language::Scope scope;
  scope.add_class("机电1901");
  for (int i = 0; i < 60; ++i) scope.add_person(fmt::format("学生{}", i));
  Message message;
  message.place = Place::group;
  message.user = speaker.account;
  message.room = "g";
  const Router& router = world.desk().router();
  const Context context = router.context(message, {}, world.clock.wall());
  for (const char* line : lines) {
    Utterance said;
    said.text = line;
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
      const auto begin = std::chrono::steady_clock::now();
      const auto match = router.lexicon().match(said, context, scope);
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
      times.push_back(took.count() + (match && match->entry == nullptr ? 1 : 0));
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    fmt::print("{:6.2f} µs  {}\n", times[static_cast<std::size_t>(rounds) / 2], line);
  }
  return 0;
}

}  // namespace
}  // namespace banwei::tests

int main(int argc, char** argv) { return banwei::tests::run(argc > 1 ? std::atoi(argv[1]) : 2000); }
