// What stays of a day whose readings are old: how many of each class were asked and answered, and no name.
// Invariant: a day's readings go only after every class of it was counted, and a day is counted once.
#pragma once

#include <cstdint>

#include "handlers/retention.h"
#include "handlers/temperature/temperature_day.h"
#include "storage/members.h"
#include "storage/readings.h"

namespace banwei::temperature {

inline constexpr Kept kept_readings{"temperature", 30};
inline constexpr int least_days = 14;  // Everybody may look back at so many of his own.

class Forgetting {
 public:
  Forgetting(const DayFrame& frame, const storage::Members& members, storage::Readings& readings)
      : frame_(frame), members_(members), readings_(readings) {}

  /// Counts one class's day, or lets go readings of a day that is counted; 0 when nothing older than `before` is left.
  std::int64_t forget(Day before, int most);

  /// How many temperatures of a person are kept, and empties those of days before `today`; how many.
  std::int64_t count(std::int64_t person, Day today) const;
  std::int64_t blank(std::int64_t person, Day today);

 private:
  bool count_next(Day day);

  const DayFrame& frame_;
  const storage::Members& members_;
  storage::Readings& readings_;
};

}  // namespace banwei::temperature
