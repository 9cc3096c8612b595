// What of a person stands in tables that are asked by other things than by him: receipts, reminders, looks, talks.
// Invariant: what others did stays theirs; of a talk its words may go, that it was stays until its time is over.
#pragma once

#include <cstdint>

#include "storage/database.h"
#include "storage/every_row.h"
#include "storage/types.h"

namespace banwei::storage {

class OwnRows {
 public:
  explicit OwnRows(Database& database) : database_(database) {}

  std::int64_t receipts(std::int64_t person) const;   // Notices that he, or somebody for him, has confirmed.
  std::int64_t reminders(std::int64_t person) const;  // That he has set.
  std::int64_t looks(std::int64_t person) const;      // Of others, at what is known of him.

  /// Deletes the words of the talks about him; of how many.
  std::int64_t blank_talks(std::int64_t person);

  /// Deletes talks about whoever left the college before that instant, and with companies before that day; how many.
  std::int64_t forget_talks(Utc left, Day before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
