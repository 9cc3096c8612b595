// All that was said of a class over some days, for whoever compares one day with those before.
// Invariant: as Readings; it only reads.
#pragma once

#include <map>
#include <vector>

#include "storage/readings.h"

namespace banwei::storage {

/// Of all who are or were in the class, by person, oldest first, replaced and withdrawn ones too.
std::map<std::int64_t, std::vector<Reading>> said_in(Database& database, std::int64_t class_id, Day from, Day to);

}  // namespace banwei::storage
