// A place in folded text, and eating from there.
// Invariant: what does not match moves nothing.
#pragma once

#include <cstddef>
#include <string_view>

namespace banwei {

struct Scanner {
  std::u32string_view text;
  std::size_t at = 0;

  bool done() const { return at >= text.size(); }
  std::u32string_view rest() const { return text.substr(at); }

  /// The rune `ahead` of here, 0 beyond the end.
  char32_t peek(std::size_t ahead = 0) const { return at + ahead < text.size() ? text[at + ahead] : U'\0'; }

  bool sees(std::u32string_view word) const { return rest().starts_with(word); }
  bool sees_one_of(std::u32string_view runes) const { return !done() && runes.find(peek()) != runes.npos; }

  bool eat(std::u32string_view word) {
    if (!sees(word)) return false;
    at += word.size();
    return true;
  }

  bool eat_one_of(std::u32string_view runes) {
    if (!sees_one_of(runes)) return false;
    ++at;
    return true;
  }

  /// The longest of the words that stands here.
  template <typename Words>
  bool eat_any(const Words& words) {
    std::size_t longest = 0;
    for (const std::u32string_view word : words) {
      if (word.size() > longest && sees(word)) longest = word.size();
    }
    at += longest;
    return longest > 0;
  }

  void skip_spaces() {
    while (peek() == U' ' || peek() == U'\t') ++at;
  }
};

/// The entry of a table {word, meaning} whose word is the longest that stands here, eaten; nullptr without one.
template <typename Table>
auto eat_entry(Scanner& s, const Table& table) -> decltype(&*table.begin()) {
  decltype(&*table.begin()) best = nullptr;
  for (const auto& entry : table) {
    if ((best == nullptr || entry.word.size() > best->word.size()) && s.sees(entry.word)) best = &entry;
  }
  if (best != nullptr) s.at += best->word.size();
  return best;
}

}  // namespace banwei
