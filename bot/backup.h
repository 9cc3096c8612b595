// A copy of the database in one file of mode 0600.
// Invariant: it takes its name only after it was opened and checked; until then the name is nobody's or an older
// copy's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace banwei {

/// The rows copied. Throws storage::Error for what the databases say, also when `enough` says so, and else
/// std::runtime_error with a sentence that says what to do.
std::int64_t back_up(
    const std::string& database, const std::string& file, bool over_another,
    const std::function<bool()>& enough = [] { return false; });

}  // namespace banwei
