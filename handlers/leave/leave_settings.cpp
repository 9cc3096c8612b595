#include "handlers/leave/leave_settings.h"

#include "handlers/settings_table.h"

namespace banwei::leave {

void Settings::read(SettingsTable& table) { table.number("office_from_days", office_from_days, 180); }

}  // namespace banwei::leave
