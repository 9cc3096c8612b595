// Days that have been, as people name them: 昨天, 3月9日, 3.9, 9号, 上周三; and spans of them: 上周, 本月, 3月份,
// 近3天, 周末. Invariant: pure; a day is never after today, and a date or a month without a year is the last such one.
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

/// A day or a week as people name it, been or to come.
struct NamedDate {
  std::size_t length = 0;  // bytes
  std::string_view said;   // 明天 of 明早, 今天 of 今天上午
};

/// 明天, 今天上午, 下周三, 下周, 周五, 第5周.
std::optional<NamedDate> named_date_at(std::string_view text, std::size_t at);

/// The longest day that stands at `at` of a folded text.
std::optional<DayMatch> day_at(std::string_view text, std::size_t at, Day today);

struct SpanMatch {
  std::size_t length = 0;  // bytes
  Day from{};
  Day to{};  // The last day; it counts.
};

/// The span of days that stands at `at` of a folded text.
std::optional<SpanMatch> span_at(std::string_view text, std::size_t at, Day today);

}  // namespace banwei::language
