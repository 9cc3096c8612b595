#include "handlers/lesson/lesson_off.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "handlers/common/collection.h"
#include "handlers/common/courses.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/exporting.h"
#include "handlers/language/answers.h"
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

/// 高数停课了，1-2节; 英语课老师请假改自习了: that it was not held, wherever the word of it stands.
std::optional<Interpretation> LessonOff::hear(const Utterance& said, const Context& context) {
  constexpr std::size_t longest = 60;  // bytes
  constexpr std::array<std::string_view, 11> off{"停课",   "没上课", "没上成",   "没上",     "停了",  "不上课",
                                                 "不上了", "改自习", "改成自习", "换成自习", "上自习"};
  constexpr std::string_view asks = "? 吗 么 谁 怎么 咋 是不是 会不会 能不能 如果 要是 就好 希望 不停课 没停课 明天";
  if (!context.speaker.person || said.text.empty() || said.text.size() > longest) return std::nullopt;
  const std::string folded = normalised(said.text);
  if (language::holds_one_of(folded, asks)) return std::nullopt;
  const auto word = std::find_if(off.begin(), off.end(), [&](auto each) { return folded.find(each) != folded.npos; });
  if (word == off.end()) return std::nullopt;
  std::string rest = folded;
  rest.replace(folded.find(*word), word->size(), " ");
  for (const std::string_view filler : {"了", ",", "。", "!", "都", "今天的", "改成", "这节", "因为"}) {
    for (auto at = rest.find(filler); at != rest.npos; at = rest.find(filler)) rest.replace(at, filler.size(), " ");
  }
  const auto order = read_off(rest, context.sent.day(), context.sent.local);
  if (!order) return std::nullopt;
  Interpretation heard{.intent = &intents::off, .opened = context.sent.utc};
  heard.understood.fields = [order = *order] { return nlohmann::ordered_json(order); };
  heard.understood.act = [this, order = *order](const Context& call) { return note(call, order); };
  return heard;
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
