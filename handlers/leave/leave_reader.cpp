#include "handlers/leave/leave_reader.h"

#include <algorithm>

#include "handlers/common/absences.h"
#include "handlers/common/courses.h"
#include "handlers/language/strings.h"

namespace banwei::leave {

namespace {

constexpr std::chrono::days ahead{14};
constexpr std::chrono::minutes lesson_length{45};

}  // namespace

std::optional<Request> RequestReader::understand(const std::string& words, const Context& context) {
  const bool away = may_speak_of_return(words) && is_away(context);
  if (!away && !may_speak_of_leave(words, context.message.place == Place::direct)) return std::nullopt;
  if (!context.klass) return of_student(words, context);
  Request request{.said = {}, .words = words, .shown = words};
  const auto call = book_.open_call(context.klass->id, context.sent);
  Scene scene{.people = rosters_.of(context.klass->id),
              .class_name = context.klass->name,
              .today = context.sent.day(),
              .in_call = call.has_value(),
              .away = away,
              .alone = context.message.place == Place::direct};
  const auto courses = courses_of(*context.klass, context.sent.day());
  scene.courses = courses;
  if (context.speaker.person && !context.speaker.person->staff) scene.speaker = context.speaker.person->number;
  auto said = leave::understand(words, scene);
  if (!said) return std::nullopt;
  request.said = std::move(*said);
  // Of the staff nobody is on leave here.
  if (scene.speaker.empty() && !request.said.who) return std::nullopt;
  settle_more(request.said, context);
  settle_course(request.said, context);
  settle_lessons(request.said, context);
  const Leave meant{.from = request.said.from, .to = request.said.to, .part = request.said.part};
  if (!call || request.said.kind != Statement::Kind::leave ||
      !covers(meant, context.sent, call->title, book_.lessons()))
    return request;
  request.call = call->id;
  if (request.said.dated) return request;
  if (request.completes_itself()) request.said.open = Statement::Open::nothing;
  request.roll_call = call->id;
  return request;
}

/// A leave of the speaker's own runs.
bool RequestReader::is_away(const Context& context) const {
  const auto& person = context.speaker.person;
  if (!person || person->staff) return false;
  const Day today = context.sent.day();
  const auto all = book_.leaves().of_person(person->id, today);
  return std::any_of(all.begin(), all.end(), [&](const Leave& leave) {
    return leave.state == Leave::State::approved && leave.from <= today && leave.roll_call == 0 && !leave.retro;
  });
}

/// 下午也请了吧: of the day that he asked for last.
void RequestReader::settle_more(Statement& said, const Context& context) const {
  constexpr std::chrono::hours fresh{12};
  if (!said.more || said.who || !context.speaker.person) return;
  const auto all = book_.leaves().of_person(context.speaker.person->id, context.sent.day());
  const auto last = std::find_if(all.begin(), all.end(), [&](const Leave& leave) {
    return leave.by == leave.person && leave.roll_call == 0 && !leave.retro && context.sent.utc - leave.said <= fresh;
  });
  if (last == all.end() || last->from != last->to) return;
  said.from = said.to = last->from;
}

/// 王五拉肚子，今天不来了，给他请一天病假, as a teacher says it in private: of a class of his that has such a student;
/// where two have, nobody is meant.
std::optional<Request> RequestReader::of_student(const std::string& words, const Context& context) {
  std::optional<Request> found;
  for (const Class& klass : classes_of(members_, context, teachers)) {
    Context there = context;
    there.klass = klass;
    auto request = understand(words, there);
    if (!request || !request->said.who) continue;
    if (found) found->said.open = Statement::Open::who;
    if (!found) found = std::move(request);
  }
  return found;
}

/// Those that the class has within two weeks, as they stand in folded text.
std::vector<std::string> RequestReader::courses_of(const Class& klass, Day today) const {
  std::vector<std::string> names;
  for (const auto& one : book_.timetables().of_class(klass.id, today, today + ahead))
    names.push_back(normalised(one.lesson.course));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

/// 高数课请假: its lessons of the day that was said, else of the next day that has some that are not over.
void RequestReader::settle_course(Statement& said, const Context& context) const {
  if (said.kind != Statement::Kind::leave || said.part.empty() || said.from != said.to) return;
  const Day today = context.sent.day();
  const std::string part = normalised(said.part);
  const CourseMatch known = course_at(part, 0);
  const auto is_meant = [&](const std::string& course) {
    return known.length > 0 ? same_course(course, known.name) : part.starts_with(normalised(course));
  };
  std::optional<Timetables::Dated> found;
  for (const auto& one :
       book_.timetables().of_class(context.klass->id, said.from, said.dated ? said.to : today + ahead)) {
    if (!is_meant(one.lesson.course)) continue;
    const bool over =
        one.day == today && book_.lessons().of(one.lesson.last) + lesson_length < context.sent.time_of_day();
    if (over) continue;
    if (found && found->day == one.day) return;  // Twice that day: the course itself says it.
    if (found) break;
    found = one;
  }
  if (!found) return;
  said.from = said.to = found->day;
  const TimetableLesson& lesson = found->lesson;
  said.part = std::to_string(lesson.first);
  if (lesson.last > lesson.first) said.part += "-" + std::to_string(lesson.last);
}

/// 上午那两节课: those of the timetable, where it has as many then.
void RequestReader::settle_lessons(Statement& said, const Context& context) const {
  if (said.lessons == 0 || said.open != Statement::Open::part) return;
  constexpr std::chrono::hours noon{12};
  constexpr std::chrono::hours evening{18};
  int first = 0;
  int last = 0;
  for (const auto& one : book_.timetables().of_class(context.klass->id, said.from, said.to)) {
    const auto at = book_.lessons().of(one.lesson.first);
    const std::string_view part = at < noon ? "am" : at < evening ? "pm" : "eve";
    if (part != said.part) continue;
    first = first == 0 ? one.lesson.first : std::min(first, one.lesson.first);
    last = std::max(last, one.lesson.last);
  }
  if (first == 0 || (said.lessons > 0 && last - first + 1 != said.lessons)) return;
  said.part = std::to_string(first);
  if (last > first) said.part += "-" + std::to_string(last);
  said.open = said.type.empty() ? Statement::Open::reason : Statement::Open::nothing;
}

}  // namespace banwei::leave
