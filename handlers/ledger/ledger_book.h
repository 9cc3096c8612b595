// The day of every class, as it stands now and as the day's ledger has it.
// Invariant: what was taken is what is told of that day ever after; what comes later is a supplement.
#pragma once

#include <functional>
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
       const DailyReports& reports)
      : members_(members), readings_(readings), ledgers_(ledgers), reports_(reports) {}

  std::vector<StudentDay> students_of(const Class& klass, Day day) const;

  /// The day's ledger; while none is taken, what it would be now, with no id and no hash.
  storage::Ledger of_day(Day day, Utc now) const;

  /// Takes the day's ledger.
  storage::Ledger take(Day day, Utc now);

  /// What has changed since it was taken, or since this was last asked, written down and numbered.
  std::vector<storage::Supplement> note_changes(const storage::Ledger& ledger, Utc now);

  std::vector<storage::Supplement> supplements(const storage::Ledger& ledger) const {
    return ledgers_.supplements(ledger.id);
  }

  const storage::Members& members() const { return members_; }
  const storage::Readings& readings() const { return readings_; }

 private:
  storage::Ledger count(Day day, Utc now, const std::function<void(std::int64_t, const StudentDay&)>& each) const;

  const storage::Members& members_;
  const storage::Readings& readings_;
  storage::Ledgers& ledgers_;
  const DailyReports& reports_;
};

}  // namespace banwei::ledger
