// When a reminder speaks: quiet hours, what a gap swallowed, and how close to each other its times may be.
// Invariant: pure. Of one repeat at most one occurrence speaks, however long nobody looked.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "handlers/common/quiet_hours.h"
#include "handlers/language/calendar.h"
#include "handlers/language/when.h"

namespace banwei::reminder {

/// When an occurrence is said; in a group not before the quiet hours end. `quiet` is nothing for private words.
std::chrono::local_seconds spoken_at(std::chrono::local_seconds occurrence, const std::optional<QuietHours>& quiet);

/// What has come due, and what is still to come.
struct Due {
  std::vector<std::chrono::local_seconds> missed;  // Those given up, oldest first.
  std::optional<std::chrono::local_seconds> speaks;
  std::optional<std::chrono::local_seconds> too_late;  // A single one, for its owner to be told.
  std::optional<std::chrono::local_seconds> next;
};

/// From the occurrence `first` on. A repeat speaks late within two hours of the same day, a single one within twelve
/// hours; what is older than three days is not even listed.
Due due(const When& when, std::chrono::local_seconds first, std::chrono::local_seconds now,
        const std::optional<QuietHours>& quiet, const Calendar& calendar);

inline constexpr std::chrono::minutes closest_in_group{30};

/// Whether a repeat comes too often for a group.
bool too_often_for_group(const When& when);

/// Whether one of its times lies in the quiet hours.
bool speaks_in(const When& when, const QuietHours& quiet);

/// A year that the repeat reaches into by the end of the next month and of which the calendar knows nothing.
std::optional<std::chrono::year> unknown_year(const When& when, std::chrono::local_seconds next,
                                              const Calendar& calendar);

}  // namespace banwei::reminder
