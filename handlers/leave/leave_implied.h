// Who asks to be away without saying so: 下午的课去不了 拉肚子, 家里有事 我得回去, 明天才能返校.
// Invariant: it is said of the speaker himself, in private; talk of others, questions and mere moods are nothing.
#pragma once

#include <cstddef>

#include "handlers/leave/leave_cut.h"

namespace banwei::leave {

/// Where it says that he cannot be there; the end of the cut where it says no such thing.
std::size_t implied_core(const Cut& cut);

/// Where it says what one wishes to do instead: 想回去, 要去; the end where it does not. `plainly`: 我后天去 counts,
/// and a mere wish does not.
std::size_t goes_elsewhere(const Cut& cut, bool plainly);

}  // namespace banwei::leave
