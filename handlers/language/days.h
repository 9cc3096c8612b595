// Days that have been, as people name them: 昨天, 3月9日, 3.9, 9号, 上周三.
// Invariant: pure; a day is never after today, and a date without a year is the last such date.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "storage/types.h"

namespace banwei::language {

struct DayMatch {
  std::size_t length = 0;  // bytes
  Day day{};
};

/// The longest day that stands at `at` of a folded text.
std::optional<DayMatch> day_at(std::string_view text, std::size_t at, Day today);

}  // namespace banwei::language
