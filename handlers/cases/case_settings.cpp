#include "handlers/cases/case_settings.h"

#include "handlers/settings_table.h"

namespace banwei::cases {

void Settings::read(SettingsTable& table) {
  table.time("morning", morning);
  table.time("evening", evening);
}

}  // namespace banwei::cases
