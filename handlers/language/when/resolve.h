// Decides what a expression means at a moment.
// Invariant: whatever is open, past or contradictory becomes a question.
#pragma once

#include "handlers/language/when/expression.h"

namespace banwei::times {

/// Only for a expression that says something.
When resolve(const Expression& expression, std::chrono::local_seconds now);

}  // namespace banwei::times
