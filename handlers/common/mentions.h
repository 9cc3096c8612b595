// A call to those who are missing: @ names in messages of at most twenty, the words behind the last ones.
// Invariant: who has no account is called by name, so nobody is left out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "handlers/chat.h"

namespace banwei {

/// "@许诺 @马上 " + words; several messages when there are more than twenty people.
std::vector<Content> calling(std::span<const Person> people, const std::string& words);

}  // namespace banwei
