// From when to when leave is asked for, and which part of a day.
// Invariant: pure; a day that may belong to the reason alone is no day of the leave.
#pragma once

#include "handlers/leave/leave_cut.h"

namespace banwei::leave {

/// Fills the days and the part in, and what stays open of them; false when the sentence tells of what has been. `core`
/// is the place of the words that ask.
bool read_days(const Cut& cut, std::size_t core, Statement& said);

}  // namespace banwei::leave
