// The day of every class, as it stands now and as the day's ledger has it.
// Invariant: what was taken is what is told of that day ever after; what comes later is a supplement.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "handlers/common/daily_reports.h"
#include "handlers/ledger/ledger_rules.h"
#include "storage/ledgers.h"
#include "storage/members.h"
#include "storage/readings.h"

namespace banwei::ledger {

class Book {
 public:
  Book(const storage::Members& members, const storage::Readings& readings, storage::Ledgers& ledgers,
       const storage::WhereaboutsLog& places, const DailyReports& reports)
      : members_(members), readings_(readings), ledgers_(ledgers), places_(places), reports_(reports) {}

  std::vector<StudentDay> students_of(const Class& klass, Day day) const;

  /// As the day's ledger has them; as they are now while none is taken, or when it is not kept any more who stood how.
  struct Students {
    std::vector<StudentDay> all = {};
    bool as_taken = false;
  };
  Students students_in(const storage::Ledger& ledger, const Class& klass) const;

  /// The day's ledger; while none is taken, what it would be now, with no id and no hash.
  storage::Ledger of_day(Day day, Utc now) const;

  /// Takes the day's ledger. What was counted for it is held for `students_in` until `let_go`, so that a college is
  /// counted once in the turn that sends it.
  storage::Ledger take(Day day, Utc now);
  void let_go() { counted_.clear(); }

  std::optional<storage::Ledger> taken(Day day) const { return ledgers_.of_day(day); }

  /// Writes down and numbers what has changed since it was taken, or since this was last asked, in the next `most`
  /// classes behind the one with that id (0: from the first): the last of them, or nothing when all were looked at.
  std::optional<std::int64_t> note_changes(const storage::Ledger& ledger, std::int64_t after, std::size_t most,
                                           Utc now);

  std::vector<storage::Supplement> supplements(const storage::Ledger& ledger) const {
    return ledgers_.supplements(ledger.id);
  }

  const storage::Members& members() const { return members_; }
  const storage::Readings& readings() const { return readings_; }

 private:
  std::vector<storage::Reading> said_until(const storage::Ledger& ledger, StudentDay& student) const;
  using Counted = std::function<void(std::int64_t class_id, std::vector<StudentDay>)>;
  storage::Ledger count(Day day, Utc now, const Counted& each) const;

  const storage::Members& members_;
  const storage::Readings& readings_;
  storage::Ledgers& ledgers_;
  const storage::WhereaboutsLog& places_;
  const DailyReports& reports_;
  std::map<std::int64_t, std::vector<StudentDay>> counted_ = {};  // by class
};

}  // namespace banwei::ledger
