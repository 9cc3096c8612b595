// What a college may set about the questions to those who are unwell.
#pragma once

#include <chrono>
#include <optional>

namespace banwei {
class SettingsTable;
}

namespace banwei::cases {

struct Settings {
  // When they are asked how it goes; none: not then.
  std::optional<std::chrono::minutes> morning{9 * 60};
  std::optional<std::chrono::minutes> evening{19 * 60};

  void read(SettingsTable& table);  // [cases]
};

}  // namespace banwei::cases
