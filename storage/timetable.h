// The timetable: which lessons a class has, on which day of the week and in which weeks of the term.
// Invariant: a class's lessons are replaced together, so that they are always those of one file.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct TimetableLesson {
  enum class Weeks { all, odd, even };

  std::int64_t class_id = 0;
  int weekday = 1;  // 1 Monday ... 7 Sunday
  int first = 0;    // Of the day's lessons, from 1.
  int last = 0;
  std::string course = {};
  std::string teacher = {};  // "" when the file says none
  std::string room = {};     // "" too
  int from_week = 1;         // Of the term, both inclusive.
  int to_week = 99;
  Weeks weeks = Weeks::all;

  friend bool operator==(const TimetableLesson&, const TimetableLesson&) = default;
};

class Timetable {
 public:
  static const TableSet tables;
  explicit Timetable(Database& database) : database_(database) {}

  /// Takes the place of all that the class had.
  void replace(std::int64_t class_id, std::span<const TimetableLesson> lessons);

  /// By day of the week and lesson.
  std::vector<TimetableLesson> of_class(std::int64_t class_id) const;

  /// Those of whoever is called so, by day of the week and lesson.
  std::vector<TimetableLesson> of_teacher(std::string_view name) const;

  bool empty() const;

 private:
  Database& database_;
};

}  // namespace banwei::storage
