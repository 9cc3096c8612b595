// Notices, the class groups each goes to, and who has confirmed it.
// Invariant: numbers count from 1 across the college and never come back; what somebody says for another is kept apart
// from one's own word.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/last_result.h"
#include "storage/migrations.h"
#include "storage/outbox.h"
#include "storage/types.h"

namespace banwei::storage {

struct Notice {
  std::int64_t id = 0;  // 0: the next one
  std::int64_t publisher = 0;
  std::string audience = {};  // As it was said, for people.
  std::string body = {};      // The feature's own JSON.
  bool receipt = false;       // Whether it is to be confirmed.
  std::optional<Utc> deadline = {};
  Utc created{};
  std::optional<Utc> due = {};     // When it is to go, for one that waits for its time.
  std::optional<Utc> posted = {};  // When it was handed to the outbox.
  std::optional<Utc> recalled = {};
};

/// One class that a notice is for, and what became of it there.
struct Delivery {
  std::int64_t notice = 0;
  std::int64_t class_id = 0;
  std::string room = {};                 // "" when the class has no group
  SendState state = SendState::waiting;  // Waiting, sent, failed or unknown; retracted when it was taken back.
  std::optional<Utc> settled = {};       // When that was known.
  bool stays = false;                    // It was to be taken back and could not.
  int rounds = 0;                        // How often the group was reminded.
  std::optional<Utc> reminded = {};      // When the class was reminded last, in the group or in private.
  int told = 0;                          // How many had confirmed in the line that the group saw last.
};

/// A notice as one class has it.
struct Received {
  Notice notice;
  Delivery delivery;
};

class Notices {
 public:
  static const TableSet tables;
  explicit Notices(Database& database) : database_(database) {}

  std::int64_t add(const Notice& notice);
  std::optional<Notice> by_id(std::int64_t id) const;
  void mark_posted(std::int64_t id, Utc when);
  void mark_recalled(std::int64_t id, Utc when);
  void set_deadline(std::int64_t id, Utc deadline);

  /// The newest `limit` of a publisher, newest first.
  std::vector<Notice> by_publisher(std::int64_t person, int limit) const;

  /// A publisher's notices that still wait for their time, the soonest first, at most 20.
  std::vector<Notice> waiting_of(std::int64_t person) const;

  /// The newest `limit` that may have reached the class's group since they were posted at `since` or later and still
  /// stand, newest first.
  std::vector<Received> of_class(std::int64_t class_id, Utc since, int limit) const;

  /// Adds a class, or changes what is known of it.
  void save(const Delivery& delivery);
  std::vector<Delivery> deliveries(std::int64_t notice) const;  // In order of class.

  /// `teller` says that `person` has read it: one's own word when they are the same. False when that was known.
  bool confirm(std::int64_t notice, std::int64_t person, std::int64_t teller, Utc when);
  bool has_confirmed(std::int64_t notice, std::int64_t person) const;

  /// Who of the class has confirmed in person, and when.
  std::map<std::int64_t, Utc> confirmed(std::int64_t notice, std::int64_t class_id) const;

  /// Deletes at most `most` that were made before then, how many, with what became of them; those that still wait for
  /// their time stay.
  std::int64_t purge(Utc before, int most = every_row);

  /// For whom of the class somebody else has spoken.
  std::set<std::int64_t> noted(std::int64_t notice, std::int64_t class_id) const;

 private:
  Database& database_;
  std::uint64_t revision_ = 0;  // Of notices and deliveries.
  mutable LastResult<std::vector<Received>, std::int64_t, Utc, int> of_class_;
};

}  // namespace banwei::storage
