// How far a mistyped word is from one that exists.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace banwei {

/// Levenshtein's distance over code points. Both texts are UTF-8.
std::size_t distance(std::string_view a, std::string_view b);

/// The nearest of the words that exist, "" when none is near enough to have been meant.
std::string nearest(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace banwei
