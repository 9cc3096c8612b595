// What the command line tells of a day that a feature has summed up: figures, and nobody by name.
// Invariant: it reads and changes nothing.
#pragma once

#include <optional>
#include <string>

#include "storage/types.h"

namespace banwei {

class DayFigures {
 public:
  static constexpr auto verb = "ledger";  // of the command line

  struct Told {
    std::string words = {};
    bool intact = true;  // The figures are those that were taken.
  };

  virtual ~DayFigures() = default;

  /// Nothing when none were taken of that day.
  virtual std::optional<Told> figures(Day day) const = 0;
};

}  // namespace banwei
