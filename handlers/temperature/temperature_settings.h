// What a college may set about the daily temperature, and a class for itself.
#pragma once

#include <chrono>
#include <optional>

namespace banwei {
class SettingsTable;
}

namespace banwei::temperature {

/// Times of the day.
struct Settings {
  std::optional<std::chrono::minutes> greeting{8 * 60};     // a friendly line; none: the group is not greeted
  std::optional<std::chrono::minutes> nudge{10 * 60 + 30};  // @ of those who are missing; none: nobody is called
  std::chrono::minutes deadline{11 * 60};                   // what is sent at or after it is late
  bool closing = true;                                      // one line at the deadline

  void read(SettingsTable& table);  // [temperature]
};

}  // namespace banwei::temperature
