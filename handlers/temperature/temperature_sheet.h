// The temperatures of some days as a table: a row a student, a column a day.
// Invariant: pure but for reading; who may have it is decided before.
#pragma once

#include <string>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/temperature/temperature_day.h"
#include "storage/members.h"
#include "storage/readings.h"

namespace banwei::temperature {

class TemperatureSheet {
 public:
  TemperatureSheet(const DayFrame& frame, const storage::Members& members, const storage::Readings& readings)
      : frame_(frame), members_(members), readings_(readings) {}

  Drawn draw(const Extract& asked) const;

 private:
  struct Row {
    std::vector<Cell> days = {};
    std::size_t missing = 0;
    int highest = 0;
    std::string remarks = {};
    bool health = false;  // a value or a complaint stands in it
  };
  /// Whoever does not see `every` value is told that there is one; fevers and complaints he sees.
  static void add_day(Row& row, bool every, const Person& student, Day day, const std::vector<storage::Reading>& said,
                      const Collection& asked, const Moment& now);

  const DayFrame& frame_;
  const storage::Members& members_;
  const storage::Readings& readings_;
};

}  // namespace banwei::temperature
