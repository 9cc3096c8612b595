#include "handlers/ledger/ledger_settings.h"

#include "handlers/settings_table.h"

namespace banwei::ledger {

void Settings::read(SettingsTable& table) { table.time("at", at); }

}  // namespace banwei::ledger
