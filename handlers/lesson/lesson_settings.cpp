#include "handlers/lesson/lesson_settings.h"

#include "handlers/settings_table.h"

namespace banwei::lesson {

void Settings::read(SettingsTable& table) {
  constexpr int most_lates = 10;
  constexpr int most_hours = 200;
  table.time("weekly", weekly);
  table.number("lates_an_hour", lates_an_hour, most_lates);
  table.number("talk_from", talk_from, most_hours);
}

}  // namespace banwei::lesson
