// A table that left by the command line: whom it was made for and whose health it tells is written down.
// Invariant: it is written down before the file is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/stores.h"

namespace banwei {

struct Exported {
  std::string reader = {};  // the number of whoever it was made for
  std::string what = {};    // a word of ours, "temp", for the audit trail
  std::vector<std::int64_t> about = {};
};

/// Throws Explained when the reader is in the roster no more.
void note_export(storage::Stores& stores, const Exported& exported, Utc now);

}  // namespace banwei
