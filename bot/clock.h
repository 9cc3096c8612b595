// The only place that reads a clock: wall time for deadlines and lateness, steady time for pace and time-outs.
// Invariant: nothing else in the tree calls ::now().
#pragma once

#include <time.h>

#include <atomic>
#include <chrono>

#include "storage/types.h"

namespace banwei {

inline constexpr std::chrono::minutes clock_slack{2};  // Our clock and the platform's may differ by so much.

class Clock {
 public:
  using Steady = std::chrono::steady_clock::time_point;
  virtual ~Clock() = default;
  virtual Utc wall() const = 0;
  virtual Steady steady() const = 0;

  /// Since the machine started, its sleep included: what wall() is held against.
  virtual std::chrono::seconds uptime() const {
    return std::chrono::floor<std::chrono::seconds>(steady().time_since_epoch());
  }

  /// How far wall() was moved on purpose. Any other jump is doubted.
  virtual std::chrono::seconds moved() const { return std::chrono::seconds{0}; }
};

/// The machine's clocks; wall() can be moved, which the sandbox uses to play a day in minutes.
class SystemClock final : public Clock {
 public:
  Utc wall() const override {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()) + offset_.load();
  }
  Steady steady() const override { return std::chrono::steady_clock::now(); }
  std::chrono::seconds uptime() const override {
    timespec since_boot{};
    clock_gettime(CLOCK_BOOTTIME, &since_boot);
    return std::chrono::seconds{since_boot.tv_sec};
  }
  std::chrono::seconds moved() const override { return offset_; }
  void move(std::chrono::seconds by) { offset_ = offset_.load() + by; }

 private:
  std::atomic<std::chrono::seconds> offset_{std::chrono::seconds{0}};
};

}  // namespace banwei
