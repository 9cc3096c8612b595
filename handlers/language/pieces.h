// A message in the pieces that may each say something of its own: between marks and blanks, and where a reading with a
// decimal touches words.
// Invariant: the pieces stand in order, overlap nowhere, and hold every character but marks and blanks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::language {

struct Piece {
  std::size_t begin = 0;  // bytes
  std::size_t end = 0;
};

/// At most `most` + 1: who gets more than `most` has too many.
std::vector<Piece> pieces(std::string_view text, std::size_t most);

/// The chosen ones (by number, ascending) as one text: as it was written where they stand together, a comma between
/// those that do not.
std::string joined(std::string_view text, const std::vector<Piece>& pieces, const std::vector<std::size_t>& chosen);

}  // namespace banwei::language
