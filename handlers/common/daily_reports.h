// What every student is asked for each day, as those see it who sum it up: the temperature.
// Invariant: there is one collection of a class and day, and whoever counts it reads this one.
#pragma once

#include "handlers/common/collection.h"

namespace banwei {

class DailyReports {
 public:
  virtual ~DailyReports() = default;
  virtual Collection collection(const Class& klass, Day day) const = 0;

  /// The time of that day at which it is due.
  virtual std::chrono::minutes deadline(const Class& klass, Day day) const = 0;
};

}  // namespace banwei
