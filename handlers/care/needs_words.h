// All words of need, wherever they are listed. To teach the bot a word, add it to its line in one of the lists.
// Invariant: the longest word at a place counts, so a longer harmless one (活动, 打电话) hides the grave one in it.
#pragma once

#include <cstddef>
#include <string_view>

#include "handlers/care/needs_meanings.h"
#include "handlers/language/vocabulary.h"

namespace banwei::care {

WordMatch<Word> need_word_at(std::string_view text, std::size_t at);

}  // namespace banwei::care
