// What an import changes of one person, so that it can be taken back soon after.
// Invariant: who came leaves again, who was changed is as before; classes that were made stay, empty.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "storage/stores.h"

namespace banwei::members {

/// Of whoever will stand under that number and was `before`, nobody for somebody new; as JSON.
std::string undo_of(const storage::Stores& stores, const std::string& number, const std::optional<Person>& before,
                    Utc now);

void undo(storage::Stores& stores, std::string_view was, Utc now);

}  // namespace banwei::members
