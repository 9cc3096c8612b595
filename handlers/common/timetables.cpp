#include "handlers/common/timetables.h"

#include <algorithm>

namespace banwei {

namespace {

using Weeks = TimetableLesson::Weeks;

constexpr std::chrono::days a_day{1};
constexpr std::chrono::days a_week{7};

}  // namespace

std::optional<int> Timetables::week_of(Day day) const {
  if (!term_begins_ || day < monday_of(*term_begins_)) return std::nullopt;
  return static_cast<int>((day - monday_of(*term_begins_)) / a_week) + 1;
}

std::optional<Day> Timetables::monday_of_week(int week) const {
  if (!term_begins_) return std::nullopt;
  return monday_of(*term_begins_) + a_week * (week - 1);
}

/// On a day off nothing is; on a make-up workday nobody can say whose lessons they are but the timetable itself.
bool Timetables::held(const TimetableLesson& lesson, Day day) const {
  if (std::chrono::weekday{day}.iso_encoding() != static_cast<unsigned>(lesson.weekday)) return false;
  if (!calendar_.workday(day) && !calendar_.name(day).empty()) return false;
  const auto week = week_of(day);
  if (!week) return !term_begins_ && lesson.weeks == Weeks::all;
  if (*week < lesson.from_week || *week > lesson.to_week) return false;
  return lesson.weeks == Weeks::all || (lesson.weeks == Weeks::odd) == (*week % 2 == 1);
}

std::vector<Timetables::Dated> Timetables::dated(const std::vector<TimetableLesson>& lessons, Day from, Day to) const {
  std::vector<Dated> all;
  for (Day day = from; day <= to; day += a_day) {
    for (const TimetableLesson& lesson : lessons) {
      if (held(lesson, day)) all.push_back({day, lesson});
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const Dated& a, const Dated& b) {
    return std::pair(a.day, a.lesson.first) < std::pair(b.day, b.lesson.first);
  });
  return all;
}

std::vector<Timetables::Dated> Timetables::of_class(std::int64_t class_id, Day from, Day to) const {
  return dated(kept_.of_class(class_id), from, to);
}

std::vector<TimetableLesson> Timetables::of_class(std::int64_t class_id, Day day) const {
  std::vector<TimetableLesson> all;
  for (Dated& one : of_class(class_id, day, day)) all.push_back(std::move(one.lesson));
  return all;
}

std::vector<Timetables::Dated> Timetables::of_teacher(std::string_view name, Day from, Day to) const {
  return dated(kept_.of_teacher(name), from, to);
}

const TimetableLesson* lesson_at(const std::vector<TimetableLesson>& day, int first, int last) {
  const TimetableLesson* found = nullptr;
  for (const TimetableLesson& one : day) {
    if (one.first > last || one.last < first) continue;
    if (found != nullptr && found->course != one.course) return nullptr;
    found = &one;
  }
  return found;
}

}  // namespace banwei
