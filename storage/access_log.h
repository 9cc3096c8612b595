// Who was shown what is known of somebody's health by name, when, and by which message.
// Invariant: an entry is never changed; it goes when its time is over.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Access {
  std::int64_t reader = 0;
  std::string what = {};     // The reader's way to it, a word of ours: "fevers".
  std::string message = {};  // The platform's id of the message that asked, "" for what was told unasked.
  Utc at{};
};

/// How often somebody was shown one thing.
struct Accesses {
  std::int64_t reader = 0;
  std::string what = {};
  std::int64_t count = 0;
  Utc last{};
};

class AccessLog {
 public:
  static const TableSet tables;
  explicit AccessLog(Database& database) : database_(database) {}

  /// Of each of these people but the reader.
  void add(const Access& access, std::span<const std::int64_t> about);

  /// Of what is known of a person, since then: each reader and thing, the latest first, at most 100.
  std::vector<Accesses> of(std::int64_t about, Utc since) const;

  std::int64_t purge(Utc before, int most = every_row);  // How many went.

 private:
  Database& database_;
};

}  // namespace banwei::storage
