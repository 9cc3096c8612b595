// Compares a sheet that a teacher has sent with the day of his classes: what differs is to be verified (R13).
// Invariant: it goes to the teacher alone, about classes of his; no value of either side is changed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/checks/sheet_compare.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/sheet_comparison.h"
#include "storage/findings.h"
#include "storage/members.h"
#include "storage/readings.h"

namespace banwei::checks {

inline constexpr std::string_view sheet_rule = "R13";

class SheetCheck {
 public:
  SheetCheck(const storage::Members& members, const storage::Readings& readings, storage::Findings& findings,
             const Zone& zone)
      : members_(members), readings_(readings), findings_(findings), zone_(zone) {}

  /// What to tell the sender; nothing when the sheet is none of this.
  std::optional<std::string> received(const Person& sender, std::string_view csv, const Moment& now);

  /// For the command line.
  std::optional<Compared> compared(std::string_view csv, std::span<const Class> classes, Day day) const;

 private:
  std::vector<Reported> reported(std::span<const Class> classes, Day day) const;
  std::string in_words(const Comparison& comparison, std::span<const Reported> students, bool values) const;
  std::string difference(const Comparison::Pair& pair) const;

  const storage::Members& members_;
  const storage::Readings& readings_;
  storage::Findings& findings_;
  const Zone& zone_;
};

}  // namespace banwei::checks
