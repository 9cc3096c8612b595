// What befell somebody of which at most a kind question is asked: beaten, cheated, pregnant, bereaved.
// Invariant: looks only.
#pragma once

#include <optional>

#include "handlers/care/needs.h"
#include "handlers/care/needs_view.h"

namespace banwei::care {

/// The trouble that the word at `i` tells of, unless a rule has `used` that word.
std::optional<Trouble> trouble_at(const View& view, std::size_t i, bool used);

/// What befell somebody of the family is a sorrow: 我爸出车祸走了.
bool mourns(const View& view);

}  // namespace banwei::care
