// A copy of the database in one file of mode 0600.
// Invariant: it takes its name only after it was opened and checked; until then the name is nobody's or an older
// copy's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "storage/types.h"

namespace banwei {

/// The rows copied. Throws storage::Error for what the databases say, also when `enough` says so, and else
/// std::runtime_error with a sentence that says what to do.
std::int64_t back_up(
    const std::string& database, const std::string& file, bool over_another,
    const std::function<bool()>& enough = [] { return false; });

// --- the copies of the nights ----------------------------------------------------------------------------------------

/// Where the newest stands: FILE.backup; where that of `nights` before it does: FILE.backup.1.
std::string nightly_backup(const std::string& database, int nights = 0);

/// Those that are there, the newest first.
std::vector<std::string> nightly_backups(const std::string& database);

/// The database with all that SQLite and we lay beside it, whether it is there or not.
std::vector<std::string> files_of(const std::string& database);

/// What a restore put aside, each named for when.
std::vector<std::string> set_aside(const std::string& database);

/// How many nights' copies are kept, and from when on: none of anything that is to be forgotten by then.
struct Nights {
  int most = 7;
  std::chrono::days oldest{7};
};

/// Makes the newest copy, and lets go what `nights` has no room for; the one before stays when that fails.
std::int64_t back_up_night(const std::string& database, const Nights& nights, Utc now,
                           const std::function<bool()>& enough);

}  // namespace banwei
