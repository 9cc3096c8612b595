// A timetable out of a spreadsheet: a list with a row a lesson, or the grid of a class's week.
// Invariant: pure; a row that cannot be read whole is a problem, told by its number.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/bilingual.h"
#include "storage/timetable.h"
#include "storage/types.h"

namespace banwei::timetable {

struct TimetableProblem {
  int row = 0;
  Phrase what = {};
};

struct ReadTimetable {
  std::vector<storage::TimetableLesson> lessons = {};  // by class, day and lesson
  std::vector<TimetableProblem> problems = {};
};

/// `name` is that of the file: 机电1901课表.xlsx says whose it is where nothing in it does.
ReadTimetable read_timetable(std::string_view bytes, std::string_view name, std::span<const Class> classes);

}  // namespace banwei::timetable
