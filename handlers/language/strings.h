// Makes what people type ready for matching, and walks over it code point by code point.
// Invariant: `normalised` returns valid UTF-8 of bounded length for any bytes whatsoever.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace banwei {

/// NFKC, case folded, half width; emoji, joiners and variation selectors become a space or nothing; traditional
/// characters become simplified; look-alike dots, dashes and quotes become one each. Reads at most
/// `limit` code points. Newlines stay, every other white space is ' '.
std::string normalised(std::string_view utf8, std::size_t limit = 2000);

/// Bytes of the code point that starts at `at`; 1 on a stray byte, 0 at the end.
std::size_t code_point_size(std::string_view text, std::size_t at);

/// The code point that starts at `at`, U+FFFD on a stray byte, 0 at the end.
char32_t code_point_at(std::string_view text, std::size_t at);

std::size_t code_points(std::string_view text);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_latin(char c) { return c >= 'a' && c <= 'z'; }

/// A Chinese character (not punctuation).
bool is_han(char32_t code);

/// Punctuation, symbols or white space: whatever is neither letter nor digit.
bool is_mark(char32_t code);

/// The whole of `text` as a number, 0 when it is none.
std::int64_t number(std::string_view text);

/// `text` without white space and marks at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace banwei
