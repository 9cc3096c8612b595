// What the hand or the ear of a hurried writer makes of a word: 体文, 点明, 催以下, 谁没报体.
// Invariant: pure; a mended text differs in one character, and only where the text could not be read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/tokens.h"

namespace banwei::language {

struct Mended {
  std::string text;
  std::size_t at = 0;  // The byte of the character that was changed or added.
};

/// The texts that may have been meant by one that could not be read, nearest first; none when too much is unknown.
std::vector<Mended> mended(std::string_view folded, const Cut& cut);

/// Whether enough stands beside the slip at `at` to trust the mended text where nobody speaks to the bot: another word
/// that says what it is about, or, when the slip is in a longer word, any other word.
bool trusted(const Cut& mended, std::size_t at);

}  // namespace banwei::language
