// What was done by virtue of a role: each act a row that holds the hash of the one before it.
// Invariant: a row is only ever added. It holds a word of ours, ids and a hash; what could name somebody stands in the
// details, which go when their time is over without breaking the chain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct AuditEntry {
  Utc at{};
  std::int64_t actor = 0;    // A person; 0: whoever may use the command line.
  std::string verb = {};     // "leave.approve"
  std::int64_t subject = 0;  // The class or the person that it is about; 0: none.
  std::string details = {};
};

/// Whether every row is as it was written.
struct AuditVerdict {
  std::int64_t rows = 0;
  std::optional<std::int64_t> broken = {};  // The first row that is missing or does not follow the one before.
  std::string head = {};                    // The last row's hash, to be kept elsewhere.
};

class Audit {
 public:
  static const TableSet tables;
  explicit Audit(Database& database) : database_(database) {}

  void add(const AuditEntry& entry);

  /// Reads the whole chain, and what details are still there.
  AuditVerdict verify() const;

  /// Deletes the details of at most `most` acts from before then; how many.
  std::int64_t purge_details(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
