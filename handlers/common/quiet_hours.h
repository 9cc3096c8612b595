// The hours in which a class group is left in peace: notices, reminders and summaries wait for the morning.
// Invariant: answers and alerts are never held up.
#pragma once

#include <chrono>

namespace banwei {

struct QuietHours {
  std::chrono::minutes from{22 * 60 + 30};  // of the day
  std::chrono::minutes until{7 * 60};       // of the day; before `from` when the hours span midnight

  bool at(std::chrono::seconds time_of_day) const {
    if (from <= until) return time_of_day >= from && time_of_day < until;
    return time_of_day >= from || time_of_day < until;
  }
};

}  // namespace banwei
