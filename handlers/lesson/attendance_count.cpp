#include "handlers/lesson/attendance_count.h"

#include <algorithm>
#include <iterator>

#include "handlers/common/courses.h"
#include "handlers/language/strings.h"

namespace banwei::lesson {

namespace {

using Status = storage::LessonReport::Status;

void add(Counts& counts, const storage::LessonReport::Absence& one, int hours) {
  switch (one.status) {
    case Status::absent:
      ++counts.absent;
      counts.hours_absent += hours;
      break;
    case Status::late:
      ++counts.late;
      counts.slips += hours > 0 ? 1 : 0;
      break;
    case Status::early:
      ++counts.early;
      counts.slips += hours > 0 ? 1 : 0;
      break;
    case Status::leave:
      ++counts.leave;
      ++counts.types[one.type];
      break;
  }
}

/// A meeting is called one: 班会, 年级大会, 视频会议.
bool is_meeting(std::string_view title) {
  constexpr std::string_view anywhere[] = {"班会", "会议"};
  return title.ends_with("会") || std::any_of(std::begin(anywhere), std::end(anywhere),
                                              [&](std::string_view word) { return title.find(word) != title.npos; });
}

}  // namespace

bool is_lesson(const Attended& one) { return one.hours > 0 || !course_called(trimmed(normalised(one.title))).empty(); }

int Counts::hours(const Settings& settings) const {
  return hours_absent + (settings.lates_an_hour > 0 ? slips / settings.lates_an_hour : 0);
}

std::optional<double> ClassCounts::rate() const {
  if (due <= sum.leave) return std::nullopt;
  return 100.0 * static_cast<double>(present) / static_cast<double>(due - sum.leave);
}

std::size_t ClassCounts::absentees() const {
  return static_cast<std::size_t>(
      std::count_if(people.begin(), people.end(), [](const auto& one) { return one.second.absent > 0; }));
}

void ClassCounts::add(const ClassCounts& other) {
  lessons += other.lessons;
  calls += other.calls;
  meetings += other.meetings;
  missed += other.missed;
  off += other.off;
  stalled += other.stalled;
  due += other.due;
  present += other.present;
  sum.absent += other.sum.absent;
  sum.late += other.sum.late;
  sum.early += other.sum.early;
  sum.leave += other.sum.leave;
  sum.hours_absent += other.sum.hours_absent;
  sum.slips += other.sum.slips;
  for (const auto& [type, times] : other.sum.types) sum.types[type] += times;
  people.insert(other.people.begin(), other.people.end());
}

ClassCounts count(std::span<const Attended> lessons) {
  ClassCounts all;
  for (const Attended& lesson : lessons) {
    if (lesson.teaching == taken_off) {
      ++all.off;
      continue;
    }
    if (!is_lesson(lesson)) {
      ++all.calls;
      if (is_meeting(lesson.title)) ++all.meetings;
      all.missed +=
          static_cast<std::size_t>(std::count_if(lesson.absences.begin(), lesson.absences.end(),
                                                 [](const auto& one) { return one.status == Status::absent; }));
      continue;
    }
    ++all.lessons;
    if (!lesson.teaching.empty()) ++all.stalled;
    all.due += lesson.due;
    all.present += lesson.present;
    for (const auto& one : lesson.absences) {
      add(all.sum, one, lesson.hours);
      add(all.people[one.person], one, lesson.hours);
    }
  }
  return all;
}

}  // namespace banwei::lesson
