// Expected, answered, late, missing, excused: the one sum behind temperature, roll calls, notices and surveys.
// Invariant: expected = answered + missing, and whoever is excused is not expected.
#pragma once

#include <map>
#include <set>
#include <span>
#include <vector>

#include "storage/types.h"

namespace banwei {

struct Tally {
  std::vector<Person> expected;
  std::vector<Person> answered;
  std::vector<Person> late;  // Those of `answered` who came after the deadline.
  std::vector<Person> missing;
  std::vector<Person> excused;

  bool complete() const { return missing.empty(); }
  std::size_t in_time() const { return answered.size() - late.size(); }
};

/// Sums a class up: `when` tells when a person answered, `deadline` from when on that is late. Order is kept.
Tally tally(std::span<const Person> people, const std::map<std::int64_t, Utc>& when, Utc deadline,
            const std::set<std::int64_t>& excused);

}  // namespace banwei
