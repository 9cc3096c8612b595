// The cells of a timetable: 星期三, 1-2节, 1-16周(单), and what stands in a field of the grid.
// Invariant: pure; texts are folded. A cell that says nothing of the sort reads as nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "storage/timetable.h"

namespace banwei::timetable {

struct WeekRange {
  int from = 1;
  int to = 99;
  storage::TimetableLesson::Weeks weeks = storage::TimetableLesson::Weeks::all;

  friend bool operator==(const WeekRange&, const WeekRange&) = default;
};

/// 星期三, 周3, 礼拜天: 1 to 7; in a column of weekdays 三 and 3 as well.
std::optional<int> weekday_in(std::string_view cell, bool column = false);

/// 第1-2节, 第一大节, 3、4节; in a column of lessons 1-2, 0102 and 5 as well.
std::optional<std::pair<int, int>> lessons_in(std::string_view cell, bool column = false);

/// 1-16周, 1-8,10-16周(双), 第3周, 单周; in a column of weeks 1-16 as well. Empty when it says nothing of weeks.
std::vector<WeekRange> weeks_in(std::string_view cell, bool column = false);

/// 单, 双周.
std::optional<storage::TimetableLesson::Weeks> parity_in(std::string_view cell);

/// A field of the grid: 高等数学↵陈红↵1-16周↵A101, or the same between blanks.
struct Field {
  std::string course = {};
  std::string teacher = {};
  std::string room = {};
  std::vector<WeekRange> weeks = {};
  std::optional<std::pair<int, int>> lessons = {};  // Where the field says them itself.
};

/// What an empty line parts in a field are several courses.
std::vector<Field> fields_in(std::string_view cell);

}  // namespace banwei::timetable
