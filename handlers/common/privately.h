// An answer for the asker alone: in the private chat where it was asked, whispered when it was asked in a group.
// Invariant: the group never hears it.
#pragma once

#include <string>

#include "handlers/feature.h"

namespace banwei {

Reply privately(const Call& call, std::string words);

}  // namespace banwei
