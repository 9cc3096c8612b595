// The classes that are over, and how one of them is brought back.
// Invariant: who was in it and what they were is so again, but for what has ended otherwise meanwhile; what somebody
// else has by now, as its group, stays his.
#pragma once

#include <optional>
#include <vector>

#include "storage/members.h"

namespace banwei::storage {

class ClassArchive {
 public:
  ClassArchive(Database& database, Members& members) : database_(database), members_(members) {}

  /// Those that are over since then, by name: all, or those that the person was a counsellor of when they ended.
  std::vector<Class> since(Utc when, std::optional<std::int64_t> counsellor) const;

  /// It was not over.
  void restore(std::int64_t class_id, Utc now);

 private:
  Database& database_;
  Members& members_;
};

}  // namespace banwei::storage
