// What hurried people add to what they ask for: 谁还没填体温啊，我都催累了.
// Invariant: pure; only a clause of its own that says how it presses, and asks nothing, is left out.
#pragma once

#include <string>
#include <string_view>

namespace banwei::language {

/// Of a folded text; all of it when no clause grumbles, or every one does.
std::string without_grumble(std::string_view text);

}  // namespace banwei::language
