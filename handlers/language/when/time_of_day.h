// The hour that a part of the day and a number mean.
// Invariant: minutes from the day's beginning, over 24 hours for a night that runs on.
#pragma once

#include <chrono>
#include <optional>

#include "handlers/language/when/expression.h"

namespace banwei::times {

inline constexpr std::chrono::minutes noon = std::chrono::hours{12};
inline constexpr std::chrono::minutes midnight = std::chrono::hours{24};

struct TimeOfDay {
  std::optional<std::chrono::minutes> at;
  bool ampm = false;  // `at` is the earlier of two that are both likely
  bool conflict = false;
};

/// As the face of the clock shows it.
std::chrono::minutes face(const Clock& clock);

/// The hour in minutes from the day's beginning, over 24 hours for a night that runs on; nothing when they contradict.
std::optional<std::chrono::minutes> in_period(Period period, int hour, int minute);

/// When a part of the day is usually meant; nothing for those too wide or too rare to guess.
std::optional<std::chrono::minutes> usual(Period period);

/// On a day to come, and for what comes again.
TimeOfDay plain_time(const Clock& clock);

/// On the very day: of the two hours the one that is still to come.
TimeOfDay time_today(const Clock& clock, std::chrono::minutes passed);

}  // namespace banwei::times
