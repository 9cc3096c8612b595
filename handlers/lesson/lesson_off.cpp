#include "handlers/lesson/lesson_off.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/courses.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/exporting.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/strings.h"
#include "handlers/lesson/attendance_count.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto which_class = "是哪个班？请到班级群里说";
constexpr auto to_come = "这一天还没到，到了再说";
std::string noted(const std::string& klass, Day day, const OffOrder& order) {
  return fmt::format("{} {} {}-{}节{}{} 停课，不用报考勤了", klass, wording::month_day(day), order.first, order.last,
                     order.course.empty() ? "" : " ", order.course);
}

}  // namespace
}  // namespace text

void to_json(nlohmann::ordered_json& json, const OffOrder& order) {
  json = {{"period", fmt::format("{}-{}", order.first, order.last)}};
  if (order.day) json["day"] = iso(*order.day);
  if (!order.course.empty()) json["course"] = order.course;
}

std::optional<OffOrder> read_off(std::string_view folded, Day today) {
  OffOrder order;
  std::string_view rest = trimmed(folded);
  const auto leads = language::lesson_numbers_at(rest, 0);  // 5-6节 is no day of May.
  if (!(leads && leads->spelled)) {
    if (const auto days = eat_days(rest, today)) {
      if (days->from != days->to) return std::nullopt;
      order.day = days->from;
    }
    rest = trimmed(rest);
  }
  const auto lessons = language::lesson_numbers_at(rest, 0);
  if (!lessons || !lessons->exist()) return std::nullopt;
  order.first = lessons->first;
  order.last = lessons->last;
  rest = trimmed(rest.substr(lessons->length));
  // 三四节老师没来，停课
  for (const std::string_view why : {",", "了", "今天", "不来", "没来", "有事", "老师"}) {
    if (rest.ends_with(why)) rest = trimmed(rest.substr(0, rest.size() - why.size()));
  }
  constexpr std::size_t longest = 20;  // characters
  if (code_points(rest) > longest || rest.find(' ') != std::string_view::npos) return std::nullopt;
  if (!rest.empty()) order.course = course_name(rest);
  return order;
}

Arg<OffOrder> LessonOff::order() const {
  auto read = [](std::string_view& said, const Context& context) {
    auto order = read_off(said, context.sent.day());
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
