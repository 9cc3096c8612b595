#include "handlers/lesson/lesson_off.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/courses.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/exporting.h"
#include "handlers/language/days.h"
#include "handlers/language/eat.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/strings.h"
#include "handlers/language/when.h"
#include "handlers/lesson/attendance_count.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto which_class = "是哪个班？请到班级群里说";
std::string which_lessons(const std::string& course) {
  return fmt::format("是第几节？带上节次再说一遍，如：停课 3-4节 {}", course);
}
constexpr auto to_come = "这一天还没到，到了再说";
std::string noted(const std::string& klass, Day day, const OffOrder& order) {
  return fmt::format("{} {} {}-{}节{}{} 停课，不用报考勤了", klass, wording::month_day(day), order.first, order.last,
                     order.course.empty() ? "" : " ", order.course);
}

}  // namespace
}  // namespace text

void to_json(nlohmann::ordered_json& json, const OffOrder& order) {
  json = nlohmann::ordered_json::object();
  if (order.first != 0) json["period"] = fmt::format("{}-{}", order.first, order.last);
  if (order.day) json["day"] = iso(*order.day);
  if (!order.course.empty()) json["course"] = order.course;
}

namespace {

/// 今天, 3月9日, and 明天, which is told that it is to come.
bool eat_day_of(std::string_view& rest, Day today, std::chrono::local_seconds now, OffOrder& order) {
  if (const auto days = eat_days(rest, today)) {
    if (days->from != days->to) return false;
    order.day = days->from;
  } else if (const auto named = language::named_date_at(rest, 0)) {
    const auto when = understand_when(std::string(named->said) + "23点", now);
    if (!when || when->kind != When::Kind::once) return false;
    order.day = std::chrono::floor<std::chrono::days>(when->at);
    rest.remove_prefix(named->length);
  } else {
    return false;
  }
  rest = trimmed(rest);
  return true;
}

}  // namespace

std::optional<OffOrder> read_off(std::string_view folded, Day today, std::chrono::local_seconds now) {
  constexpr std::size_t longest = 20;  // characters
  OffOrder order;
  std::string_view rest = trimmed(folded);
  // 三四节老师没来，停课
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view why :
         {",", "了", "今天", "不来", "没来", "有事", "请假", "请假了", "老师", "课", "有事不来", "临时有事"}) {
      if (!rest.ends_with(why) || rest.size() == why.size()) continue;
      rest = trimmed(rest.substr(0, rest.size() - why.size()));
      more = true;
    }
  }
  std::string_view course;
  while (!rest.empty()) {
    const auto lessons = language::lesson_numbers_at(rest, 0);  // 5-6节 is no day of May.
    if (lessons && order.first == 0 && (lessons->spelled || order.day)) {
      if (!lessons->exist()) return std::nullopt;
      order.first = lessons->first;
      order.last = lessons->last;
      rest = trimmed(rest.substr(lessons->length));
      continue;
    }
    if (!order.day && eat_day_of(rest, today, now, order)) continue;
    if (std::string_view part = rest; course.empty() && eat_one_of(part, {"上午", "下午", "晚上", "早上"})) {
      rest = trimmed(part);
      continue;
    }
    const std::size_t end = std::min(rest.find(' '), rest.size());
    if (!course.empty()) return std::nullopt;
    course = rest.substr(0, course_at(rest, 0).length);
    if (course.empty()) course = rest.substr(0, end);
    rest = trimmed(rest.substr(course.size()));
    if (rest.starts_with("课")) rest = trimmed(rest.substr(std::string_view("课").size()));
  }
  if (code_points(course) > longest) return std::nullopt;
  if (order.first == 0 && course_called(course).empty()) return std::nullopt;
  if (!course.empty()) order.course = course_name(course);
  return order;
}

Arg<OffOrder> LessonOff::order() const {
  auto read = [](std::string_view& said, const Context& context) {
    auto order = read_off(said, context.sent.day(), context.sent.local);
    const bool reports =
        context.klass ? context.speaker.holds(intents::reporters, context.klass->id) : !context.speaker.grants.empty();
    if (order && order->first == 0 && !reports) return std::optional<OffOrder>();
    if (order) said = {};
    return order;
  };
  return {"[日期] 节次 [课名]", "order", read};
}

Reply LessonOff::note(const Context& call, OffOrder order) {
  const auto classes = classes_of(members_, call, intents::reporters);
  if (classes.size() != 1) return privately(call, text::which_class);
  const Class& klass = classes.front();
  const Day day = order.day.value_or(call.sent.day());
  if (day > call.sent.day()) return privately(call, text::to_come);
  if (order.first == 0) {
    for (const auto& lesson : timetables_.of_class(klass.id, day)) {
      if (!same_course(lesson.course, order.course)) continue;
      if (order.first != 0) return privately(call, text::which_lessons(order.course));
      order.first = lesson.first;
      order.last = lesson.last;
    }
    if (order.first == 0) return privately(call, text::which_lessons(order.course));
  }
  if (order.course.empty()) {
    const auto lessons = timetables_.of_class(klass.id, day);
    if (const auto* lesson = lesson_at(lessons, order.first, order.last)) order.course = lesson->course;
  }
  reports_.add({.class_id = klass.id,
                .day = day,
                .first = order.first,
                .last = order.last,
                .course = order.course,
                .teaching = std::string(taken_off),
                .by = call.speaker.person->id,
                .room = call.message.room,
                .message = call.message.id,
                .said = call.sent.utc,
                .recorded = call.now.utc});
  const std::string words = text::noted(klass.name, day, order);
  if (call.message.place == Place::direct) return privately(call, words);
  return Reply{}.add(Say{plain(words)});
}

}  // namespace banwei::lesson
