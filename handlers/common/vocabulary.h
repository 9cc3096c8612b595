// Words in groups, indexed at compile time, and the longest of them that starts at a place in a text.
// Invariant: a lookup costs the words of one bucket, whatever the size of the vocabulary.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace banwei {

/// Words of one meaning, separated by single spaces; lists that others know too stand behind the own ones.
template <class Tag>
struct WordGroup {
  Tag tag;
  std::string_view words;
  std::string_view a = "", b = "", c = "", d = "", e = "", f = "";

  constexpr std::array<std::string_view, 7> lists() const { return {words, a, b, c, d, e, f}; }
};

template <class Tag>
struct WordMatch {
  std::size_t length = 0;  // In bytes, 0 when nothing matches.
  Tag tag{};

  explicit operator bool() const { return length > 0; }
};

constexpr std::size_t count_words(std::string_view words) {
  std::size_t count = words.empty() ? 0 : 1;
  for (char c : words) count += c == ' ' ? 1 : 0;
  return count;
}

template <class Tag, std::size_t G>
constexpr std::size_t count_words(const std::array<WordGroup<Tag>, G>& groups) {
  std::size_t count = 0;
  for (const auto& group : groups) {
    for (const std::string_view words : group.lists()) count += count_words(words);
  }
  return count;
}

template <class Tag, std::size_t N>
class Vocabulary {
 public:
  struct Entry {
    std::string_view word;
    Tag tag{};
  };

  template <std::size_t G>
  constexpr explicit Vocabulary(const std::array<WordGroup<Tag>, G>& groups) {
    std::array<Entry, N> all{};
    std::size_t count = 0;
    for (const auto& group : groups) {
      for (std::string_view rest : group.lists()) {
        while (!rest.empty()) {
          std::size_t end = 0;
          while (end < rest.size() && rest[end] != ' ') ++end;
          all[count].word = rest.substr(0, end);
          all[count].tag = group.tag;
          ++starts_[bucket(all[count].word) + 1];
          ++count;
          rest.remove_prefix(end < rest.size() ? end + 1 : end);
        }
      }
    }
    for (std::size_t i = 1; i <= buckets; ++i) starts_[i] = static_cast<std::uint16_t>(starts_[i] + starts_[i - 1]);
    std::array<std::uint16_t, buckets + 1> next = starts_;
    for (const Entry& entry : all) entries_[next[bucket(entry.word)]++] = entry;
  }

  /// The longest word that starts at `at`; of equal words the first in the groups.
  constexpr WordMatch<Tag> longest_at(std::string_view text, std::size_t at) const {
    WordMatch<Tag> best;
    if (at >= text.size()) return best;
    const std::string_view rest = text.substr(at);
    const std::size_t b = bucket(rest);
    for (std::size_t i = starts_[b]; i < starts_[b + 1]; ++i) {
      const Entry& entry = entries_[i];
      if (entry.word.size() > best.length && rest.substr(0, entry.word.size()) == entry.word) {
        best.length = entry.word.size();
        best.tag = entry.tag;
      }
    }
    return best;
  }

  /// Calls `found(length in bytes, tag)` for every word that starts at `at`.
  template <class Found>
  constexpr void each_at(std::string_view text, std::size_t at, Found found) const {
    if (at >= text.size()) return;
    const std::string_view rest = text.substr(at);
    const std::size_t b = bucket(rest);
    for (std::size_t i = starts_[b]; i < starts_[b + 1]; ++i) {
      if (rest.starts_with(entries_[i].word)) found(entries_[i].word.size(), entries_[i].tag);
    }
  }

  constexpr bool has(std::string_view word) const { return !word.empty() && longest_at(word, 0).length == word.size(); }
  constexpr const std::array<Entry, N>& entries() const { return entries_; }

 private:
  static constexpr std::size_t buckets = 1024;

  static constexpr std::size_t bucket(std::string_view word) {
    const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0U; };
    if (byte(0) < 0x80) return byte(0);
    if (byte(0) < 0xE0) return (byte(0) * 64U + byte(1)) % buckets;
    return ((byte(0) * 64U + byte(1)) * 64U + byte(2)) % buckets;
  }

  std::array<Entry, N> entries_{};
  std::array<std::uint16_t, buckets + 1> starts_{};
};

/// The vocabulary of a constexpr array of groups.
template <const auto& groups>
constexpr auto vocabulary_of() {
  using Tag = decltype(groups[0].tag);
  return Vocabulary<std::remove_cv_t<Tag>, count_words(groups)>(groups);
}

}  // namespace banwei
