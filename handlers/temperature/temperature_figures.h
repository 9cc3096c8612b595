// Reads the numbers of a message: a temperature in any spelling, one that lost its point, a date, a clock time, or
// another thing. Invariant: only `reading` may be stored, and its value stands in the text digit by digit; a guess is
// only ever asked.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "storage/types.h"

namespace banwei::temperature {

struct Figure {
  enum class Form {
    reading,  // 36.5 36度5 36℃ 三十六度半, 35.0 to 42.0
    whole,    // 36: a head count or a temperature
    typo,     // 365 3.65 63.5 36:5, with `guess`
    range,    // 34.8 42.5: spelled like a temperature
    odd,      // A bare number of another size: with 体温 it is out of range.
    vague,    // 36点几
    foreign,  // Of another thing: 36个 36.5元 2036年 1.2.3.4.
    day,      // 3月10号, in `offset`
    clock,    // 8点半, in `minutes`
  };
  std::size_t length = 0;  // In bytes, unit included.
  Form form = Form::foreign;
  int centi = 0;
  std::optional<int> guess;
  bool unit = false;  // It has 度 or ℃.
  bool decimal = false;
  bool weak_day = false;  // 3.11: a date only beside a reading
  int offset = 0;
  int minutes = 0;
};

/// The number that starts at `at`.
std::optional<Figure> figure_at(std::string_view text, std::size_t at, Day today);

inline constexpr int lowest = 3500;  // Accepted from here on, in hundredths of a degree.
inline constexpr int highest = 4200;

}  // namespace banwei::temperature
