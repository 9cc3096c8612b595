// Brings a roster that was read into the stores, at once or bit by bit.
// Invariant: nobody is removed; whom the file does not name stays as they are.
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "handlers/members/roster_csv.h"
#include "storage/stores.h"

namespace banwei::members {

struct ImportCounts {
  int added = 0;
  int updated = 0;
  int unchanged = 0;

  friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

/// An import that is done bit by bit, so that nobody else has to wait for a large one. What was stored stays when it is
/// never finished, and the same file imported again completes it.
class Import {
 public:
  Import(storage::Stores& stores, Roster roster) : stores_(stores), roster_(std::move(roster)) {}

  /// Stores the next people until `enough` says so, one at least; true once all are stored. In a transaction.
  bool step(Utc now, const std::function<bool()>& enough);
  const ImportCounts& counts() const { return counts_; }

 private:
  storage::Stores& stores_;
  Roster roster_;
  std::map<std::string, std::int64_t, std::less<>> classes_;  // name -> id
  std::size_t next_ = 0;
  ImportCounts counts_;
};

/// Saves classes, people and roles, all of them or none. The roles of a named person become those of the file: a cadre
/// role when the file has the column 职务, a staff role always; `admin` is given but never taken, so that no file
/// locks the admin out.
ImportCounts import_roster(storage::Stores& stores, const Roster& roster, Utc now);

}  // namespace banwei::members
