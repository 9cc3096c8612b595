// What a college may set about leave.
#pragma once

namespace banwei {
class SettingsTable;
}

namespace banwei::leave {

struct Settings {
  int office_from_days = 0;  // Leave of so many days and more needs the office, too; 0: none does.

  void read(SettingsTable& table);  // [leave]
};

}  // namespace banwei::leave
