// From when to when leave is asked for, and which part of a day.
// Invariant: pure; a day that may belong to the reason alone is no day of the leave.
#pragma once

#include "handlers/leave/leave_cut.h"

namespace banwei::leave {

/// Fills the days and the part in, and what stays open of them; false when the sentence tells of what has been. `core`
/// is the place of the words that ask.
bool read_days(const Cut& cut, std::size_t core, Statement& said);

/// Whether it says when and nothing else: 12月1号到12月31号, 后天下午吧.
bool says_when_alone(std::string_view folded, Day today);

}  // namespace banwei::leave
