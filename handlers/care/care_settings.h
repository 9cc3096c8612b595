// What a college may set about care.
#pragma once

#include <string>

namespace banwei {
class SettingsTable;
}

namespace banwei::care {

struct Settings {
  std::string hotline = {};  // A number that somebody in distress can call at any hour; "": only 110 and 120 are named.

  void read(SettingsTable& table);  // [care]
};

}  // namespace banwei::care
