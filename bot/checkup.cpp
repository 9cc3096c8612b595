#include "bot/checkup.h"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include "storage/upkeep.h"

namespace banwei {

namespace {

constexpr std::chrono::minutes night{3 * 60 + 40};     // The day's purge is over, and hardly anybody writes.
constexpr std::chrono::minutes settled{10};            // A start after that hour waits so long.
constexpr std::uintmax_t room_beside_copy = 64 << 20;  // In bytes; a copy is written twice, as it is and packed.

}  // namespace

Checkup::Checkup(const std::string& database, const Nights& nights, const Zone& zone, Log& log, Found found)
    : database_(database),
      nights_(nights.most),
      oldest_(nights.oldest),
      zone_(zone),
      log_(log),
      found_(std::move(found)) {
  struct stat file {};
  if (stat(nightly_backup(database_).c_str(), &file) == 0)
    last_ = night_of(Utc{std::chrono::seconds{file.st_mtim.tv_sec}});
}

Checkup::~Checkup() {
  stop();
  wait();
}

/// A night lasts until the next one begins.
Day Checkup::night_of(Utc when) const { return zone_.at(when - night).day(); }

void Checkup::tick(Utc now, Clock::Steady steady) {
  if (!first_tick_) first_tick_ = steady;
  if (last_ == night_of(now) || steady - *first_tick_ < settled) return;
  last_ = night_of(now);
  begin(now);
}

void Checkup::begin(Utc now) {
  if (stopped_ || running_.exchange(true)) return;
  wait();  // The last one has ended.
  worker_ = std::thread([this, now] {
    look_over(now);
    running_ = false;
  });
}

void Checkup::stop() { stopped_ = true; }

void Checkup::wait() {
  if (worker_.joinable()) worker_.join();
}

void Checkup::look_over(Utc now) {
  const auto enough = [this] { return stopped_.load(); };
  try {
    if (room()) {
      const auto rows = back_up_night(database_, {.most = nights_, .oldest = oldest_}, now, enough);
      return log_.info("the database is sound and backed up", {{"rows", rows}});
    }
    log_.warning("there is no room for the night's backup: make room on the database's disk");
  } catch (const std::exception& error) {
    if (stopped_) return;
    log_.error("the night's backup failed, and the last one stays", {{"why", std::string_view(error.what())}});
  }
  // A copy may also fail for itself: what counts is the file.
  try {
    storage::Database database(database_, storage::Database::Access::read);
    const auto verdict = storage::integrity_check(database, enough);
    if (verdict.value_or("ok") != "ok") found_(storage::damage(*verdict));
  } catch (const storage::Error& error) {
    if (error.file() == storage::FileState::damaged) found_(error);
  } catch (const std::exception& error) {
    log_.error("the database could not be looked over", {{"why", std::string_view(error.what())}});
  }
}

bool Checkup::room() const {
  struct stat file {};
  struct statvfs disk {};
  if (stat(database_.c_str(), &file) != 0 || statvfs(database_.c_str(), &disk) != 0) return false;
  return static_cast<std::uintmax_t>(disk.f_bavail) * disk.f_frsize >
         2 * static_cast<std::uintmax_t>(file.st_size) + room_beside_copy;
}

}  // namespace banwei
