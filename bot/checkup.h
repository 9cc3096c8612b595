// Looks the whole database over each night, on a worker's thread and on a copy, which is then the newest of the nights'
// backups.
// Invariant: the file itself is only read, in one short transaction; what was not found sound replaces no backup.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "bot/backup.h"
#include "bot/clock.h"
#include "bot/log.h"
#include "handlers/common/zone.h"
#include "storage/database.h"

namespace banwei {

class Checkup {
 public:
  /// Called on the worker's thread.
  using Found = std::function<void(const storage::Error& damage)>;

  Checkup(const std::string& database, const Nights& nights, const Zone& zone, Log& log, Found found);
  Checkup(const Checkup&) = delete;
  Checkup& operator=(const Checkup&) = delete;
  ~Checkup();  // Ends what runs.

  /// From the next night on; by any thread.
  void keep_for(std::chrono::days oldest) { oldest_ = oldest; }

  /// Begins when a night's was not made yet and the bot has run for a while.
  void tick(Utc now, Clock::Steady steady);

  void begin(Utc now);  // Does nothing while one runs.
  void stop();          // What runs ends soon, and nothing begins any more.
  void wait();          // It returns when what runs has ended.

 private:
  void look_over(Utc now);
  bool room() const;
  Day night_of(Utc when) const;

  const std::string database_;
  const int nights_;
  std::atomic<std::chrono::days> oldest_;
  const Zone& zone_;
  Log& log_;
  const Found found_;
  std::optional<Clock::Steady> first_tick_;
  std::optional<Day> last_;  // The night of the last one.
  std::atomic<bool> running_ = false;
  std::atomic<bool> stopped_ = false;
  std::thread worker_;
};

}  // namespace banwei
