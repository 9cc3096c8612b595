// How far a mistyped word is from one that exists.
#pragma once

#include <cstddef>
#include <string_view>

namespace banwei {

/// Levenshtein's distance over code points. Both texts are UTF-8.
std::size_t distance(std::string_view a, std::string_view b);

}  // namespace banwei
