// Preloaded into the bot: a disk that takes nothing to heart (BANWEI_FORGETS), and the clocks of a Bend (BANWEI_BEND).
// Invariant: without these variables every call does what it does without the shim.
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/fault/bent.h"

namespace {

constexpr std::int64_t second = 1'000'000'000;

bool forgets() {
  static const bool answer = std::getenv("BANWEI_FORGETS") != nullptr;
  return answer;
}

const banwei::fault::Bend* bend() {
  static const char* const path = std::getenv("BANWEI_BEND");
  static const banwei::fault::Bend* const mapped = path == nullptr ? nullptr : banwei::fault::map_bend(path, false);
  return mapped;
}

std::int64_t count(const timespec& time) { return time.tv_sec * second + time.tv_nsec; }
timespec time_of(std::int64_t count) { return {count / second, count % second}; }

}  // namespace

extern "C" {

int fdatasync(int file) { return forgets() ? 0 : static_cast<int>(syscall(SYS_fdatasync, file)); }
int fsync(int file) { return forgets() ? 0 : static_cast<int>(syscall(SYS_fsync, file)); }

int clock_gettime(clockid_t clock, timespec* time) noexcept {
  const auto result = static_cast<int>(syscall(SYS_clock_gettime, clock, time));
  const bool wall = clock == CLOCK_REALTIME;
  const bool bends = wall || clock == CLOCK_MONOTONIC || clock == CLOCK_BOOTTIME;
  if (result != 0 || !bends || bend() == nullptr) return result;
  timespec steady{};
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &steady);
  *time = time_of(count(*time) + bend()->gained(count(steady)) + (wall ? bend()->ahead.load() : 0));
  return 0;
}

/// Asio's timers are spans; those of a clock that hurries are shorter.
int timerfd_settime(int file, int flags, const itimerspec* wanted, itimerspec* before) noexcept {
  itimerspec now = *wanted;
  if (bend() != nullptr && (flags & TFD_TIMER_ABSTIME) == 0) {
    now.it_value = time_of((count(wanted->it_value) + bend()->rate - 1) / bend()->rate);
    now.it_interval = time_of(count(wanted->it_interval) / bend()->rate);
  }
  return static_cast<int>(syscall(SYS_timerfd_settime, file, flags, &now, before));
}

}  // extern "C"
