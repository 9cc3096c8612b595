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
std::string round_of(Day day, int round) { return fmt::format("{}/{}", iso(day), round); }

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

Collection DayFrame::collection(const Class& klass, Day day) const {
  const Utc due = zone_.utc(day + deadline(klass, day));
  Collection asked{.class_id = klass.id,
                   .opened = zone_.utc(day),
                   .deadline = due,
                   .sum = tally(members_.students(klass.id), readings_.answered(klass.id, day), due, {}),
                   .called = schedule_.last(rounds_of(klass))};
  while (schedule_.claimed(rounds_of(klass), round_of(day, asked.rounds + 1))) ++asked.rounds;
  return asked;
}

Reply DayFrame::ask_again(const Unheard& unheard, const Moment& now) const {
  const auto klass = members_.class_of_group(unheard.group);
  if (!klass) return {};
  const Collection today = collection(*klass, now.day());
  if (!today.is_open(now.utc) || !today.lost_in(unheard, *today.deadline)) return {};
  if (unheard.only_private && call_to_come(*klass, now)) return {};
  const Moment from = zone_.at(std::max(unheard.from, today.opened));
  const Moment to = zone_.at(unheard.to);
  const auto due = deadline(*klass, now.day());
  const std::string words =
      unheard.only_private ? text::say_again_in_private(from, to, due) : text::say_again(from, to, due);
  const auto& missing = today.sum.missing;
  const auto contents = missing.size() <= few ? calling(missing, words) : std::vector<Content>{plain(words)};
  Reply reply;
  for (const Content& content : contents)
    reply.add(Post{klass->group, content, storage::Priority::ladder, "", *today.deadline});
  return reply;
}

std::vector<Act> DayFrame::acts(Day day) {
  std::vector<Act> acts;
  for (const Class& klass : members_.classes()) {
    if (klass.group.empty()) continue;
    Settings set = times(klass.id, day);
    const std::chrono::minutes usual = std::exchange(set.deadline, deadline(klass, day));
    const auto add = [&](const char* key, const char* name, std::chrono::minutes at, std::chrono::minutes catch_up,
                         std::function<Reply(const Collection&, const Moment&)> say) {
      acts.push_back({.key = fmt::format("{}/{}", key, klass.id),
                      .name = name,
                      .class_id = klass.id,
                      .at = at,
                      .catch_up = catch_up,
                      .run = [this, klass, day, say = std::move(say)](const Moment& now) {
                        const Collection asked = collection(klass, day);
                        return asked.sum.expected.empty() ? Reply{} : say(asked, now);
                      }});
    };
    if (set.greeting) {
      add("greeting", "体温问候", *set.greeting, std::chrono::hours{1},
          [this, klass, day, deadline = set.deadline](const Collection& asked, const Moment&) {
            if (asked.sum.complete()) return Reply{};
            return Reply{}.add(Post{klass.group, plain(text::greeting(deadline)), storage::Priority::ladder, "",
                                    zone_.utc(day + deadline)});
          });
    }
    if (set.nudge && *set.nudge < usual) {
      add("nudge", "催报体温", *set.nudge, usual - *set.nudge - std::chrono::minutes{1},
          [this, klass](const Collection& asked, const Moment& now) {
            const bool calls = !asked.sum.complete() && asked.round(now.utc) == Collection::Round::next;
            return calls ? call_out(klass, asked, now) : Reply{};
          });
    }
    if (set.closing) {
      add("deadline", "体温截止", set.deadline, std::chrono::hours{1},
          [klass, day](const Collection& asked, const Moment& now) {
            return Reply{}.add(Post{klass.group, plain(text::closed(day, asked.sum)), storage::Priority::summary, "",
                                    now.utc + closing_keeps});
          });
    }
  }
  return acts;
}

Reply DayFrame::call_out(const Class& klass, const Collection& day, const Moment& now) {
  count_round(klass, day.rounds + 1, now);
  const auto& missing = day.sum.missing;
  Reply reply;
  for (Content& content : calling(missing, text::still_missing(missing.size(), deadline(klass, now.day()))))
    reply.add(Post{klass.group, std::move(content), storage::Priority::ladder, "", *day.deadline});
  return reply;
}

void DayFrame::count_round(const Class& klass, int round, const Moment& now) {
  schedule_.claim({.job = rounds_of(klass), .key = round_of(now.day(), round), .due = now.utc}, now.utc);
}

/// Whether those missing will be called today without being asked for it, be it late.
bool DayFrame::call_to_come(const Class& klass, const Moment& now) const {
  const Settings set = times(klass.id, now.day());
  if (!set.nudge || now.time_of_day() >= set.deadline - std::chrono::minutes{1}) return false;
  const auto last = schedule_.last(rounds_of(klass));
  return now.time_of_day() < *set.nudge || !last || zone_.at(*last).day() != now.day();
}

std::vector<Person> DayFrame::call_by_reminder(const Class& klass, const Moment& now) {
  const Collection today = collection(klass, now.day());
  const auto round = today.round(now.utc);
  if (round == Collection::Round::too_soon) return {};
  if (round == Collection::Round::next && !today.sum.complete()) count_round(klass, today.rounds + 1, now);
  return today.sum.missing;
}

Reply DayFrame::call_missing(const Call& call) {
  if (!call.klass || call.klass->group.empty()) return privately(call, text::no_group);
  const Class& klass = *call.klass;
  const Collection today = collection(klass, call.sent.day());
  if (today.sum.complete()) return privately(call, text::all_in);
  if (!today.is_open(call.now.utc)) {
    const auto names = names_of(today.sum.missing, members_.students(klass.id));
    return privately(call, text::over(deadline(klass, call.sent.day()), names));
  }
  switch (today.round(call.now.utc)) {
    case Collection::Round::too_soon:
      return privately(call, text::just_called);
    case Collection::Round::enough:
      return privately(call, text::called_twice);
    case Collection::Round::next:
      break;
  }
  return call_out(klass, today, call.now);
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
