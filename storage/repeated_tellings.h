// How much of what humans are told of alerts is said again, for whoever shares it out.
// Invariant: as Alerts; it only reads.
#pragma once

#include "storage/alerts.h"

namespace banwei::storage {

/// How many humans were told something unseen once more after `since`.
std::int64_t repeated_tellings(Database& database, Utc since);

}  // namespace banwei::storage
