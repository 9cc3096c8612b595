// What is asked before a place is kept: who reads it, for how long, and how to say no.
// Invariant: nothing of a place is kept of anybody who has not answered yes.
#pragma once

#include <fmt/format.h>

#include <string>

#include "handlers/retention.h"

namespace banwei {

inline constexpr Kept kept_places{"places", 30};

inline std::string what_is_kept_of_places() {
  return fmt::format("只记到市、区，留{}天：辅导员和学工办看得到，班委只看在不在汉，群里不会出现", kept_places.days);
}
inline std::string may_i_keep_place(const std::string& place) {
  return fmt::format("要记下吗：{}。{}。回“可以”就记，以后不再问；回“不用”就不记", place, what_is_kept_of_places());
}

}  // namespace banwei
