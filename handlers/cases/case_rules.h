// When somebody has recovered: so many days in a row without a fever or a symptom, each of them reported. Pure.
// Invariant: a day of which nothing is known is no good day.
#pragma once

#include <span>

#include "storage/cases.h"
#include "storage/readings.h"

namespace banwei::cases {

inline constexpr int good_days = 3;

enum class DayState { unknown, good, ill };

/// Of one day's current readings and of what was answered on it.
DayState state_of(std::span<const storage::Reading> readings, std::span<const storage::CaseEntry> entries);

}  // namespace banwei::cases
