// Attendance as tables: a row a student, and a row a class.
// Invariant: a cadre's holds the committee's reports and the roll calls that he called; it tells of what sort a leave
// was, never why.
#pragma once

#include "handlers/exporting.h"
#include "handlers/lesson/attendance_count.h"
#include "handlers/lesson/register_book.h"
#include "handlers/lesson/week_counts.h"

namespace banwei::lesson {

class RegisterSheet {
 public:
  RegisterSheet(const Book& book, const storage::Members& members, const Settings& settings)
      : book_(book), members_(members), settings_(settings) {}

  /// Nothing where nothing was held.
  std::optional<Drawn> students(const Extract& asked) const;

  /// All classes are in it, those too of which nothing was reported; below them stand their sum, each major and each
  /// course.
  Sheet week(const WeekCounts& week, const DaySpan& days) const;

 private:
  void add_student(std::vector<Cell>& cells, const Counts& counts, std::size_t expected, int term) const;

  const Book& book_;
  const storage::Members& members_;
  const Settings& settings_;
};

}  // namespace banwei::lesson
