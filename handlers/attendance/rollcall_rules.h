// What counts in a roll call: which mark takes another's place, and the sum of a class.
// Invariant: pure. Everybody of the class is here, excused or missing.
#pragma once

#include <map>
#include <span>

#include "handlers/common/tally.h"
#include "storage/roll_calls.h"
#include "storage/types.h"

namespace banwei::attendance {

using storage::Mark;

/// The class as the marks have it; what is said by hand is in time whenever it is said.
Tally sum_up(std::span<const Person> students, const std::map<std::int64_t, Mark>& marks, Utc due);

/// Of the class, those who are excused too.
inline std::size_t headcount(const Tally& sum) { return sum.expected.size() + sum.excused.size(); }

/// Whether a mark says that the person was there.
constexpr bool is_here(Mark::Status status) { return status == Mark::Status::present || status == Mark::Status::late; }

/// Whether `next` changes anything after `current`: what the caller marked by hand only the caller changes, and who is
/// here needs no leave and nobody else's word.
bool takes_place(const Mark& current, const Mark& next, bool by_hand);

}  // namespace banwei::attendance
