// Which lessons a class has on a day: its timetable, the weeks of the term, and the days off.
// Invariant: where nobody has said when the term began, only lessons of every week are known to be held.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/calendar.h"
#include "storage/timetable.h"

namespace banwei {

using storage::TimetableLesson;

class Timetables {
 public:
  struct Dated {
    Day day{};
    TimetableLesson lesson = {};
  };

  Timetables(const storage::Timetable& kept, const Calendar& calendar, const std::optional<Day>& term_begins)
      : kept_(kept), calendar_(calendar), term_begins_(term_begins) {}

  /// The week of the term, from 1; nothing before the term, or while nobody has said when it began.
  std::optional<int> week_of(Day day) const;

  /// The Monday of a week of the term.
  std::optional<Day> monday_of_week(int week) const;

  /// A class's lessons from day to day, both inclusive, in their order.
  std::vector<Dated> of_class(std::int64_t class_id, Day from, Day to) const;
  std::vector<TimetableLesson> of_class(std::int64_t class_id, Day day) const;

  /// Those of a teacher, whatever the class.
  std::vector<Dated> of_teacher(std::string_view name, Day from, Day to) const;

  bool knows(std::int64_t class_id) const { return !kept_.of_class(class_id).empty(); }

 private:
  bool held(const TimetableLesson& lesson, Day day) const;
  std::vector<Dated> dated(const std::vector<TimetableLesson>& lessons, Day from, Day to) const;

  const storage::Timetable& kept_;
  const Calendar& calendar_;
  const std::optional<Day>& term_begins_;
};

/// The course of lessons in common with those, among a day's; nothing when there are none, or of two courses.
const TimetableLesson* lesson_at(const std::vector<TimetableLesson>& day, int first, int last);

}  // namespace banwei
