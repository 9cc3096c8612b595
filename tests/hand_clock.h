// The clock of every test without threads: it stands until a hand moves it.
#pragma once

#include "bot/clock.h"

namespace banwei::tests {

class HandClock final : public Clock {
 public:
  /// 2020-03-11 07:40 in Shanghai, unless told otherwise.
  explicit HandClock(Utc wall = Utc{std::chrono::seconds{1'583'883'600}}) : wall_(wall) {}

  Utc wall() const override { return wall_; }
  Steady steady() const override { return steady_; }
  std::chrono::seconds moved() const override { return moved_; }

  /// Time passes, for the wall and for everything that is measured.
  void pass(std::chrono::seconds by) {
    wall_ += by;
    steady_ += by;
  }
  void set(Utc to) { pass(to - wall_); }

  /// The wall alone goes wrong, or right again.
  void jump(std::chrono::seconds by) { wall_ += by; }

  /// Somebody moves the wall, and says so.
  void move(std::chrono::seconds by) {
    jump(by);
    moved_ += by;
  }

 private:
  Utc wall_;
  Steady steady_{};
  std::chrono::seconds moved_{0};
};

}  // namespace banwei::tests
