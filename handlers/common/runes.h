// A text as folded code points: full width, letter case, dashes and traditional characters are one.
// Invariant: a rune stands for one code point of the text and knows where its bytes begin; what cannot be seen is
// left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace banwei {

struct Runes {
  std::u32string points;
  std::vector<std::size_t>
      begins;  // one more than points: begins[i] is the byte where rune i begins, the last one the end

  std::u32string_view view() const { return points; }
};

/// Bytes that are no UTF-8 become U+FFFD.
Runes fold(std::string_view text);

/// UTF-8 of code points.
std::string to_utf8(std::u32string_view points);

}  // namespace banwei
