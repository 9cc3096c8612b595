// Decides what a draft means at a moment.
// Invariant: whatever is open, past or contradictory becomes a question.
#pragma once

#include "handlers/language/when/draft.h"

namespace banwei::times {

/// Only for a draft that says something.
When resolve(const Draft& draft, std::chrono::local_seconds now);

}  // namespace banwei::times
