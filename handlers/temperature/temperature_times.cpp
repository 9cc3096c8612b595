#include "handlers/temperature/temperature_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "handlers/common/audience.h"
#include "handlers/common/collection.h"
#include "handlers/common/outage.h"
#include "handlers/common/privately.h"
#include "handlers/common/said.h"
#include "handlers/common/wording.h"
#include "handlers/language/answers.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"

namespace banwei::temperature {

namespace text {
namespace {

using wording::hour_minute;

std::string moment(const std::optional<std::chrono::minutes>& at) { return at ? hour_minute(*at) : "关"; }
std::string times(const std::string& klass, const Settings& set) {
  return fmt::format("{} 体温：问候 {} · 催报 {} · 截止 {} · 收尾 {}", klass, moment(set.greeting), moment(set.nudge),
                     hour_minute(set.deadline), set.closing ? "开" : "关");
}
std::string changed(const std::string& now) { return "好，从下一次起：\n" + now; }
constexpr auto how = "要改就说：体温设置 催报 10:20，或 体温设置 问候 关";
constexpr auto which_class = "你有几个班，请写上班级：体温设置 机电1901 催报 10:20，或 体温设置 全部 催报 10:20";
std::string no_such_class(const std::string& name) { return fmt::format("“{}”不是你名下的班级", name); }
std::string out_of_order(const std::string& klass, const Settings& set) {
  return fmt::format(
      "{}：时间要按 问候、催报、截止 的先后来，照这样是 问候 {} · 催报 {} · 截止 {}，没有改，请换一个时间", klass,
      moment(set.greeting), moment(set.nudge), hour_minute(set.deadline));
}

}  // namespace
}  // namespace text

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> keys{
    {{"问候", "greeting"}, {"催报", "nudge"}, {"提醒", "nudge"}, {"截止", "deadline"}, {"收尾", "closing"}}};

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
  for (const std::string_view before : {"时间", "改到", "改成", "改为", "设为", "定在"}) {
    if (words.starts_with(before)) words = trimmed(words.substr(before.size()));
  }
  for (const std::string_view behind : {"可以吗", "吧", ","}) {
    if (words.ends_with(behind)) words = trimmed(words.substr(0, words.size() - behind.size()));
  }
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

/// An earlier deadline takes the call of who is missing along, as far before it as it was.
void keep_distance(Settings& wanted, const Settings& before) {
  if (!wanted.nudge || wanted.nudge != before.nudge || *wanted.nudge < wanted.deadline) return;
  *wanted.nudge -= before.deadline - wanted.deadline;
}

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
      const std::string_view whose = trimmed(words.substr(0, at));
      const bool of_all = whose == "每天" || whose == "每日" || whose == "天天";  // 以后每天截止改到10点半
      Choice chosen{std::string(of_all ? std::string_view{} : whose), std::string(key), *value};
      words = {};
      return chosen;
    }
    return std::nullopt;
  };
  return {"时间", "times", read, true};
}

Arg<Choice> time_alone() {
  const auto read = [](std::string_view& words, const Context& context) -> std::optional<Choice> {
    const std::string key = language::holds_one_of(words_of(context.message), "催") ? "nudge" : "deadline";
    const auto value = value_of(key, words);
    if (!value) return std::nullopt;
    words = {};
    return Choice{"", key, *value};
  };
  return {"时间", "times", read, true, language::Slot::hour};
}

Settings DayTimes::of(std::int64_t class_id, Day day) const {
  Settings set = defaults_;
  for (const storage::ClassSetting& chosen : settings_.of(feature, class_id)) {
    auto at = minutes_of(chosen.value);
    if (chosen.key == "closing" || chosen.key == "deadline") at = std::min(at.value_or(set.deadline), set.deadline);
    if (!at || zone_.utc(day + *at) > chosen.since) apply(set, chosen.key, chosen.value);
  }
  return set;
}

std::chrono::minutes DayTimes::deadline(const Class& klass, Day day) const {
  const std::chrono::minutes usual = of(klass.id, day).deadline;
  const Utc due = zone_.utc(day + usual);
  const Utc moved = due_after_outage(gaps_, klass.group, due);
  if (moved == due || zone_.at(moved).day() != day) return usual;  // Of a day that is over nothing can be told now.
  return std::chrono::ceil<std::chrono::minutes>(zone_.at(moved).local - day);
}

Reply DayTimes::set(const Context& call, std::optional<Choice> choice) {
  const Day tomorrow = call.now.day() + std::chrono::days{1};  // All that was chosen holds from then on.
  auto classes = classes_of(members_, call, teachers);
  const bool named = choice && !choice->class_name.empty();
  if (named) {
    const auto audiences = audiences_in(choice->class_name, members_.classes());
    std::erase_if(classes, [&](const Class& klass) {
      const auto takes = [&](const Audience& audience) { return audience.takes(klass); };
      return std::none_of(audiences.begin(), audiences.end(), takes);
    });
    if (classes.empty()) return privately(call, text::no_such_class(choice->class_name));
  }
  if (!choice) {
    std::string lines;
    for (const Class& klass : classes) lines += text::times(klass.name, of(klass.id, tomorrow)) + "\n";
    return privately(call, lines + text::how);
  }
  if (!named && classes.size() != 1) return privately(call, text::which_class);
  std::string lines;
  std::vector<storage::ClassSetting> chosen;
  for (const Class& klass : classes) {
    const Settings before = of(klass.id, tomorrow);
    Settings wanted = before;
    apply(wanted, choice->key, choice->value);
    keep_distance(wanted, before);
    if (!in_order(wanted)) return privately(call, text::out_of_order(klass.name, wanted));
    lines += (lines.empty() ? "" : "\n") + text::times(klass.name, wanted);
    chosen.push_back({.class_id = klass.id, .key = choice->key, .value = choice->value, .since = call.now.utc});
    if (choice->key == "deadline" && wanted.nudge != before.nudge)
      chosen.push_back(
          {.class_id = klass.id, .key = "nudge", .value = text::moment(wanted.nudge), .since = call.now.utc});
  }
  for (const storage::ClassSetting& one : chosen) settings_.set(feature, one, call.speaker.person->id);
  return privately(call, text::changed(lines));
}

}  // namespace banwei::temperature
