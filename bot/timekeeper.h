// What time it is for the desk: what the wall's clock shows, unless that has jumped.
// Invariant: a jump that nobody made on purpose changes nothing until it has held for ten minutes; meanwhile time goes
// on from what was believed before.
#pragma once

#include <chrono>
#include <optional>

#include "bot/clock.h"
#include "bot/log.h"

namespace banwei {

class Timekeeper {
 public:
  static constexpr std::chrono::hours believable{1};  // A jump of less is one that clocks make.
  static constexpr std::chrono::minutes holds_for{10};

  Timekeeper(const Clock& clock, Log& log);

  /// `last`: an instant that has certainly passed, as the file knows it. A wall over a day before it is doubted.
  void start(std::optional<Utc> last);

  Utc time();
  Clock::Steady steady() const { return clock_.steady(); }

  /// The wall has jumped and is not believed yet.
  bool doubts() const { return doubt_.has_value(); }

  /// Somebody who can look at a clock says that the wall is right.
  void believe();

 private:
  std::chrono::seconds lead() const;
  void believe(std::chrono::seconds lead);

  struct Doubt {
    std::chrono::seconds lead;
    std::chrono::seconds since;  // By uptime.
  };

  const Clock& clock_;
  Log& log_;
  std::chrono::seconds believed_;  // How far wall() was ahead of uptime, moves left out.
  std::chrono::seconds moved_;
  std::optional<Doubt> doubt_;
};

}  // namespace banwei
