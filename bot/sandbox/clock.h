// The sandbox's clock: the machine's, on the minute, and it can be moved ahead.
// Invariant: wall() stands at whole minutes, so that a saved conversation, which knows minutes, replays to the same
// words.
#pragma once

#include "bot/clock.h"

namespace banwei::sandbox {

class SandboxClock final : public Clock {
 public:
  Utc wall() const override { return std::chrono::floor<std::chrono::minutes>(clock_.wall()); }
  Steady steady() const override { return clock_.steady(); }
  std::chrono::seconds uptime() const override { return clock_.uptime(); }
  std::chrono::seconds moved() const override { return clock_.moved(); }
  void move_to(Utc moment) { clock_.move(moment - clock_.wall()); }  // It stands at the minute's first second then.

 private:
  SystemClock clock_;
};

}  // namespace banwei::sandbox
