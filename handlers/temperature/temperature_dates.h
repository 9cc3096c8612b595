// What the readers of numbers share: looking at the text, and dates and clock times.
// Invariant: nothing here moves past the end of the text.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"
#include "handlers/temperature/temperature_figures.h"

namespace banwei::temperature {

inline bool starts(std::string_view text, std::size_t at, std::string_view word) {
  return at <= text.size() && text.substr(at, word.size()) == word;
}

inline bool digit_here(std::string_view text, std::size_t at) { return at < text.size() && is_digit(text[at]); }

inline std::size_t skip_spaces(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

/// The length of the first of `words` that starts at `at`.
template <std::size_t N>
std::size_t any_of(std::string_view text, std::size_t at, const std::array<std::string_view, N>& words) {
  for (std::string_view word : words) {
    if (starts(text, at, word)) return word.size();
  }
  return 0;
}

inline Figure plain(std::size_t length, Figure::Form form, int centi = 0) {
  Figure figure;
  figure.length = length;
  figure.form = form;
  figure.centi = centi;
  return figure;
}

/// Whether the digits that end at `at` belong to a date, a clock time or a count rather than to a fraction.
bool goes_on(std::string_view text, std::size_t at);

/// A date whose first number is `number`.
std::optional<Figure> date_at(std::string_view text, std::size_t at, const Numeral& number, Day today);

/// A time of day whose hour is `number`.
std::optional<Figure> clock_at(std::string_view text, std::size_t at, const Numeral& number);

}  // namespace banwei::temperature
