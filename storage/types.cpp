#include "storage/types.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace banwei {

namespace {

constexpr std::array<std::string_view, role_count> role_words{
    "student",    "monitor",       "study_rep",      "league_secretary", "life_rep", "care_rep", "dorm_head",
    "counsellor", "class_teacher", "course_teacher", "office",           "leader",   "keeper",
};

std::optional<int> number(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string iso(Day day) {
  const std::chrono::year_month_day date{day};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer.data();
}

std::optional<Day> day_from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  auto year = number(text.substr(0, 4));
  auto month = number(text.substr(5, 2));
  auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *day < 1) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::string_view to_string(Role role) { return role_words.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_from_string(std::string_view text) {
  for (std::size_t i = 0; i < role_words.size(); ++i) {
    if (role_words.at(i) == text) return static_cast<Role>(i);
  }
  return std::nullopt;
}

}  // namespace banwei
