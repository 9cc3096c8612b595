// Why leave is asked for: which kind it is, and how the person feels.
// Invariant: pure; what another of the family has is no complaint of the person's.
#pragma once

#include "handlers/leave/leave_cut.h"

namespace banwei::leave {

/// Which kind of leave, and how the person feels.
void read_reason(const Cut& cut, Statement& said);

/// A fever is a reason; any other value is said beside the request, and is not leave's: false.
bool read_temperature(const Cut& cut, Statement& said);

/// 病了, 是看病: an illness without a complaint, and nothing beside it.
bool says_ill_alone(std::string_view folded, Day today);

}  // namespace banwei::leave
