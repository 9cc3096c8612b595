// What a college may set about its ledger.
#pragma once

#include <chrono>
#include <optional>

namespace banwei {
class SettingsTable;
}

namespace banwei::ledger {

struct Settings {
  std::optional<std::chrono::minutes> at{12 * 60};  // When the day's ledger is taken and sent; none: never.

  void read(SettingsTable& table);  // [ledger]
};

}  // namespace banwei::ledger
