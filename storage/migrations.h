// Brings each table set to its newest version in one transaction, or refuses a database newer than this program.
// Invariant: a shipped migration is never edited; the next one is appended.
#pragma once

#include <span>
#include <string_view>

#include "storage/database.h"

namespace banwei::storage {

/// The migrations of one table set: step n brings it from version n to n + 1.
struct TableSet {
  std::string_view name;
  std::span<const std::string_view> steps;
};

/// Applies what is missing of `sets`. Throws std::runtime_error when a set is newer than its steps ("upgrade banwei
/// first") or the tables are another program's. A reader changes nothing and refuses an older database too.
void migrate(Database& database, std::span<const TableSet> sets);

}  // namespace banwei::storage
