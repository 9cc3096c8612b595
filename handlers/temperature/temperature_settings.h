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
  std::optional<std::chrono::minutes> greeting{8 * 60};     // A friendly line; without it the group is not greeted.
  std::optional<std::chrono::minutes> nudge{10 * 60 + 30};  // @ of those who are missing; none: nobody is called
  std::chrono::minutes deadline{11 * 60};                   // What is sent at or after it is late.
  bool workdays = false;                                    // Nobody is asked on days off of the school calendar.
  bool closing = true;                                      // One line at the deadline.

  void read(SettingsTable& table);  // [temperature]
};

}  // namespace banwei::temperature
