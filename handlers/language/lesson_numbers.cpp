#include "handlers/language/lesson_numbers.h"

#include <algorithm>
#include <array>
#include <string>

#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"

namespace banwei::language {

namespace {

constexpr int longest = 4;  // Lessons of one course, where nothing says that they are lessons.

/// Those that one numeral stands for: 3, 三四, 1234; of 12 that they are two unless it is said to be one, 第12节.
struct Few {
  std::size_t length = 0;
  int first = 0;
  int last = 0;
};

bool eat(std::string_view text, std::size_t& at, std::string_view word) {
  if (!text.substr(std::min(at, text.size())).starts_with(word)) return false;
  at += word.size();
  return true;
}

/// 34, 三四, 九十, 910: each one more than the one before.
std::optional<Few> in_a_row(const Numeral& numeral) {
  static constexpr std::array<std::string_view, 3> last_ones{"910", "1011", "1112"};
  if (numeral.spelled && numeral.digits == "90") return Few{numeral.length, 9, 10};
  if (numeral.spelled) return std::nullopt;
  const std::string& digits = numeral.digits;
  if (const auto one = std::find(last_ones.begin(), last_ones.end(), digits); one != last_ones.end()) {
    const int first = 9 + static_cast<int>(one - last_ones.begin());
    return Few{numeral.length, first, first + 1};
  }
  for (std::size_t i = 1; i < digits.size(); ++i) {
    if (digits[i] != digits[i - 1] + 1) return std::nullopt;
  }
  if (digits.size() < 2 || digits.front() == '0') return std::nullopt;
  return Few{numeral.length, digits.front() - '0', digits.back() - '0'};
}

std::optional<Few> few_at(std::string_view text, std::size_t at, bool one) {
  const auto numeral = numeral_at(text, at);
  if (!numeral || numeral->digits.size() > 4) return std::nullopt;
  const auto value = static_cast<int>(numeral->value);
  const bool pair = !one || value > most_lessons || numeral->chinese;
  if (const auto row = pair ? in_a_row(*numeral) : std::nullopt) return row;
  return Few{numeral->length, value, value};
}

/// What stands between two numbers.
struct Joint {
  std::size_t length = 0;
  bool span = false;     // 1-4 holds 2 and 3, too; 1、2 are neighbours.
  bool guarded = false;  // It joins lessons only where 节 follows: 3.4 and 38/38 are something else.
};

Joint joint_at(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  Joint joint;
  (void)eat(text, at, " ");
  while (eat(text, at, "-") || eat(text, at, "~")) joint.span = true;
  for (const std::string_view word : {"到", "至"}) {
    if (!joint.span && eat(text, at, word)) joint.span = joint.guarded = true;
  }
  for (const std::string_view word : {"、", ",", "和", "/", "."}) {
    if (!joint.span && !joint.guarded && eat(text, at, word)) joint.guarded = true;
  }
  if (!joint.span && !joint.guarded) return {};
  (void)eat(text, at, " ");
  joint.length = at - begin;
  return joint;
}

}  // namespace

std::optional<LessonNumbers> lesson_numbers_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  const bool numbered = eat(text, end, "第");
  const auto first = few_at(text, end, numbered);
  if (!first) return std::nullopt;
  LessonNumbers found{.first = first->first, .last = first->last, .spelled = false};
  end += first->length;
  bool guarded = true;  // One number alone is a lesson only with 节.
  for (;;) {
    std::size_t next = end;
    (void)(eat(text, next, "节课") || eat(text, next, "节"));
    const Joint joint = joint_at(text, next);
    next += joint.length;
    (void)eat(text, next, "第");
    // 十一十二节, 第三节第四节; 1112 is one numeral.
    const bool beside = joint.length == 0 && next < text.size() && (next > end || !is_digit(text[next]));
    const auto more = joint.length > 0 || beside ? few_at(text, next, true) : std::nullopt;
    if (!more || more->first <= found.last || (!joint.span && more->first != found.last + 1)) break;
    guarded = joint.guarded;
    found.last = more->last;
    end = next + more->length;
  }
  std::size_t word = end;
  (void)eat(text, word, " ");
  if (found.last == found.first + 1) (void)(eat(text, word, "这两") || eat(text, word, "两"));
  const bool large = eat(text, word, "大");
  if (eat(text, word, "节") || (large && eat(text, word, "课"))) {
    (void)eat(text, word, "课");
    found.spelled = true;
    end = word;
    if (large) {
      found.first = 2 * found.first - 1;
      found.last = 2 * found.last;
    }
  }
  const auto digit = [&](std::size_t i) { return i < text.size() && is_digit(text[i]); };
  const bool goes_on =
      digit(end) ||
      (end < text.size() && std::string_view(".:/").find(text[end]) != std::string_view::npos && digit(end + 1));
  const bool plain = !guarded && !goes_on && found.exist() && found.last - found.first < longest;
  if (!found.spelled && !plain) return std::nullopt;
  found.length = end - at;
  return found;
}

}  // namespace banwei::language
