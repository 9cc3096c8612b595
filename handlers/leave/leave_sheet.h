// The leaves of some days as a table.
// Invariant: it holds reasons, so it is for the teachers of the class alone.
#pragma once

#include "handlers/exporting.h"
#include "handlers/leave/leave_book.h"

namespace banwei::leave {

Drawn draw_leaves(const Book& book, const storage::Leaves& leaves, const Extract& asked);

}  // namespace banwei::leave
