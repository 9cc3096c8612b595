// What a college may set about the cross-checks.
#pragma once

#include <chrono>
#include <optional>

namespace banwei {
class SettingsTable;
}

namespace banwei::checks {

/// From when on a rule has something to say.
struct Limits {
  int apart = 30;         // R1: two people's values, in hundredths of a degree; less is how a thermometer is held.
  int lowered_hours = 2;  // R2: so soon after a fever
  int by_others = 3;      // R8: days
  int same = 5;           // R9: days
};

struct Settings {
  // When all classes are looked through; none: only by 排查.
  std::optional<std::chrono::minutes> first{11 * 60 + 30};
  std::optional<std::chrono::minutes> second{17 * 60};
  Limits limits = {};

  void read(SettingsTable& table);  // [checks]
};

}  // namespace banwei::checks
