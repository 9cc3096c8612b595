// What runs when: declared occurrences that ran, and timers set for one moment.
// Invariant: an occurrence runs once whatever the clock does; its key is unique.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// One job at one moment, kept as a row so that it survives a restart.
struct Timer {
  std::int64_t id = 0;
  std::string feature = {};
  std::string key = {};  // Unique within the feature; setting it again moves it.
  Utc due{};
  std::string payload = {};  // The feature's own JSON.
};

/// One happening of a job: what a claim makes unique is the job and the key.
struct Occurrence {
  std::string job = {};   // "temperature/close/3"
  std::string key = {};   // "2020-03-11T11:00"
  std::string name = {};  // A name for the admin, "" when nobody misses it.
  Utc due{};
};

/// Occurrences of one name and time that ran more than two minutes after they were due, or not at all.
struct LateOccurrence {
  std::string name = {};
  Utc due{};
  bool ran = false;
  std::int64_t count = 0;  // For how many classes or people.
};

class Schedule {
 public:
  static const TableSet tables;
  explicit Schedule(Database& database) : database_(database) {}

  /// Claims an occurrence; false when it ran before, or was given up. `missed` lists it without a run.
  bool claim(const Occurrence& occurrence, Utc now, bool missed = false);
  bool claimed(std::string_view job, std::string_view key) const;

  /// When an occurrence of the job was last claimed.
  std::optional<Utc> last(std::string_view job) const;

  /// An occurrence that was claimed did not happen after all.
  void mark_missed(const Occurrence& occurrence);

  /// Until when every job has been seen to, as far as it was written down.
  std::optional<Utc> horizon() const;
  void advance(Utc horizon);

  /// Another number once anything in the file has been written or undone, by whomever.
  std::int64_t version() const;

  /// The late ones that nobody has been told of yet, earliest first; from then on they count as told.
  std::vector<LateOccurrence> take_late();

  void set_timer(std::string_view feature, std::string_view key, Utc due, std::string_view payload);
  void cancel_timer(std::string_view feature, std::string_view key);

  /// Up to `limit` timers due at `now`, earliest first.
  std::vector<Timer> due(Utc now, int limit) const;
  std::optional<Utc> next_due() const;
  void drop(std::int64_t id);

  /// Each sort of timer that is set: the feature, and its key up to the first slash.
  struct TimerSort {
    std::string feature;
    std::string kind;
  };
  std::vector<TimerSort> timer_sorts() const;
  void drop_all(const TimerSort& sort);
  void postpone(std::int64_t id, Utc due);

  static constexpr std::chrono::days kept{40};  // For occurrences; timers stay until they have run.
  void purge(Utc before);

 private:
  Database& database_;
};

}  // namespace banwei::storage
