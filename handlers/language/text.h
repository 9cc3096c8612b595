// A text folded for those who need more of it than `normalised` keeps: its pictures, or the way back to what was
// written. Invariant: full width, letter case, dashes and traditional characters are one here as there.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/strings.h"

namespace banwei {

enum class Pictures { dropped, kept };

std::string normalised(std::string_view utf8, std::size_t limit, Pictures pictures);

/// A text folded one code point at a time.
struct Runes {
  std::u32string points;            // What cannot be seen is left out.
  std::vector<std::size_t> begins;  // Where the bytes of each begin in the text, and behind the last one its end.

  std::u32string_view view() const { return points; }
};

/// Bytes that are no UTF-8 become U+FFFD.
Runes fold(std::string_view text);

/// UTF-8 of code points.
std::string to_utf8(std::u32string_view points);

}  // namespace banwei
