// What runs when: declared occurrences that ran, and timers set for one moment.
// Invariant: an occurrence runs once whatever the clock does; its key is unique.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// One act at one moment, kept as a row so that it survives a restart.
struct Timer {
  std::int64_t id = 0;
  std::string feature = {};
  std::string key = {};  // unique within the feature; setting it again moves it
  Utc due{};
  std::string payload = {};  // the feature's own JSON
};

class Schedule {
 public:
  static const TableSet tables;
  explicit Schedule(Database& database) : database_(database) {}

  /// Claims an occurrence such as ("temperature/close", "2020-03-11"); false when it ran before. `missed` lists it
  /// without a run.
  bool claim(std::string_view job, std::string_view occurrence, Utc now, bool missed);

  void set_timer(std::string_view feature, std::string_view key, Utc due, std::string_view payload);
  void cancel_timer(std::string_view feature, std::string_view key);

  /// Up to `limit` timers due at `now`, earliest first.
  std::vector<Timer> due(Utc now, int limit) const;
  std::optional<Utc> next_due() const;
  void drop(std::int64_t id);

  void purge(Utc before);

 private:
  Database& database_;
};

}  // namespace banwei::storage
