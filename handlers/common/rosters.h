// The people of each class as messages name them, kept until somebody joins, leaves or is renamed.
// Invariant: never older than the last write to people or classes.
#pragma once

#include <map>

#include "handlers/language/people.h"
#include "storage/members.h"

namespace banwei {

class Rosters {
 public:
  explicit Rosters(const storage::Members& members) : members_(members) {}

  /// In order of number.
  const language::People& of(std::int64_t class_id);

 private:
  struct Cached {
    std::uint64_t revision = 0;
    language::People people;
  };
  const storage::Members& members_;
  std::map<std::int64_t, Cached> cached_;
};

}  // namespace banwei
