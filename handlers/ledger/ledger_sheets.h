// The ledger as tables: a row a class, or of one class a row a student; apart from it those with something abnormal and
// those who are missing; and what changed after it was taken.
// Invariant: a student's temperature and symptoms stand in the sheet of his own counsellor or class teacher, and what
// is abnormal in the abnormal sheet; nowhere else.
#pragma once

#include "handlers/common/zone.h"
#include "handlers/exporting.h"
#include "handlers/ledger/ledger_book.h"
#include "storage/alerts.h"
#include "storage/exemptions.h"
#include "storage/findings.h"

namespace banwei::ledger {

class Sheets {
 public:
  Sheets(const Book& book, const storage::Alerts& alerts, const storage::Exemptions& exemptions,
         const storage::Findings& findings, const Zone& zone)
      : book_(book), alerts_(alerts), exemptions_(exemptions), findings_(findings), zone_(zone) {}

  Drawn ledger(const Extract& asked) const;
  Drawn abnormal(const Extract& asked) const;
  Drawn supplements(const Extract& asked) const;

 private:
  /// What a class's sheet knows beside what its students said.
  struct OfClass {
    Class klass = {};
    std::string counsellor = {};
    std::map<std::int64_t, std::string> remarks = {};  // by person, as the next
    std::map<std::int64_t, bool> doubted = {};         // What the cross-checks found, and whether all of it is settled.
    std::map<std::int64_t, std::string> around = {};   // Who is ill of those around somebody.
  };
  OfClass known_of(const Class& klass, Day day, Utc now) const;

  /// How many have said that their figure was wrong, and of how many something is to be verified (错报, 需核实).
  struct Doubts {
    std::size_t corrected = 0;
    std::size_t doubted = 0;
  };
  Doubts doubts_of(const storage::Ledger& ledger, const Class& klass) const;

  Sheet college(const storage::Ledger& ledger, const Extract& asked) const;
  /// A row a student; whose health it tells is added to `about`.
  Sheet of_class(const storage::Ledger& ledger, const Class& klass, const Extract& asked,
                 std::vector<std::int64_t>& about) const;
  /// One of a class; `health` is whether it tells of it.
  std::vector<Cell> row(std::size_t place, const OfClass& known, const StudentDay& student, bool health) const;
  std::string verified(const OfClass& known, const StudentDay& student, bool health) const;
  std::vector<Cell> degrees(const StudentDay& student) const;
  std::string at(Utc when) const;
  std::string time_of(const storage::Ledger& ledger) const;
  std::string counsellors_of(const Class& klass, Utc now) const;
  std::map<std::int64_t, std::string> remarks_of(const Class& klass, Day day) const;

  const Book& book_;
  const storage::Alerts& alerts_;
  const storage::Exemptions& exemptions_;
  const storage::Findings& findings_;
  const Zone& zone_;
};

/// "李四 补报，发热": who changed how.
std::string change_word(const storage::Supplement& one);

}  // namespace banwei::ledger
