// When somebody has recovered: so many days in a row without a fever or a symptom, each of them reported. Pure.
// Invariant: a day of which nothing is known is no good day.
#pragma once

#include <span>

#include "storage/cases.h"
#include "storage/readings.h"

namespace banwei::cases {

inline constexpr int good_days = 3;

/// What the bot itself noted: that its teacher was told of it.
inline bool is_telling(const storage::CaseEntry& entry) {
  return entry.by == 0 && entry.kind == storage::CaseEntry::Kind::note;
}

enum class DayState { unknown, good, ill };

/// Of one day's current readings and of what was answered on it.
DayState state_of(std::span<const storage::Reading> readings, std::span<const storage::CaseEntry> entries);

}  // namespace banwei::cases
