#include "handlers/duty/duty.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/args.h"
#include "handlers/common/mentions.h"
#include "handlers/common/payload.h"
#include "handlers/common/wording.h"
#include "handlers/language/feature_words.h"

namespace banwei::duty {

namespace text {
namespace {

constexpr auto in_class = "请到班级群里说";
constexpr auto no_list = "还没有排值日。班长或生活委员说“排值日 张三 李四；王五 赵六”就行，一天一组轮着来";
constexpr auto how = "要写上姓名：“排值日 张三 李四；王五 赵六”一天一组，“排值日 周一张三 周二李四”按星期";
constexpr auto mixed = "有的写了星期，有的没写：请全写上，或全不写";
constexpr auto cancelled = "值日表取消了";
constexpr auto nobody_today = "今天没有人值日";
constexpr auto not_in_it = "值日表里还没有你";
constexpr auto head = "值日：";
constexpr auto calls = "今天值日";

std::string stranger(const std::string& words) { return fmt::format("名单里没有“{}”，请照名单上的姓名写", words); }
std::string namesake(const std::string& name) { return fmt::format("班里有两位“{}”，请写学号", name); }
std::string too_many() { return fmt::format("太多了，最多{}组", most_groups); }

/// "3/11(周三)"
std::string date(Day day) {
  constexpr std::array<const char*, 7> weekdays{"日", "一", "二", "三", "四", "五", "六"};
  const std::chrono::year_month_day date{day};
  return fmt::format("{}/{}(周{})", static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     weekdays.at(std::chrono::weekday{day}.c_encoding()));
}
std::string names(const std::vector<Person>& people) {
  std::string words;
  for (const Person& person : people) words += (words.empty() ? "" : "、") + person.name;
  return words;
}
std::string line(Day day, const std::vector<Person>& people) { return "\n" + date(day) + " " + names(people); }
std::string arranged(const Turns& turns, Day first, const std::vector<Person>& people) {
  const std::string order =
      turns.weekly() ? "按星期来" : fmt::format("{}组轮流，上课的日子一天一组", turns.groups.size());
  return fmt::format("值日排好了：{}，{}是{}。每天早上我在群里说一声。看安排说“值日表”，不要了说“取消值日”", order,
                     date(first), names(people));
}
std::string today(const std::vector<Person>& people) { return "今天值日：" + names(people); }
std::string next_of(Day day, const std::string& with) {
  return with.empty() ? fmt::format("你下次值日是{}", date(day))
                      : fmt::format("你下次值日是{}，和{}一起", date(day), with);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::string_view feature = "duty";
constexpr std::string_view key = "turns";
constexpr Roles arrangers = Roles{Role::monitor, Role::life_rep} | teachers;
constexpr std::chrono::minutes morning{7 * 60 + 30};
constexpr std::chrono::hours useful{4};  // After that nobody needs to be told.
constexpr std::size_t shown = 10;        // So many days of a list.
constexpr std::chrono::days horizon{120};

nlohmann::json to_json(const Turns& turns) {
  nlohmann::json groups = nlohmann::json::array();
  for (const Group& group : turns.groups)
    groups.push_back({{"weekday", group.weekday.value_or(0)}, {"who", group.who}});
  return {{"from", iso(turns.from)}, {"groups", std::move(groups)}};
}

Turns from_json(const nlohmann::json& kept) {
  Turns turns{.from = day_from_iso(kept.at("from").get<std::string>()).value_or(Day{})};
  for (const nlohmann::json& group : kept.at("groups")) {
    const auto weekday = group.at("weekday").get<unsigned>();
    turns.groups.push_back({.weekday = weekday == 0 ? std::nullopt : std::optional(weekday),
                            .who = group.at("who").get<std::vector<std::int64_t>>()});
  }
  return turns;
}

Reply say(std::string words) { return Reply{}.add(Say{plain(std::move(words))}); }

/// All that stands behind the word, which is a list and no talk.
Arg<std::string> names_in_turn() {
  Arg<std::string> arg = rest("张三 李四；王五", "list");
  arg.typed = true;
  return arg;
}

}  // namespace

std::vector<Command> Duty::commands() {
  using W = language::Word;
  namespace own = language::feature_words;
  constexpr auto around = W::there_is | W::people | W::of | W::see | W::our_class | W::who | W::how_many | W::list |
                          W::hand | W::done | W::still | W::what;
  return {{.kind = "duty_set",
           .words = {"排值日", "安排值日"},
           .help = "排值日表，一天一组轮流，或按星期",
           .example = "排值日 张三 李四；王五 赵六",
           .who = arrangers,
           .run = takes(names_in_turn()).then(this, &Duty::set)},
          {.kind = "duty_cancel",
           .words = {"取消值日", "取消值日表"},
           .help = "不再排值日",
           .example = "取消值日",
           .who = arrangers,
           .run = takes().then(this, &Duty::cancel)},
          {.kind = "duty",
           .words = {"谁值日"},
           .forms = {{.needs = {own::duty, W::who}, .may = around | W::now}},
           .help = "看今天谁值日",
           .example = "谁值日",
           .run = takes().then(this, &Duty::today)},
          {.kind = "duty_list",
           .words = {"值日表", "值日名单"},
           .forms = {{.needs = {own::duty, W::list}, .may = around | W::now | W::recent},
                     {.needs = {own::duty, W::who, W::holiday | W::recent | W::next}, .may = around}},
           .help = "看接下来谁值日",
           .example = "值日表",
           .run = takes().then(this, &Duty::list)},
          {.kind = "duty_mine",
           .words = {"我哪天值日"},
           .forms = {{.needs = {W::me, own::duty, W::when}, .may = around | W::now | W::asking | W::recent},
                     {.needs = {W::me, own::duty, W::asking},
                      .may = around | W::now | W::recent | W::holiday | W::no | W::give}},
           .help = "看自己哪天值日",
           .example = "我哪天值日",
           .run = takes().then(this, &Duty::mine)}};
}

Turns Duty::turns_of(std::int64_t class_id) const {
  std::string value;
  for (const storage::ClassSetting& setting : kept_.of(feature, class_id)) {
    if (setting.key == key) value = setting.value;
  }
  return value.empty() ? Turns{} : from_json(from_payload(value));
}

/// In the order of the list.
std::vector<Person> Duty::on_duty_of(const Turns& turns, std::int64_t class_id, Day day) const {
  std::vector<Person> people;
  const Group* group = on_duty(turns, day, calendar_);
  if (group == nullptr) return people;
  for (const std::int64_t id : group->who) {
    auto person = members_.by_id(id);
    if (person && person->class_id == class_id) people.push_back(std::move(*person));
  }
  return people;
}

void Duty::keep(const Context& call, std::string value) {
  kept_.set(feature,
            {.class_id = call.klass->id, .key = std::string(key), .value = std::move(value), .since = call.now.utc},
            call.speaker.person->id);
  listed_ = true;
}

Reply Duty::set(const Context& call, std::string list) {
  if (!call.klass) return say(text::in_class);
  Reading reading = read_groups(list, rosters_.of(call.klass->id));
  switch (reading.fault) {
    case Reading::Fault::none:
      break;
    case Reading::Fault::empty:
      return say(text::how);
    case Reading::Fault::stranger:
      return say(text::stranger(reading.about));
    case Reading::Fault::namesake:
      return say(text::namesake(reading.about));
    case Reading::Fault::mixed:
      return say(text::mixed);
    case Reading::Fault::too_many:
      return say(text::too_many());
  }
  const std::vector<Person> students = members_.students(call.klass->id);
  Turns turns{.from = call.now.day(), .groups = std::move(reading.groups)};
  for (Group& group : turns.groups) {
    for (std::int64_t& who : group.who) who = students.at(static_cast<std::size_t>(who)).id;
  }
  keep(call, to_payload(to_json(turns)));
  Day first = turns.from;
  while (on_duty(turns, first, calendar_) == nullptr && first < turns.from + horizon) first += std::chrono::days{1};
  return say(text::arranged(turns, first, on_duty_of(turns, call.klass->id, first)));
}

Reply Duty::cancel(const Context& call) {
  if (!call.klass) return say(text::in_class);
  if (turns_of(call.klass->id).groups.empty()) return say(text::no_list);
  keep(call, "");
  return say(text::cancelled);
}

Reply Duty::today(const Context& call) {
  if (!call.klass) return say(text::in_class);
  const Turns turns = turns_of(call.klass->id);
  if (turns.groups.empty()) return say(text::no_list);
  const auto people = on_duty_of(turns, call.klass->id, call.now.day());
  return say(people.empty() ? text::nobody_today : text::today(people));
}

Reply Duty::list(const Context& call) {
  if (!call.klass) return say(text::in_class);
  const Turns turns = turns_of(call.klass->id);
  if (turns.groups.empty()) return say(text::no_list);
  std::string words = text::head;
  std::size_t lines = 0;
  for (Day day = call.now.day(); lines < shown && day < call.now.day() + horizon; day += std::chrono::days{1}) {
    const auto people = on_duty_of(turns, call.klass->id, day);
    if (people.empty()) continue;
    words += text::line(day, people);
    ++lines;
  }
  return say(words);
}

Reply Duty::mine(const Context& call) {
  if (!call.klass) return say(text::in_class);
  const Turns turns = turns_of(call.klass->id);
  if (turns.groups.empty()) return say(text::no_list);
  const std::int64_t self = call.speaker.person->id;
  for (Day day = call.now.day(); day < call.now.day() + horizon; day += std::chrono::days{1}) {
    auto people = on_duty_of(turns, call.klass->id, day);
    if (std::erase_if(people, [&](const Person& person) { return person.id == self; }) == 0) continue;
    return say(text::next_of(day, text::names(people)));
  }
  return say(text::not_in_it);
}

bool Duty::listed() {
  if (listed_) return true;
  if (std::exchange(asked_, true)) return false;
  const auto classes = members_.classes();
  listed_ = std::any_of(classes.begin(), classes.end(),
                        [this](const Class& klass) { return !turns_of(klass.id).groups.empty(); });
  return listed_;
}

std::vector<ScheduledJob> Duty::jobs(Day day) {
  if (!calendar_.workday(day) || !listed()) return {};
  return {{.key = "say", .name = "值日", .at = morning, .catch_up = useful, .run = [this](const Moment& now) {
             return say_in_groups(now);
           }}};
}

Reply Duty::say_in_groups(const Moment& now) const {
  Reply reply;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty()) continue;
    const auto people = on_duty_of(turns_of(klass.id), klass.id, now.day());
    if (people.empty()) continue;
    for (Content& words : calling(people, text::calls))
      reply.add(Post{klass.group, std::move(words), storage::Priority::ladder, "", now.utc + useful});
  }
  return reply;
}

}  // namespace banwei::duty
