#include "handlers/timetable/timetable_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/audience.h"
#include "handlers/common/wording.h"
#include "handlers/language/strings.h"
#include "handlers/language/text.h"
#include "handlers/language/when/pieces.h"

namespace banwei::timetable {

namespace text {
namespace {

std::string period(const TimetableLesson& lesson) {
  return lesson.first == lesson.last ? std::to_string(lesson.first) : fmt::format("{}-{}", lesson.first, lesson.last);
}
const char* weekday(Day day) {
  constexpr std::array<const char*, 7> names{"周日", "周一", "周二", "周三", "周四", "周五", "周六"};
  return names.at(std::chrono::weekday{day}.c_encoding());
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days rest_of_week{6};

/// Takes the word out of wherever it stands.
bool take_out(std::string& text, std::string_view word) {
  const auto at = text.find(word);
  if (at == std::string::npos) return false;
  text.erase(at, word.size());
  return true;
}

/// 第5周, 5周: of the term.
int whole_week(std::string_view text) {
  constexpr std::string_view nth = "第";
  constexpr std::string_view unit = "周";
  if (!text.starts_with(nth) || !text.ends_with(unit) || text.size() <= nth.size() + unit.size()) return 0;
  const auto week = number(text.substr(nth.size(), text.size() - nth.size() - unit.size()));
  constexpr std::int64_t most = 30;
  return week <= most ? static_cast<int>(week) : 0;
}

/// Whether there is one or not: 模具1799.
bool like_a_class(std::string_view text) {
  const auto all = audiences_in(text, {});
  return all.size() == 1 && all.front().kind == Audience::Kind::unknown;
}

/// The whole text as the days or the week that are meant; none are when there is none.
bool eat_days(std::string_view text, Day today, Asked& asked) {
  if (text.empty()) return true;
  if (asked.week = whole_week(text); asked.week > 0) return true;
  if (text == "本周" || text == "这周" || text == "这个星期" || text == "本星期" || text == "这星期") {
    asked.from = monday_of(today);
    asked.to = monday_of(today) + rest_of_week;
    return true;
  }
  const Runes runes = fold(text);
  Scanner scanner{runes.view(), 0};
  const auto date = times::eat_date(scanner, today);
  if (!date || date->invalid || !scanner.done()) return false;
  if (date->precision == times::Precision::month || date->precision == times::Precision::year) return false;
  asked.from = asked.to = date->day;
  if (date->precision == times::Precision::week) asked.to = date->day + rest_of_week;
  if (date->precision == times::Precision::weekend) asked.to = date->day + std::chrono::days{1};
  return true;
}

}  // namespace

void to_json(nlohmann::ordered_json& json, const Asked& asked) {
  json = nlohmann::ordered_json::object();
  if (asked.klass) json["class"] = asked.klass->name;
  if (asked.week > 0) json["week"] = asked.week;
  if (asked.from) json[asked.from == asked.to ? "day" : "from"] = iso(*asked.from);
  if (asked.to && asked.from != asked.to) json["to"] = iso(*asked.to);
}

std::optional<Asked> read_asked(std::string_view folded, std::span<const Class> classes, Day today) {
  Asked asked;
  std::string left(folded);
  for (const Class& klass : classes) {
    const bool longer = !asked.klass || klass.name.size() > asked.klass->name.size();
    if (longer && left.find(normalised(klass.name)) != std::string::npos) asked.klass = klass;
  }
  if (asked.klass) {
    const std::string name = normalised(asked.klass->name);
    if (!take_out(left, name + "班")) take_out(left, name);
  }
  for (const std::string_view small : {"我们班", "我班", "本班", "我的", "我", "的", "都", "课表", "看一下", "查一下",
                                       "看", "上午", "下午", "晚上", "早上"})
    (void)take_out(left, small);
  std::erase(left, ' ');
  if (eat_days(left, today, asked)) return asked;
  if (asked.klass) return std::nullopt;
  // 模具1799周三: a class that nobody knows is one that is not the speaker's.
  const std::string_view whole = left;
  for (std::size_t at = 0; at < whole.size();) {
    at += code_point_size(whole, at);
    const std::string_view head = whole.substr(0, at);
    const std::string_view tail = whole.substr(at);
    for (const auto& [name, days] : {std::pair(head, tail), std::pair(tail, head)}) {
      if (name.empty() || !like_a_class(name) || !eat_days(days, today, asked)) continue;
      asked.klass = Class{.name = std::string(name)};
      return asked;
    }
  }
  return std::nullopt;
}

std::string date_in_words(Day day) { return fmt::format("{}({})", wording::month_day(day), text::weekday(day)); }

std::string day_in_words(std::span<const Timetables::Dated> lessons, const Lessons& begins) {
  std::string words;
  for (const auto& [day, lesson] : lessons) {
    words +=
        fmt::format("\n{}节 {} {}", text::period(lesson), wording::hour_minute(begins.of(lesson.first)), lesson.course);
    for (const std::string& more : {lesson.teacher, lesson.room}) words += more.empty() ? "" : " " + more;
  }
  return words;
}

std::string week_in_words(std::span<const Timetables::Dated> lessons) {
  std::string words;
  std::optional<Day> last;
  for (const auto& [day, lesson] : lessons) {
    if (last != day) words += std::string("\n") + text::weekday(day);
    last = day;
    words += fmt::format(" {}{}{}", text::period(lesson), is_digit(lesson.course.front()) ? "节" : "", lesson.course);
  }
  return words;
}

}  // namespace banwei::timetable
