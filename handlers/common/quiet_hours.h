// The hours in which a class group is left in peace: notices, reminders and summaries wait for the morning.
// Invariant: answers and alerts are never held up.
#pragma once

#include <chrono>

namespace banwei {

struct QuietHours {
  std::chrono::minutes from{22 * 60 + 30};  // The time of day.
  std::chrono::minutes until{7 * 60};       // The time of day; before `from` when the hours span midnight.

  bool at(std::chrono::seconds time_of_day) const {
    if (from <= until) return time_of_day >= from && time_of_day < until;
    return time_of_day >= from || time_of_day < until;
  }

  /// The local time from which groups may be spoken to: that one itself, or the end of the hours it falls in.
  std::chrono::local_seconds awake_at(std::chrono::local_seconds time) const {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    if (!at(time - day)) return time;
    return day + until > time ? day + until : day + std::chrono::days{1} + until;
  }
};

}  // namespace banwei
