// The people of each class as messages name them, kept until somebody joins, leaves or is renamed.
// Invariant: never older than the last write to people or classes.
#pragma once

#include <map>
#include <vector>

#include "handlers/feature.h"
#include "handlers/language/people.h"
#include "storage/members.h"

namespace banwei {

/// The classes whose people a message may name: that of its room or of its speaker; of one of the `staff` who is of no
/// class, all that he holds such a role for.
std::vector<std::int64_t> classes_named(const Context& context, Roles staff);

/// The students of several classes, one class behind the other.
std::vector<Person> students_of(const storage::Members& members, const std::vector<std::int64_t>& classes);

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
