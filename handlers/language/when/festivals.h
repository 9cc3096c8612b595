// Festivals by name and the day on which they fall.
// Invariant: a lunar festival beyond the years of the table has no day; nothing is computed by guess.
#pragma once

#include <optional>

#include "handlers/language/scanner.h"
#include "storage/types.h"

namespace banwei::times {

enum class Festival {
  new_year,
  spring_eve,
  spring,
  lantern,
  qingming,
  labour,
  dragon_boat,
  qixi,
  mid_autumn,
  national,
  double_ninth,
  valentine,
  women,
  arbor,
  fools,
  youth,
  children,
  party,
  army,
  teachers,
  mothers,
  fathers,
  halloween,
  christmas_eve,
  christmas,
};

/// 清明, 五一, 国庆 without 节.
std::optional<Festival> eat_festival(Scanner& s);

/// Its day, today or later.
std::optional<Day> next_festival(Festival festival, Day today);

}  // namespace banwei::times
