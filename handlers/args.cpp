#include "handlers/args.h"

#include <algorithm>

#include "handlers/language/days.h"
#include "handlers/language/strings.h"

namespace banwei {

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

Arg<std::string> rest(std::string name, std::string key) {
  auto read = [](std::string_view& text, const Context&) -> std::optional<std::string> {
    if (text.empty()) return std::nullopt;
    return std::string(std::exchange(text, {}));
  };
  return {std::move(name), std::move(key), read, false};
}

Arg<std::int64_t> serial_number() {
  auto read = [](std::string_view& text, const Context&) -> std::optional<std::int64_t> {
    constexpr std::size_t most_digits = 9;
    std::string_view rest = text;
    const auto eat = [&rest](std::string_view word) {
      if (rest.starts_with(word)) rest.remove_prefix(word.size());
    };
    eat("第");
    eat("#");
    std::size_t digits = 0;
    while (digits < rest.size() && digits < most_digits && is_digit(rest[digits])) ++digits;
    const std::int64_t value = number(rest.substr(0, digits));
    if (value < 1) return std::nullopt;
    rest.remove_prefix(digits);
    eat("号");
    eat("条");
    text = rest;
    return value;
  };
  return {"编号", "id", read, true, language::Slot::number};
}

Arg<std::string> class_named() {
  auto read = [](std::string_view& text, const Context&) -> std::optional<std::string> {
    constexpr std::size_t longest = 40;
    const std::string_view name = text.substr(0, text.find(' '));
    constexpr std::size_t figures = 4;  // The figures of a year and a number.
    if (name.size() <= figures || name.size() > longest || is_digit(name.front())) return std::nullopt;
    const std::string_view tail = name.substr(name.size() - figures);
    if (!std::all_of(tail.begin(), tail.end(), is_digit)) return std::nullopt;
    text.remove_prefix(name.size());
    return std::string(name);
  };
  return {"班级", "class", read, true, language::Slot::klass};
}

Arg<Day> past_day() {
  auto read = [](std::string_view& text, const Context& context) -> std::optional<Day> {
    constexpr std::size_t written = 10;  // 2020-03-10
    if (const auto day = day_from_iso(text.substr(0, written))) {
      text.remove_prefix(std::min(written, text.size()));
      return day;
    }
    const auto match = language::day_at(text, 0, context.sent.day());
    if (!match) return std::nullopt;
    text.remove_prefix(match->length);
    return match->day;
  };
  return {"日期", "day", read, true, language::Slot::day};
}

}  // namespace banwei
