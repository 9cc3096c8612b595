// The exemptions of a whole class that are not over, for whoever lists them.
// Invariant: as Exemptions; it only reads.
#pragma once

#include <vector>

#include "storage/exemptions.h"

namespace banwei::storage {

/// Of whoever is or was in the class, those that hold on that day or later, the newest of each person first.
std::vector<Exemption> open_exemptions(Database& database, std::int64_t class_id, Day today);

}  // namespace banwei::storage
