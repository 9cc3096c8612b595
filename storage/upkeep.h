// What can be asked of a database as a whole: is it sound, how old is its shape, what is in it, and a copy of it.
// Invariant: nothing here changes the database that is asked.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "storage/database.h"

namespace banwei::storage {

/// "ok", or SQLite's word for what is broken, an index that disagrees with its table included: whoever is found by
/// such an index may be somebody else in the table. 1.3 s for a term of a college, where a quick_check takes 0.25 s.
std::string integrity_check(Database& database);

/// The same, stopped when `enough` says so: nothing when it was not finished.
std::optional<std::string> integrity_check(Database& database, const std::function<bool()>& enough);

/// What a check found wrong, as the statement that comes upon it would say it.
Error damage(const std::string& verdict);

/// The version of each table set, and the rows of each table.
std::map<std::string, std::int64_t> versions(Database& database);
std::map<std::string, std::int64_t> row_counts(Database& database);

/// Copies what `database` holds at one moment into the empty file `path`, whoever writes to it meanwhile, without what
/// was deleted; a single file, on the disk when this returns. The rows copied. Throws Error, also when `enough` says
/// so, or std::runtime_error when the copy is not sound or not whole.
std::int64_t back_up(
    Database& database, const std::string& path, const std::function<bool()>& enough = [] { return false; });

}  // namespace banwei::storage
