// The calendar that a college edits, over the one we ship.
// Invariant: a line that cannot be read is an error with its number, never a day that silently counts as any other.
#pragma once

#include <string>

#include "handlers/language/calendar.h"

namespace banwei {

/// The shipped calendar with the years of the file in place of its own; "" gives the shipped one. Throws
/// std::runtime_error with a sentence that says what to mend.
Calendar calendar_of_file(const std::string& path);

}  // namespace banwei
