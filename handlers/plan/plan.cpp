#include "handlers/plan/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/language/when.h"

namespace banwei::plan {

namespace text {
namespace {

constexpr auto nothing = "接下来两天没有安排";
constexpr auto head = "接下来：";
std::string line(const std::string& when, const std::string& what) { return "\n" + when + " " + what; }
std::string more(std::size_t count) { return fmt::format("\n还有{}项", count); }
std::string of_classes(const std::string& what, const std::vector<std::string>& classes) {
  if (classes.size() == 1) return what + " " + classes.front();
  return fmt::format("{} {}个班", what, classes.size());
}

std::string caught_up(std::size_t count) { return fmt::format("刚才停过，有{}项没有按时做：", count); }
std::string late(const storage::LateOccurrence& act, const std::string& due, std::chrono::minutes by) {
  std::string line = fmt::format("\n{} {}", due, act.name);
  if (act.count > 1) line += fmt::format(" ×{}", act.count);
  if (!act.ran) return line + "，错过了，不再补";
  return line + fmt::format("，晚{}分钟补做", by.count());
}

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_lines = 10;
constexpr std::chrono::days ahead{2};

}  // namespace

std::vector<Command> Plan::commands() {
  using W = language::Word;
  return {
      {.kind = "plan",
       .words = {"计划", "接下来"},
       .forms = {{.needs = {W::next, W::plan | W::do_what}, .may = W::there_is | W::what | W::of | W::see | W::still},
                 {.needs = {W::plan},
                  .may = W::now | W::of | W::there_is | W::what | W::see | W::our_class | W::list,
                  .addressed = true,
                  .except = {"安排", "任务", "打算", "做什么", "干什么", "行程", "今天安排", "今天做什么", "今天干什么",
                             "今晚干什么", "安排什么"}}},
       .help = "看接下来要做的事",
       .example = "计划",
       .who = in_charge | Roles{Role::admin},
       .cost = 2,
       .run = takes().then(this, &Plan::show)}};
}

Reply Plan::show(const Context& call) {
  const bool keeps = call.speaker.holds({Role::admin}, 0);
  std::map<std::pair<Utc, std::string>, std::vector<std::string>> jobs;  // The classes that share a time and a name.
  std::vector<Upcoming> coming;
  for (const auto& feature : features_) {
    for (Day day = call.now.day(); day < call.now.day() + ahead; day += std::chrono::days{1}) {
      for (const ScheduledJob& act : feature->jobs(day)) {
        const Utc at = zone_.utc(day + act.at);
        const bool here = !call.klass || act.class_id == call.klass->id;
        const bool concerned = here && call.speaker.holds(in_charge, act.class_id);
        if (act.name.empty() || at <= call.now.utc || !(concerned || keeps)) continue;
        const auto klass = members_.class_by_id(act.class_id);
        jobs[{at, act.name}].push_back(klass ? klass->name : std::string("全院"));
      }
    }
    for (Upcoming& own : feature->upcoming(call)) coming.push_back(std::move(own));
  }
  for (const auto& [act, classes] : jobs) coming.push_back({act.first, text::of_classes(act.second, classes)});
  std::stable_sort(coming.begin(), coming.end(), [](const Upcoming& a, const Upcoming& b) { return a.at < b.at; });

  std::string words = coming.empty() ? text::nothing : text::head;
  for (std::size_t i = 0; i < std::min(coming.size(), most_lines); ++i) {
    words += text::line(in_words(zone_.at(coming[i].at).local, call.now.local), coming[i].what);
  }
  if (coming.size() > most_lines) words += text::more(coming.size() - most_lines);
  return privately(call, words);
}

Reply Plan::on(const Fact& fact, const Moment& now) {
  Reply reply;
  const auto* caught_up = std::get_if<CaughtUp>(&fact);
  if (caught_up == nullptr) return reply;
  const auto& late = caught_up->late;
  std::string words = text::caught_up(late.size());
  for (std::size_t i = 0; i < std::min(late.size(), most_lines); ++i) {
    words += text::late(late[i], in_words(zone_.at(late[i].due).local, now.local),
                        std::chrono::floor<std::chrono::minutes>(now.utc - late[i].due));
  }
  if (late.size() > most_lines) words += text::more(late.size() - most_lines);
  for (const Person& admin : members_.holders(Role::admin, 0, now.utc)) reply.add(Whisper{admin, plain(words)});
  return reply;
}

}  // namespace banwei::plan
