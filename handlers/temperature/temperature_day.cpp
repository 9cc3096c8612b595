#include "handlers/temperature/temperature_day.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "handlers/common/mentions.h"
#include "handlers/common/outage.h"
#include "handlers/common/privately.h"
#include "handlers/common/text.h"
#include "handlers/common/when.h"
#include "handlers/common/wording.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::hour_minute;

std::string greeting(std::chrono::minutes deadline) {
  return fmt::format("早上好，今天的体温请在{}前发，直接发数字就行，如 36.5", hour_minute(deadline));
}
std::string still_missing(std::size_t count, std::chrono::minutes deadline) {
  return fmt::format("还差{}位，{}截止", count, hour_minute(deadline));
}
std::string closed(Day day, const Tally& sum) {
  std::string line =
      fmt::format("🌡 {} 体温已报{}/{}，", wording::month_day(day), sum.answered.size(), sum.expected.size());
  if (sum.complete()) return line + "全员已报，谢谢大家";
  return line + fmt::format("还差{}位，补报直接发数字就行", sum.missing.size());
}
std::string say_again(const Moment& from, const Moment& to, std::chrono::minutes deadline) {
  return fmt::format("{}–{}我掉线了，这段时间的消息可能没看全。发过体温的请再发一次，{}前都算按时",
                     hour_minute(from.time_of_day()), hour_minute(to.time_of_day()), hour_minute(deadline));
}
std::string say_again_in_private(const Moment& from, const Moment& to, std::chrono::minutes deadline) {
  return fmt::format("{}–{}我掉线了，群里的补看过了，私聊的没收到。私聊发过体温的请再发一次，{}前都算按时",
                     hour_minute(from.time_of_day()), hour_minute(to.time_of_day()), hour_minute(deadline));
}
constexpr auto all_in = "全员已报，不用催了";
constexpr auto just_called = "5分钟内刚在群里提醒过，等一等再催";
constexpr auto called_twice = "今天群里已经提醒过两次了，请私下问问还差的同学。名单说“谁没报”";
std::string over(std::chrono::minutes deadline, const std::vector<std::string>& names) {
  return fmt::format("{}已经截止，群里不再点名。请私下问问：\n{}", hour_minute(deadline), wording::name_lines(names));
}
constexpr auto no_group = "这个班还没有绑定群，催不了";

std::string moment(const std::optional<std::chrono::minutes>& at) { return at ? hour_minute(*at) : "关"; }
std::string times(const std::string& klass, const Settings& set) {
  return fmt::format("{} 体温：问候 {} · 催报 {} · 截止 {} · 收尾 {}", klass, moment(set.greeting), moment(set.nudge),
                     hour_minute(set.deadline), set.closing ? "开" : "关");
}
std::string changed(const std::string& now) { return "好，从下一次起：\n" + now; }
constexpr auto how = "要改就说：体温设置 催报 10:20，或 体温设置 问候 关";
constexpr auto which_class = "你有几个班，请写上班级：体温设置 机电1901 催报 10:20";
std::string no_such_class(const std::string& name) { return fmt::format("“{}”不是你名下的班级", name); }
constexpr auto out_of_order = "时间要按 问候、催报、截止 的先后来，请换一个时间";

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::minutes between_calls{5};
constexpr int rounds_a_day = 2;
constexpr std::chrono::minutes closing_keeps{15};
constexpr std::size_t few = 20;  // people who are called by name; more are spoken to as a class
constexpr std::string_view title = "temperature";

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> keys{
    {{"问候", "greeting"}, {"催报", "nudge"}, {"截止", "deadline"}, {"收尾", "closing"}}};

std::optional<std::chrono::minutes> minutes_of(std::string_view value) {
  int hour = 0;
  int minute = 0;
  if (value.size() != 5) return std::nullopt;
  std::from_chars(value.data(), value.data() + 2, hour);
  std::from_chars(value.data() + 3, value.data() + 5, minute);
  return std::chrono::hours{hour} + std::chrono::minutes{minute};
}

/// The whole text as one time of day: 10:20, 10点半, 早上8点.
std::optional<std::string> time_of_day(std::string_view words) {
  const auto when = understand_when("每天" + std::string(trim(words)), {});
  if (!when || when->kind != When::Kind::daily || when->hm.size() != 1) return std::nullopt;
  return wording::hour_minute(when->hm.front());
}

/// The value of a key: a time, or 关 where there may be none.
std::optional<std::string> value_of(std::string_view key, std::string_view words) {
  words = trimmed(words);
  if (key == "closing")
    return words == "开" ? std::optional("on") : words == "关" ? std::optional("off") : std::nullopt;
  if (key != "deadline" && (words == "关" || words == "关闭" || words == "不要")) return "off";
  return time_of_day(words);
}

void apply(Settings& set, std::string_view key, std::string_view value) {
  if (key == "greeting") set.greeting = minutes_of(value);
  if (key == "nudge") set.nudge = minutes_of(value);
  if (key == "deadline") set.deadline = minutes_of(value).value_or(set.deadline);
  if (key == "closing") set.closing = value != "off";
}

std::string rounds_of(const Class& klass) { return fmt::format("{}/round/{}", title, klass.id); }

bool in_order(const Settings& set) {
  return set.greeting.value_or(set.deadline - std::chrono::minutes{1}) < set.deadline &&
         set.nudge.value_or(set.deadline - std::chrono::minutes{1}) < set.deadline &&
         (!set.greeting || !set.nudge || *set.greeting < *set.nudge);
}

}  // namespace

void to_json(nlohmann::ordered_json& json, const Choice& choice) {
  if (!choice.class_name.empty()) json["class"] = choice.class_name;
  json[choice.key] = choice.value;
}

Arg<Choice> choice() {
  const auto read = [](std::string_view& words, const Context&) -> std::optional<Choice> {
    for (const auto& [word, key] : keys) {
      const auto at = words.find(word);
      if (at == std::string_view::npos) continue;
      const auto value = value_of(key, words.substr(at + word.size()));
      if (!value) continue;
      Choice chosen{std::string(trimmed(words.substr(0, at))), std::string(key), *value};
      words = {};
      return chosen;
    }
    return std::nullopt;
  };
  return {"时间", "times", read, true};
}

Arg<Choice> deadline_alone() {
  const auto read = [](std::string_view& words, const Context&) -> std::optional<Choice> {
    const auto value = value_of("deadline", words);
    if (!value) return std::nullopt;
    words = {};
    return Choice{"", "deadline", *value};
  };
  return {"时间", "times", read, true};
}

Settings DayFrame::times(std::int64_t class_id, Day day) const {
  Settings set = defaults_;
  for (const storage::ClassSetting& chosen : settings_.of(title, class_id)) {
    auto at = minutes_of(chosen.value);
    if (chosen.key == "closing" || chosen.key == "deadline") at = std::min(at.value_or(set.deadline), set.deadline);
    if (!at || zone_.utc(day + *at) > chosen.since) apply(set, chosen.key, chosen.value);
  }
  return set;
}

std::chrono::minutes DayFrame::deadline(const Class& klass, Day day) const {
  const std::chrono::minutes usual = times(klass.id, day).deadline;
  const Utc due = zone_.utc(day + usual);
  const Utc moved = due_after_outage(gaps_, klass.group, due);
  if (moved == due || zone_.at(moved).day() != day) return usual;  // of a day that is over nothing can be told any more
  return std::chrono::ceil<std::chrono::minutes>(zone_.at(moved).local - day);
}

Tally DayFrame::tally_of(const Class& klass, Day day) const {
  return tally(members_.students(klass.id), readings_.answered(klass.id, day), zone_.utc(day + deadline(klass, day)),
               {});
}

Reply DayFrame::ask_again(const Unheard& unheard, const Moment& now) const {
  const auto klass = members_.class_of_group(unheard.group);
  if (!klass) return {};
  const auto due = deadline(*klass, now.day());
  const Moment from = zone_.at(std::max(unheard.from, zone_.utc(now.day())));
  const Moment to = zone_.at(unheard.to);
  const Tally sum = tally_of(*klass, now.day());
  if (now.time_of_day() >= due || to.day() != now.day() || sum.complete()) return {};
  if (unheard.only_private && call_to_come(*klass, now)) return {};
  const std::string words =
      unheard.only_private ? text::say_again_in_private(from, to, due) : text::say_again(from, to, due);
  const auto contents = sum.missing.size() <= few ? calling(sum.missing, words) : std::vector<Content>{plain(words)};
  Reply reply;
  for (const Content& content : contents)
    reply.add(Post{klass->group, content, storage::Priority::ladder, "", zone_.utc(now.day() + due)});
  return reply;
}

std::vector<Act> DayFrame::acts(Day day) {
  std::vector<Act> acts;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty()) continue;
    Settings set = times(klass.id, day);
    const std::chrono::minutes usual = std::exchange(set.deadline, deadline(klass, day));
    const auto add = [&](const char* key, const char* name, std::chrono::minutes at, std::chrono::minutes catch_up,
                         std::function<Reply(const Tally&, const Moment&)> say) {
      acts.push_back({.key = fmt::format("{}/{}", key, klass.id),
                      .name = name,
                      .class_id = klass.id,
                      .at = at,
                      .catch_up = catch_up,
                      .run = [this, klass, day, say = std::move(say)](const Moment& now) {
                        const Tally sum = tally_of(klass, day);
                        return sum.expected.empty() ? Reply{} : say(sum, now);
                      }});
    };
    if (set.greeting) {
      add("greeting", "体温问候", *set.greeting, std::chrono::hours{1},
          [this, klass, day, deadline = set.deadline](const Tally& sum, const Moment&) {
            if (sum.complete()) return Reply{};
            return Reply{}.add(Post{klass.group, plain(text::greeting(deadline)), storage::Priority::ladder, "",
                                    zone_.utc(day + deadline)});
          });
    }
    if (set.nudge && *set.nudge < usual) {
      add("nudge", "催报体温", *set.nudge, usual - *set.nudge - std::chrono::minutes{1},
          [this, klass](const Tally& sum, const Moment& now) {
            Reply reply;
            if (!sum.complete() && !just_called(klass, now) && take_round(klass, now))
              add_calls(klass, sum, now.day(), reply);
            return reply;
          });
    }
    if (set.closing) {
      add("deadline", "体温截止", set.deadline, std::chrono::hours{1},
          [klass, day](const Tally& sum, const Moment& now) {
            return Reply{}.add(Post{klass.group, plain(text::closed(day, sum)), storage::Priority::summary, "",
                                    now.utc + closing_keeps});
          });
    }
  }
  return acts;
}

void DayFrame::add_calls(const Class& klass, const Tally& sum, Day day, Reply& reply) const {
  const std::chrono::minutes due = deadline(klass, day);
  for (Content& content : calling(sum.missing, text::still_missing(sum.missing.size(), due))) {
    reply.add(Post{klass.group, std::move(content), storage::Priority::ladder, "", zone_.utc(day + due)});
  }
}

/// Whether those missing will be called today without being asked for it, be it late.
bool DayFrame::call_to_come(const Class& klass, const Moment& now) const {
  const Settings set = times(klass.id, now.day());
  if (!set.nudge || now.time_of_day() >= set.deadline - std::chrono::minutes{1}) return false;
  const auto last = schedule_.last(rounds_of(klass));
  return now.time_of_day() < *set.nudge || !last || zone_.at(*last).day() != now.day();
}

bool DayFrame::just_called(const Class& klass, const Moment& now) const {
  const auto last = schedule_.last(rounds_of(klass));
  return last && now.utc - *last < between_calls;
}

/// One more call of this day; false when there were enough.
bool DayFrame::take_round(const Class& klass, const Moment& now) {
  for (int round = 1; round <= rounds_a_day; ++round) {
    const storage::Occurrence call{
        .job = rounds_of(klass), .key = fmt::format("{}/{}", iso(now.day()), round), .due = now.utc};
    if (schedule_.claim(call, now.utc)) return true;
  }
  return false;
}

std::vector<Person> DayFrame::call_by_reminder(const Class& klass, const Moment& now) {
  if (just_called(klass, now)) return {};
  std::vector<Person> people = tally_of(klass, now.day()).missing;
  if (!people.empty()) take_round(klass, now);
  return people;
}

Reply DayFrame::call_missing(const Call& call) {
  if (!call.klass || call.klass->group.empty()) return privately(call, text::no_group);
  const Class& klass = *call.klass;
  const Tally sum = tally_of(klass, call.sent.day());
  if (sum.complete()) return privately(call, text::all_in);
  if (const auto due = deadline(klass, call.sent.day()); call.sent.time_of_day() >= due) {
    const std::vector<Person> students = members_.students(klass.id);
    std::vector<std::string> names;
    for (const Person& person : sum.missing) names.push_back(wording::name_in(person, students));
    return privately(call, text::over(due, names));
  }
  if (just_called(klass, call.now)) return privately(call, text::just_called);
  if (!take_round(klass, call.now)) return privately(call, text::called_twice);
  Reply reply;
  add_calls(klass, sum, call.now.day(), reply);
  return reply;
}

Reply DayFrame::set(const Call& call, const std::optional<Choice>& choice) {
  const bool direct = call.message.place == Place::direct;
  const Day tomorrow = call.now.day() + std::chrono::days{1};  // when all that was chosen holds
  std::vector<Class> classes;
  for (const Class& klass : members_.classes()) {
    const bool here = call.klass && !direct ? klass.id == call.klass->id : true;
    if (here && call.speaker.holds(teachers, klass.id)) classes.push_back(klass);
  }
  if (choice && !choice->class_name.empty()) {
    std::erase_if(classes, [&](const Class& klass) { return normalised(klass.name) != choice->class_name; });
    if (classes.empty()) return privately(call, text::no_such_class(choice->class_name));
  }
  if (!choice) {
    std::string lines;
    for (const Class& klass : classes) lines += text::times(klass.name, times(klass.id, tomorrow)) + "\n";
    return privately(call, lines + text::how);
  }
  if (classes.size() != 1) return privately(call, text::which_class);
  const Class& klass = classes.front();
  Settings wanted = times(klass.id, tomorrow);
  apply(wanted, choice->key, choice->value);
  if (!in_order(wanted)) return privately(call, text::out_of_order);
  settings_.set(title, {.class_id = klass.id, .key = choice->key, .value = choice->value, .since = call.now.utc},
                call.speaker.person->id);
  return privately(call, text::changed(text::times(klass.name, wanted)));
}

}  // namespace banwei::temperature
