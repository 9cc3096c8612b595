// Whether words speak of illness, an accident or a loss, whoever it befell.
// Invariant: pure; it decides nothing but that whoever says so is in no mood for a list of commands.
#pragma once

#include <string_view>

namespace banwei::language {

/// Of a folded text.
bool speaks_of_trouble(std::string_view text);

}  // namespace banwei::language
