// What a college may set about the attendance of lessons.
#pragma once

#include <chrono>
#include <optional>

#include "handlers/lesson/steps.h"
#include "storage/types.h"

namespace banwei {
class SettingsTable;
}

namespace banwei::lesson {

struct Settings {
  std::optional<std::chrono::minutes> weekly{17 * 60 + 30};  // On Fridays teachers are told of the week; none: never.
  int lates_an_hour = 2;  // So often late or gone early is an hour of absence; 0: it is none.
  std::optional<std::chrono::minutes> remind{20 *
                                             60};  // By then a class's lessons are reported; none: nobody is reminded.
  std::optional<Day> term_begins = {};  // A day of the first week of the term; without it weeks have no numbers.
  /// What is suggested, by the hours of the term.
  Steps steps{std::vector<Step>{{1, "提醒"}, {6, "谈话"}, {11, "联系家长"}, {21, "学院会商"}}};

  void read(SettingsTable& table);  // [lessons]

  /// The first day of the term that a day is in; while nobody has set it, half a year before.
  Day term_of(Day day) const;
};

}  // namespace banwei::lesson
