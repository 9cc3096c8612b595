// Of a statement that may be told how many rows it takes at most: all there are.
#pragma once

namespace banwei::storage {

inline constexpr int every_row = -1;

}  // namespace banwei::storage
