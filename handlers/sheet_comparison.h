// What the command line tells of an exported sheet of another system beside what the bot has of the day.
// Invariant: it reads and changes nothing; people are named, their values are not.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/types.h"

namespace banwei {

class ComparesSheets {
 public:
  static constexpr auto verb = "compare";  // of the command line

  virtual ~ComparesSheets() = default;

  /// Nothing when the sheet is no such one.
  virtual std::optional<std::string> compared(std::string_view csv, Day day) const = 0;
};

}  // namespace banwei
