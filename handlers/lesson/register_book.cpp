#include "handlers/lesson/register_book.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "handlers/common/absences.h"
#include "handlers/common/courses.h"

namespace banwei::lesson {

namespace {

using std::chrono::minutes;

constexpr minutes early{20};       // A roll is called before the lesson begins.
constexpr minutes length{50};      // How long one is, with half of the break.
constexpr minutes apart{19 * 60};  // What is at none of the day's lessons is in the evening, mostly.

}  // namespace

/// Whether a report tells of the same lesson.
bool Book::reported(const Attended& one, const std::vector<Attended>& reports) const {
  return std::any_of(reports.begin(), reports.end(), [&](const Attended& report) {
    if (report.day != one.day) return false;
    if (!one.title.empty() && same_course(one.title, report.title)) return true;
    return report.first > 0 && one.at >= begins_.of(report.first) - early && one.at < begins_.of(report.last) + length;
  });
}

/// Whoever is absent with a leave that covers the lesson is on leave, and the leave tells of what sort.
void Book::excuse(const Class& klass, Attended& lesson) const {
  using Status = storage::LessonReport::Status;
  const auto in_doubt = [](const auto& one) {
    return one.status == Status::absent || (one.status == Status::leave && one.type.empty());
  };
  if (std::none_of(lesson.absences.begin(), lesson.absences.end(), in_doubt)) return;
  const Moment at = zone_.at(zone_.utc(lesson.day + lesson.at));
  for (const storage::Leave& leave : leaves_.approved(klass.id, lesson.day)) {
    if (!covers(leave, at, lesson.title, begins_)) continue;
    for (auto& one : lesson.absences) {
      if (one.person != leave.person || !in_doubt(one)) continue;
      one.status = Status::leave;
      one.type = leave.type;
    }
  }
}

std::vector<Attended> Book::stored(const Class& klass, Day from, Day to) const {
  std::vector<Attended> all;
  for (storage::LessonReport& report : reports_.of_class(klass.id, from, to))
    all.push_back({.day = report.day,
                   .at = report.first == 0 ? apart : begins_.of(report.first),
                   .first = report.first,
                   .last = report.last,
                   .title = std::move(report.course),
                   .hours = report.first == 0 ? 1 : report.last - report.first + 1,
                   .due = static_cast<std::size_t>(std::max(report.due, 0)),
                   .present = static_cast<std::size_t>(std::max(report.present, 0)),
                   .absences = std::move(report.absences),
                   .teaching = std::move(report.teaching)});
  return all;
}

std::vector<Attended> Book::reports(const Class& klass, Day from, Day to) const {
  auto all = stored(klass, from, to);
  for (Attended& one : all) excuse(klass, one);
  return all;
}

std::vector<Attended> Book::of(const Class& klass, Day from, Day to, const Speaker& reader) const {
  auto all = stored(klass, from, to);
  std::vector<Attended> others;
  for (const auto& feature : features_) {
    const auto* attending = dynamic_cast<const Attending*>(feature.get());
    if (attending == nullptr) continue;
    for (Attended& one : attending->attended(klass, from, to, reader)) {
      if (!reported(one, all)) others.push_back(std::move(one));
    }
  }
  std::move(others.begin(), others.end(), std::back_inserter(all));
  for (Attended& one : all) excuse(klass, one);
  std::stable_sort(all.begin(), all.end(), [](const Attended& a, const Attended& b) {
    return std::tuple(a.day, a.at) < std::tuple(b.day, b.at);
  });
  return all;
}

std::vector<Timetables::Dated> Book::unreported(const Class& klass, const std::vector<Attended>& lessons, Day from,
                                                Day to, const Moment& now) const {
  auto all = timetables_.of_class(klass.id, from, std::min(to, now.day()));
  std::erase_if(all, [&](const Timetables::Dated& one) {
    const minutes begin = begins_.of(one.lesson.first);
    const minutes end = begins_.of(one.lesson.last) + length;
    if (one.day == now.day() && end > now.time_of_day()) return true;
    return std::any_of(lessons.begin(), lessons.end(), [&](const Attended& lesson) {
      if (lesson.day != one.day) return false;
      if (lesson.first > 0) return lesson.first <= one.lesson.last && lesson.last >= one.lesson.first;
      return lesson.at >= begin - early && lesson.at < end;  // a roll that was called in it
    });
  });
  return all;
}

}  // namespace banwei::lesson
