// What counts in a roll call: which mark takes another's place, and the sum of a class.
// Invariant: pure. Everybody of the class is in exactly one of here, late, excused and missing.
#pragma once

#include <map>
#include <span>
#include <vector>

#include "storage/roll_calls.h"
#include "storage/types.h"

namespace banwei::attendance {

using storage::Mark;

struct RollSum {
  std::vector<Person> here;  // in time
  std::vector<Person> late;
  std::vector<Person> excused;
  std::vector<Person> missing;

  std::size_t everybody() const { return here.size() + late.size() + excused.size() + missing.size(); }
};

RollSum sum_up(std::span<const Person> students, const std::map<std::int64_t, Mark>& marks, Utc due);

/// Whether a mark says that the person was there.
constexpr bool is_here(Mark::Status status) { return status == Mark::Status::present || status == Mark::Status::late; }

/// Whether `next` changes anything after `current`: what the caller marked by hand only the caller changes, and who is
/// here needs no leave and nobody else's word.
bool takes_place(const Mark& current, const Mark& next, bool by_hand);

}  // namespace banwei::attendance
