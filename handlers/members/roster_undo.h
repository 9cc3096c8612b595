// What an import changes, so that it can be taken back soon after.
// Invariant: who came leaves again, who was changed is as before; classes that were made stay, empty.
#pragma once

#include <string>
#include <string_view>

#include "handlers/members/roster_import.h"

namespace banwei::members {

/// Of an import that is compared and not yet applied, as JSON.
std::string undo_of(const storage::Stores& stores, const Import& import, Utc now);

/// How many people it is taken back for.
std::size_t undo_import(storage::Stores& stores, std::string_view undo, Utc now);

}  // namespace banwei::members
