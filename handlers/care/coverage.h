// Which classes have nobody to fall back on: an alert that the only reachable teacher does not see would wait.
// Invariant: only who is known to be reachable counts.
#pragma once

#include <string>
#include <vector>

#include "storage/members.h"

namespace banwei::care {

/// The classes for which fewer than two of counsellors, class teachers and the office can be whispered to, by name.
std::vector<std::string> classes_without_a_second(const storage::Members& members, Utc now);

}  // namespace banwei::care
