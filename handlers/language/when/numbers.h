// Numbers inside times: 8, 08, 十五, 二十三, 一百二十.
// Invariant: eats the longest proper numeral and no more; 七八 is a seven and something else.
#pragma once

#include <optional>

#include "handlers/language/scanner.h"

namespace banwei::times {

struct Number {
  int value = 0;
  bool chinese = false;
  int length = 0;         // runes
  bool zero_led = false;  // 08
};

/// Below 1,000,000 in figures, below 1,000 in Chinese.
std::optional<Number> eat_number(Scanner& s);

/// 二〇二〇, 2020 or 20: a year as it stands before 年.
std::optional<int> eat_year_figures(Scanner& s);

/// 0 ... 9 of a Chinese digit (两 is 2), else -1.
int chinese_digit(char32_t rune);

bool is_figure(char32_t rune);

}  // namespace banwei::times
