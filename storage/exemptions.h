// Who need not report for some days, and why: in hospital, suspended, at work abroad.
// Invariant: nothing is taken back for days that have been; one that is ended early keeps its days before that.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Exemption {
  std::int64_t id = 0;
  std::int64_t person = 0;
  Day from{};
  Day to{};                 // It counts, too.
  std::string reason = {};  // For teachers alone; forgotten some time after the last day.
  std::int64_t by = 0;
  Utc said{};
  std::optional<Day> ended = {};  // From this day on the person reports again.
};

class Exemptions {
 public:
  static const TableSet tables;
  explicit Exemptions(Database& database) : database_(database) {}

  std::int64_t add(const Exemption& exemption);

  /// Those of whoever is or was in the class that hold on that day, in order of their persons.
  std::vector<Exemption> of_class(std::int64_t class_id, Day day) const;

  /// A person's that hold on that day or later, the newest first.
  std::vector<Exemption> of_person(std::int64_t person, Day today) const;

  /// The same of whoever is or was in the class, the newest of each person first.
  std::vector<Exemption> open_in(std::int64_t class_id, Day today) const;

  void end(std::int64_t id, Day from);

  /// Of a person: those that are not over, or whose reason is not forgotten yet.
  std::int64_t count_of(std::int64_t person, Day today) const;

  /// Forgets the reasons of at most `most` that were over before then; how many.
  std::int64_t forget_reasons(Day before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
