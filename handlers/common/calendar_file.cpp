#include "handlers/common/calendar_file.h"

#include <fstream>
#include <stdexcept>

namespace banwei {

namespace {

constexpr std::size_t largest = 1U << 20U;  // bytes
constexpr std::size_t most_named = 10;

}  // namespace

Calendar calendar_of_file(const std::string& path) {
  Calendar calendar = Calendar::shipped();
  if (path.empty()) return calendar;
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("the calendar " + path + " cannot be read: check the path and its mode");
  std::string text(largest + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > largest) throw std::runtime_error("the calendar " + path + " is larger than 1 MiB");
  const auto parsed = Calendar::parse(text);
  if (!parsed.bad_lines.empty()) {
    std::string lines;
    for (std::size_t i = 0; i < parsed.bad_lines.size() && i < most_named; ++i)
      lines += (i == 0 ? "" : ", ") + std::to_string(parsed.bad_lines[i]);
    if (parsed.bad_lines.size() > most_named) lines += ", ...";
    throw std::runtime_error("the calendar " + path + " has lines that cannot be read: " + lines +
                             "; write 2021-05-01..2021-05-05,off,name or 2021-05-08,work,name");
  }
  calendar.replace_years_by(parsed.calendar);
  return calendar;
}

}  // namespace banwei
