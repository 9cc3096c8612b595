// What may be the name of somebody whom no roster knows, by how Chinese names are made.
// Invariant: pure; it says that a word may be a name, never that it is one.
#pragma once

#include <string_view>

namespace banwei {

/// Whether `word` may be a name: a surname and what may stand behind one.
bool looks_like_name(std::string_view word);

}  // namespace banwei
