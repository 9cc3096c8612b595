#include "handlers/temperature/temperature_settings.h"

#include "handlers/settings_table.h"

namespace banwei::temperature {

void Settings::read(SettingsTable& table) {
  table.time("greeting", greeting);
  table.time("nudge", nudge);
  table.time("deadline", deadline);
  table.flag("closing", closing);
}

}  // namespace banwei::temperature
