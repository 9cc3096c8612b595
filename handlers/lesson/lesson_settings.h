// What a college may set about the attendance of lessons.
#pragma once

#include <chrono>
#include <optional>

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
  int talk_from = 6;  // From so many hours on somebody is to talk with the student; 0: nobody is told.

  void read(SettingsTable& table);  // [lessons]
};

}  // namespace banwei::lesson
