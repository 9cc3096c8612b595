// Fevers and urgent words that a human was told of, and who has seen to them.
// Invariant: an alert is closed by a human alone; a lower temperature never does it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Alert {
  std::int64_t id = 0;
  std::int64_t person = 0;   // whom it is about
  std::int64_t reading = 0;  // 0 when no reading was stored
  std::int64_t told = 0;     // who was told first; 0 when nobody could be reached
  Day day{};
  Utc opened{};
  std::optional<Utc> seen = {};
  std::int64_t seen_by = 0;
};

class Alerts {
 public:
  static const TableSet tables;
  explicit Alerts(Database& database) : database_(database) {}

  std::int64_t open(const Alert& alert);

  std::optional<Alert> by_id(std::int64_t id) const;

  /// The person's alert that nobody has seen to yet.
  std::optional<Alert> unseen_of(std::int64_t person) const;

  /// What `told` has been told and not seen to, oldest first.
  std::vector<Alert> unseen_by(std::int64_t told) const;

  /// The newest alert about the person, seen or not, opened at or after `since`.
  std::optional<Alert> latest_of(std::int64_t person, Utc since) const;

  /// Another person has been told in place of the first.
  void hand_over(std::int64_t id, std::int64_t told);

  void mark_seen(std::int64_t id, std::int64_t by, Utc when);

 private:
  Database& database_;
};

}  // namespace banwei::storage
