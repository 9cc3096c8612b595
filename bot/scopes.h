// Which classes and people a speaker's words may name, kept until the roster changes.
// Invariant: never older than the last write to people, classes or grants.
#pragma once

#include <map>
#include <string>

#include "handlers/feature.h"
#include "handlers/language/scope.h"
#include "storage/members.h"

namespace banwei {

class Scopes {
 public:
  explicit Scopes(const storage::Members& members) : members_(members) {}

  /// The classes that the speaker sits in or holds a role for, and the people of those and of the room's.
  const language::NameScope& of(const Context& context);

 private:
  const storage::Members& members_;
  std::map<std::string, language::NameScope> scopes_;  // They depend on the room's class and the grants.
  std::uint64_t revision_ = 0;
};

}  // namespace banwei
