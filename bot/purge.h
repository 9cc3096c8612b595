// Everything about one person is deleted, or shown as it would be.
// Invariant: what was deleted leaves the file in the same step, unless a reader holds the log; then the next compaction
// takes it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "storage/stores.h"

namespace banwei {

/// {"name": NAME, "class": CLASS, "readings": 12, ..., "left": true}: what went, or would go; `left`: something of it
/// may still stand in the file. Throws Explained when nobody has that number.
nlohmann::ordered_json purge_person(storage::Stores& stores, const std::string& number, bool preview, Utc now);

}  // namespace banwei
