// What the command line tells of an exported sheet of another system beside what the bot has of the day.
// Invariant: it reads and changes nothing; people are named, their values are not, and who is named can be noted.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/types.h"

namespace banwei {

struct Compared {
  std::string words = {};
  std::vector<std::int64_t> about = {};  // those that are named
};

class ComparesSheets {
 public:
  static constexpr auto verb = "compare";  // of the command line

  virtual ~ComparesSheets() = default;

  /// With these classes; nothing when the sheet is no such one.
  virtual std::optional<Compared> compared(std::string_view csv, std::span<const Class> classes, Day day) const = 0;
};

}  // namespace banwei
