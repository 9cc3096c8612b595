// What is due now, once: the features' timers and acts, and the house's own purges.
// Invariant: an occurrence is claimed in the same transaction as what it does, so it happens once whatever the clock
// does; what a gap swallowed runs late, once, or is listed as missed and told.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/stores.h"

namespace banwei {

/// The sorts of timers in the file that no feature lists: a newer banwei may have set them.
std::vector<storage::Schedule::TimerSort> undeclared_timers(const storage::Schedule& schedule,
                                                            std::span<Feature* const> features);

class Scheduler {
 public:
  Scheduler(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone);

  /// Carries one act out in a savepoint of its own, so that a failing one takes no other with it; whether it did.
  using Step = std::function<bool(const std::string& name, const std::function<Reply()>& act)>;

  /// Runs what is due at `now`; while that is doubtful, only what is urgent.
  void run(Utc now, const Step& step, bool doubtful = false);

  /// The house's own purges, which need nobody to talk to. Whether something may have been deleted.
  bool purge(Utc now, const Step& step);

 private:
  Utc horizon(Utc now);
  void run_timers(const Moment& now, const Step& step, bool doubtful);
  bool run_acts(Utc since, const Moment& now, const Step& step);

  storage::Stores& stores_;
  std::span<Feature* const> features_;
  const Zone& zone_;
};

}  // namespace banwei
