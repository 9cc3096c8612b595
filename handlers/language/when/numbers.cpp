// Reading numbers.
#include "handlers/language/when/numbers.h"

namespace banwei::times {

namespace {

constexpr int longest_run = 6;

/// [tens]units at `s`, with 十 in it or not; -1 when nothing stands there.
int below_hundred(Scanner& s) {
  int value = -1;
  if (s.eat(U"廿")) {
    value = 20;
  } else if (s.eat(U"卅")) {
    value = 30;
  } else if (s.eat(U"十")) {
    value = 10;
  } else if (const int digit = chinese_digit(s.peek()); digit > 0) {
    ++s.at;
    if (!s.eat(U"十")) return digit;
    value = digit * 10;
  } else {
    return -1;
  }
  if (const int digit = chinese_digit(s.peek()); digit > 0) {
    value += digit;
    ++s.at;
  }
  return value;
}

}  // namespace

int chinese_digit(char32_t rune) {
  if (rune == U'两' || rune == U'俩') return 2;
  constexpr std::u32string_view digits = U"零一二三四五六七八九";
  const auto found = digits.find(rune);
  return rune == 0 || found == digits.npos ? -1 : static_cast<int>(found);
}

bool is_figure(char32_t rune) { return rune >= U'0' && rune <= U'9'; }

std::optional<Number> eat_number(Scanner& s) {
  const std::size_t begin = s.at;
  Number number;
  if (is_figure(s.peek())) {
    number.zero_led = s.peek() == U'0' && is_figure(s.peek(1));
    while (is_figure(s.peek())) {
      if (++number.length > longest_run) {
        s.at = begin;
        return std::nullopt;
      }
      number.value = number.value * 10 + static_cast<int>(s.peek() - U'0');
      ++s.at;
    }
    return number;
  }
  number.chinese = true;
  if (s.eat(U"零")) {
    number.length = 1;
    return number;
  }
  if (const int digit = chinese_digit(s.peek()); digit > 0 && s.peek(1) == U'百') {
    s.at += 2;
    number.value = digit * 100;
    const Scanner before = s;
    s.eat(U"零");
    if (const int more = below_hundred(s); more > 0) {
      number.value += more;
    } else {
      s = before;
    }
  } else {
    number.value = below_hundred(s);
    if (number.value < 0) {
      s.at = begin;
      return std::nullopt;
    }
  }
  number.length = static_cast<int>(s.at - begin);
  return number;
}

std::optional<int> eat_year_figures(Scanner& s) {
  int value = 0;
  std::size_t length = 0;
  for (;; ++length) {
    const char32_t rune = s.peek(length);
    const int digit = is_figure(rune) ? static_cast<int>(rune - U'0') : chinese_digit(rune);
    if (digit < 0 || rune == U'两') break;
    if (length == 4) return std::nullopt;
    value = value * 10 + digit;
  }
  if (length != 2 && length != 4) return std::nullopt;
  s.at += length;
  return length == 2 ? 2000 + value : value;
}

}  // namespace banwei::times
