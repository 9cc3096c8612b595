// Brings a roster that was read into the stores, all of it or nothing.
// Invariant: nobody is removed; whom the file does not name stays as they are.
#pragma once

#include "handlers/members/roster_csv.h"
#include "storage/stores.h"

namespace banwei::members {

struct ImportCounts {
  int added = 0;
  int updated = 0;
  int unchanged = 0;

  friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

/// Saves classes, people and roles. The roles of a named person become those of the file: a cadre role when the file
/// has the column 职务, a staff role always; `keeper` is given but never taken, so that no file locks the keeper out.
ImportCounts import_roster(storage::Stores& stores, const Roster& roster, Utc now);

}  // namespace banwei::members
