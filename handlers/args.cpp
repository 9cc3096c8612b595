#include "handlers/args.h"

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

}  // namespace banwei
