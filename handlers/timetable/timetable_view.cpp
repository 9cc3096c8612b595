#include "handlers/timetable/timetable_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

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
  for (const std::string_view small :
       {"我们班", "我班", "本班", "我的", "我", "的", "都", "课表", "看一下", "查一下", "看"})
    (void)take_out(left, small);
  std::erase(left, ' ');
  if (left.empty()) return asked;
  if (asked.week = whole_week(left); asked.week > 0) return asked;
  const Day monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
  if (left == "本周" || left == "这周" || left == "这个星期" || left == "本星期" || left == "这星期") {
    asked.from = monday;
    asked.to = monday + rest_of_week;
    return asked;
  }
  const Runes runes = fold(left);
  Scanner scanner{runes.view(), 0};
  const auto date = times::eat_date(scanner, today);
  if (!date || date->invalid || !scanner.done()) return std::nullopt;
  if (date->precision == times::Precision::month || date->precision == times::Precision::year) return std::nullopt;
  asked.from = asked.to = date->day;
  if (date->precision == times::Precision::week) asked.to = date->day + rest_of_week;
  if (date->precision == times::Precision::weekend) asked.to = date->day + std::chrono::days{1};
  return asked;
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
