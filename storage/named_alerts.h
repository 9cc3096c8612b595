// Of an alert about nobody known, who it turns out to be.
// Invariant: whoever an alert is about already never changes.
#pragma once

#include <cstdint>

#include "storage/database.h"

namespace banwei::storage {

void name_alert(Database& database, std::int64_t alert, std::int64_t person);

}  // namespace banwei::storage
