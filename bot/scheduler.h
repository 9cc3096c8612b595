// What is due now, once: the features' timers and daily acts, and the house's own purges.
// Invariant: an occurrence is claimed in the same transaction as what it does, so it happens once whatever the clock
// does.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/stores.h"

namespace banwei {

class Scheduler {
 public:
  Scheduler(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone);

  /// Carries one act out in a savepoint of its own, so that a failing one takes no other with it.
  using Step = std::function<void(const std::string& name, const std::function<Reply()>& act)>;

  /// Runs what is due at `now`.
  void run(Utc now, const Step& step);

 private:
  storage::Stores& stores_;
  std::span<Feature* const> features_;
  const Zone& zone_;
  std::vector<std::pair<std::string, DailySchedule>> daily_;  // title and act
};

}  // namespace banwei
