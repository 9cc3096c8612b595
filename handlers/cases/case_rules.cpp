#include "handlers/cases/case_rules.h"

#include "handlers/common/fever.h"

namespace banwei::cases {

DayState state_of(std::span<const storage::Reading> readings, std::span<const storage::CaseEntry> entries) {
  DayState state = DayState::unknown;
  const auto count = [&](bool well) {
    if (!well || state == DayState::ill) {
      state = DayState::ill;
    } else {
      state = DayState::good;
    }
  };
  for (const storage::Reading& reading : readings) count(!fever(reading.centi) && reading.symptoms.empty());
  for (const storage::CaseEntry& entry : entries) {
    if (entry.well) count(*entry.well);
  }
  return state;
}

}  // namespace banwei::cases
