// Reads whole numbers in ASCII digits or in Chinese numerals, everyday or formal (三十六 三六五 叁拾陆 卅六).
// Invariant: a numeral is at least one digit and at most 12; what does not fit is not read as a smaller number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace banwei {

struct Numeral {
  std::size_t length = 0;  // bytes
  std::string digits;      // As they were said: "36", "365", "06".
  std::int64_t value = 0;
  bool chinese = false;
  bool spelled = false;  // It has 十 百 千 万 in it.
};

/// The longest numeral that starts at `at`.
std::optional<Numeral> numeral_at(std::string_view text, std::size_t at);

/// One digit at `at` as 0-9, ASCII or Chinese, with its bytes in `length`; nothing else.
std::optional<int> digit_at(std::string_view text, std::size_t at, std::size_t& length);

}  // namespace banwei
