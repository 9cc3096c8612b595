// Who may do what, verb by verb, as the guards decide it of what the features declare.
// Invariant: it is worked out, never kept; tests/permissions.tsv says by hand what must come out.
#pragma once

#include <span>
#include <string>

#include "handlers/feature.h"

namespace banwei {

/// Tab-separated, with the columns and signs of tests/permissions.tsv (+ is done, - is refused, . is not answered): a
/// row for each verb in the group of class 甲, in private and, where it may be said there, in a group of no class.
std::string permission_table(std::span<Feature* const> features);

/// The name of a role's column there.
std::string permission_column(Role role);

}  // namespace banwei
