// Spot checks of lessons (抽查): which students of a class were looked for, who was found, and how a difference to the
// report was explained.
// Invariant: what was found is never changed by what is explained afterwards.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct SpotCheck {
  /// One of those who were looked for.
  struct Sampled {
    std::int64_t person = 0;
    bool here = true;  // It counts once the check is answered.
  };

  std::int64_t id = 0;
  std::int64_t class_id = 0;
  Day day{};
  int first = 0;  // Of the day's lessons, from 1.
  int last = 0;
  std::int64_t by = 0;
  Utc asked{};
  std::optional<Utc> answered = {};
  std::int64_t explained_by = 0;  // 0: nobody has
  std::string explanation = {};
  std::vector<Sampled> sample = {};  // In the order of their ids.
};

class SpotChecks {
 public:
  static const TableSet tables;
  explicit SpotChecks(Database& database) : database_(database) {}

  std::int64_t add(const SpotCheck& check);
  std::optional<SpotCheck> by_id(std::int64_t id) const;

  /// Those of a class from day to day, both inclusive, oldest first; at most 200.
  std::vector<SpotCheck> of_class(std::int64_t class_id, Day from, Day to) const;

  /// The newest that this person has asked for and not answered since then, at most `most`, newest first.
  std::vector<SpotCheck> open_of(std::int64_t by, Utc since, int most) const;

  void answer(const SpotCheck& check);  // Its `answered` and its sample.
  void explain(std::int64_t id, std::int64_t by, std::string_view words);

  /// How often a person was looked for.
  std::int64_t count_of(std::int64_t person) const;

  /// Forgets at most `most` of days before that one; how many.
  std::int64_t purge(Day before, int most = every_row);

 private:
  std::vector<SpotCheck> with_samples(std::vector<SpotCheck> checks) const;

  Database& database_;
};

}  // namespace banwei::storage
