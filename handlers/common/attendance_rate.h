// How many percent of those who were expected at a day's lessons were there, in some classes together.
// Invariant: it is of what the classes' committees reported; who was on leave was not expected; it names nobody.
#pragma once

#include <optional>
#include <vector>

#include "storage/types.h"

namespace banwei {

class AttendanceRate {
 public:
  virtual ~AttendanceRate() = default;

  /// Nothing when no lesson of that day was reported.
  virtual std::optional<double> attendance(const std::vector<Class>& classes, Day day) const = 0;
};

}  // namespace banwei
