// The roll calls of some days as a table: a row a student.
// Invariant: a cadre's counts only the roll calls that he called, as in the chat.
#pragma once

#include "handlers/attendance/roll_book.h"
#include "handlers/exporting.h"

namespace banwei::attendance {

class RollCallSheet {
 public:
  RollCallSheet(const RollBook& book, const storage::Members& members, const storage::RollCalls& calls,
                const Zone& zone)
      : book_(book), members_(members), calls_(calls), zone_(zone) {}

  std::optional<Drawn> draw(const Extract& asked) const;

 private:
  std::vector<RollCall> calls_of(const Class& klass, const Extract& asked) const;

  const RollBook& book_;
  const storage::Members& members_;
  const storage::RollCalls& calls_;
  const Zone& zone_;
};

}  // namespace banwei::attendance
