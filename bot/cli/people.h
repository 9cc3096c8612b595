// People as the command line names them.
// Invariant: a name that several have is never guessed.
#pragma once

#include <optional>
#include <string>

#include "storage/members.h"

namespace banwei::cli {

/// By account, 学号, 工号 or name, in `only` when it is given; nothing when there is nobody. Throws Explained when
/// several have the name.
std::optional<Person> person_named(const storage::Members& members, const std::string& who, const Class* only, Utc now);

/// As rosters spell it: 机电1901 for "机电1901班". Throws Explained, with the classes that there are.
Class class_named(const storage::Members& members, const std::string& name);

}  // namespace banwei::cli
