// Takes words from the ends of a text, for grammars that read a short order from left to right.
// Invariant: what is not there leaves the text as it was.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string_view>

namespace banwei {

inline bool eat(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

/// The first of the words that stands in front.
inline bool eat_one_of(std::string_view& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return eat(text, word); });
}

/// The longest of the words that stands in front; `words` has them with single spaces between them.
inline bool eat_longest(std::string_view& text, std::string_view words) {
  std::size_t longest = 0;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word.size() > longest && text.starts_with(word)) longest = word.size();
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  text.remove_prefix(longest);
  return longest > 0;
}

/// The first of the words that stands at the end.
inline bool eat_end(std::string_view& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    if (!text.ends_with(word)) return false;
    text.remove_suffix(word.size());
    return true;
  });
}

}  // namespace banwei
