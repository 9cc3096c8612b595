#include "handlers/lesson/taught.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/common/privately.h"
#include "handlers/common/wording.h"
#include "handlers/lesson/lesson_intents.h"

namespace banwei::lesson {

namespace text {
namespace {

constexpr auto none = "课表里没有你的课。请学委、辅导员或管理员导入课表，“教师”一列写你的姓名";
std::string no_lessons(const DaySpan& days) { return in_words(days) + " 你没有已经上过的课"; }
std::string heading(const DaySpan& days, std::size_t lessons) {
  return fmt::format("📊 你的课 {} {}节", in_words(days), lessons);
}
std::string lesson(const std::string& klass, Day day, const TimetableLesson& one) {
  return fmt::format("\n{} {} {}-{}节 {}", short_date(day), klass, one.first, one.last, one.course);
}
std::string turnout(std::size_t present, std::size_t due) { return fmt::format(" {}/{}", present, due); }
constexpr auto unreported = " 没有报";
std::string of_status(storage::LessonReport::Status status, const std::string& names) {
  using Status = storage::LessonReport::Status;
  const char* what = status == Status::absent  ? "缺"
                     : status == Status::leave ? "请假"
                     : status == Status::late  ? "迟到"
                                               : "早退";
  return fmt::format(" {}{}", what, names);
}

}  // namespace
}  // namespace text

namespace {

constexpr std::chrono::days a_term{180};

}  // namespace

Reply Taught::show(const Context& call, std::optional<DaySpan> asked) {
  const Person& self = *call.speaker.person;
  const Day today = call.sent.day();
  const DaySpan days = asked.value_or(DaySpan{monday_of(today), today});
  auto lessons = book_.timetables().of_teacher(self.name, days.from, days.to);
  std::erase_if(lessons, [&](const auto& one) { return !call.speaker.holds(intents::taught, one.lesson.class_id); });
  if (lessons.empty()) {
    const bool any = !book_.timetables().of_teacher(self.name, today - a_term, today + a_term).empty();
    return privately(call, any ? text::no_lessons(days) : std::string(text::none));
  }
  std::map<std::int64_t, std::vector<Attended>> known;
  std::string lines;
  std::size_t held = 0;
  for (const auto& [day, lesson] : lessons) {
    const auto klass = members_.class_by_id(lesson.class_id);
    if (!klass) continue;
    const Speaker reader{self, {{Role::counsellor, klass->id}}};
    const auto [of_class, fresh] = known.try_emplace(klass->id);
    if (fresh) of_class->second = book_.of(*klass, days.from, days.to, reader);
    const auto report = std::find_if(of_class->second.begin(), of_class->second.end(),
                                     [&, on = day, first = lesson.first, last = lesson.last](const Attended& one) {
                                       return one.day == on && one.first > 0 && one.first <= last && one.last >= first;
                                     });
    if (report == of_class->second.end()) {
      const auto open = book_.unreported(*klass, {}, day, day, call.now);
      const bool over = std::any_of(open.begin(), open.end(),
                                    [first = lesson.first](const auto& one) { return one.lesson.first == first; });
      if (!over) continue;
    }
    ++held;
    lines += text::lesson(klass->name, day, lesson);
    if (report == of_class->second.end()) {
      lines += text::unreported;
      continue;
    }
    lines += report->teaching.empty() ? "" : " " + report->teaching;
    if (report->due > 0) lines += text::turnout(report->present, report->due);
    const auto students = members_.students(klass->id);
    using Status = storage::LessonReport::Status;
    for (const Status status : {Status::absent, Status::late, Status::early, Status::leave}) {
      std::vector<std::string> names;
      for (const Person& student : students) {
        const bool his = std::any_of(report->absences.begin(), report->absences.end(),
                                     [&](const auto& one) { return one.person == student.id && one.status == status; });
        if (his) names.push_back(wording::name_in(student, students));
      }
      if (!names.empty()) lines += text::of_status(status, wording::first_names(names));
    }
  }
  if (held == 0) return privately(call, text::no_lessons(days));
  return privately(call, text::heading(days, held) + lines);
}

}  // namespace banwei::lesson
