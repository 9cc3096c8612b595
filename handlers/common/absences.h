// Who need not answer because leave was given, or was exempted by a teacher: what every denominator leaves out.
// Invariant: only an approved leave excuses anybody, and only until its person is back.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>

#include "handlers/common/lessons.h"
#include "handlers/common/zone.h"
#include "storage/exemptions.h"
#include "storage/leaves.h"

namespace banwei {

/// Whether the leave, should it be approved, holds at that moment of a roll call with this title.
bool covers(const storage::Leave& leave, const Moment& at, std::string_view title, const Lessons& lessons);

/// Those of a class who are away for the whole of a day.
std::set<std::int64_t> away_on(const storage::Leaves& leaves, std::int64_t class_id, Day day, const Zone& zone);

/// Those who need not report on a day: away for the whole of it, or exempt.
std::set<std::int64_t> excused_on(const storage::Leaves& leaves, const storage::Exemptions& exemptions,
                                  std::int64_t class_id, Day day, const Zone& zone);

/// Those who are away at a moment, from a lesson or meeting with this title.
std::set<std::int64_t> away_at(const storage::Leaves& leaves, std::int64_t class_id, const Moment& at,
                               std::string_view title, const Lessons& lessons);

}  // namespace banwei
