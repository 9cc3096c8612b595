// Words in groups, indexed at compile time, and the longest of them that starts at a place in a text.
// Invariant: a lookup costs the words of one bucket, whatever the size of the vocabulary, and reads those alone that
// end as the text does there.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace banwei {

/// Words of one meaning, separated by single spaces; lists that others know too stand behind the own ones.
template <class Tag>
struct WordGroup {
  Tag tag;
  std::string_view words;
  std::string_view a = "", b = "", c = "", d = "", e = "", f = "", g = "", h = "";
  std::string_view i = "", j = "", k = "", l = "", m = "", n = "", o = "";

  constexpr std::array<std::string_view, 16> lists() const {
    return {words, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o};
  }
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
    char last = 0;  // byte

    constexpr bool starts(std::string_view text) const {
      return !word.empty() && word.size() <= text.size() && text[word.size() - 1] == last &&
             text.substr(0, word.size()) == word;
    }
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
          if (end == 0) throw std::invalid_argument("two blanks in a row, or one at the front of a list");
          all[count].word = rest.substr(0, end);
          all[count].tag = group.tag;
          all[count].last = end > 0 ? rest[end - 1] : '\0';
          ++starts_[bucket(all[count].word) + 1];
          ++count;
          rest.remove_prefix(end < rest.size() ? end + 1 : end);
        }
      }
    }
    if (count != N) throw std::invalid_argument("a blank at the end of a list");  // No such vocabulary is built.
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
      if (entry.word.size() > best.length && entry.starts(rest)) {
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
      if (entries_[i].starts(rest)) found(entries_[i].word.size(), entries_[i].tag);
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

/// The Chinese characters and letters that words begin with: a quick no for all other places of a text.
/// Invariant: it never says no where one of the words stands; signs of other scripts are always let through.
class Initials {
 public:
  /// Of vocabularies, and of arrays of words.
  template <class... Lists>
  constexpr explicit Initials(const Lists&... lists) {
    (add(lists), ...);
  }

  constexpr bool may_start(char32_t code) const {
    const std::size_t place = place_of(code);
    return place == places || (bits_[place / 64] >> (place % 64) & 1U) != 0;
  }

 private:
  static constexpr char32_t first_han = 0x4E00;
  static constexpr char32_t last_han = 0x9FFF;
  static constexpr std::size_t places = 0x80 + last_han - first_han + 1;  // ASCII, then these

  static constexpr std::size_t place_of(char32_t code) {
    if (code < 0x80) return code;
    return code >= first_han && code <= last_han ? 0x80 + code - first_han : places;
  }

  constexpr void add(std::string_view word) {
    const auto byte = [&](std::size_t i) { return i < word.size() ? static_cast<unsigned char>(word[i]) : 0U; };
    const bool han = byte(0) >= 0xE0 && byte(0) < 0xF0;
    const char32_t code = han ? (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU) : byte(0);
    if (const std::size_t place = place_of(code); place < places) bits_[place / 64] |= std::uint64_t{1} << (place % 64);
  }
  template <class Tag, std::size_t N>
  constexpr void add(const Vocabulary<Tag, N>& vocabulary) {
    for (const auto& entry : vocabulary.entries()) add(entry.word);
  }
  template <std::size_t N>
  constexpr void add(const std::array<std::string_view, N>& words) {
    for (const std::string_view word : words) add(word);
  }

  std::array<std::uint64_t, places / 64 + 1> bits_{};
};

/// The vocabulary of a constexpr array of groups.
template <const auto& groups>
constexpr auto vocabulary_of() {
  using Tag = decltype(groups[0].tag);
  return Vocabulary<std::remove_cv_t<Tag>, count_words(groups)>(groups);
}

}  // namespace banwei
