// The students of some classes as a table.
// Invariant: a phone is masked as everywhere; the whole number is asked for one by one.
#pragma once

#include "handlers/exporting.h"

namespace banwei::members {

Drawn draw_roster(const storage::Members& members, const Extract& asked);

}  // namespace banwei::members
