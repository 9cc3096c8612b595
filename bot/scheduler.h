// What is due now, once: the features' timers and jobs, and the purge of the night.
// Invariant: an occurrence is claimed in the same transaction as what it does, so it happens once whatever the clock
// does; what a gap swallowed runs late, once, or is listed as missed and told.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/retention.h"
#include "handlers/switching.h"
#include "storage/stores.h"

namespace banwei {

/// The sorts of timers in the file that no feature lists: a newer banwei may have set them.
std::vector<storage::Schedule::TimerSort> undeclared_timers(const storage::Schedule& schedule,
                                                            std::span<Feature* const> features);

class Scheduler {
 public:
  Scheduler(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone,
            RetentionSettings retention = {});

  /// Runs one job in a savepoint of its own, so that a failing one takes no other with it; whether it did.
  using Step = std::function<bool(const std::string& name, const std::function<Reply()>& act)>;

  /// Runs what is due at `now`; while that is doubtful, only what is urgent.
  void run(Utc now, const Step& step, bool doubtful = false);

  /// The night's purge of what is kept long enough, which needs nobody to talk to: one slice after another until
  /// `enough` says so, one at least, and on from there the next time. Whether something may have been deleted.
  bool purge(Utc now, const Step& step, const std::function<bool()>& enough);

  /// Of settings read anew: another order of the day may have come with them.
  void retain(RetentionSettings retention) {
    retention_ = std::move(retention);
    listed_.reset();
  }

 private:
  /// What was true when the jobs of the day were last listed: until something is written or one falls due, another
  /// list would be the same.
  struct Listed {
    std::int64_t version = 0;  // Of the file, once all that fell due had been done.
    Utc from{};
    Utc next{};  // When a job falls due, or the next day begins.
  };

  bool purge_house(Utc now, const Step& step);
  bool purge_sort(const std::string& job, const Retention& sort, Utc now, const Step& step,
                  const std::function<bool()>& enough);
  Utc horizon(Utc now);
  void run_timers(const Moment& now, const Step& step, bool doubtful);
  bool run_acts(Utc since, const Moment& now, const Step& step, Utc& next);
  bool lists_the_same(Utc now) const;

  /// Without what the feature would say in groups that do without it.
  Reply unless_off(const Feature& feature, Reply reply) const;

  storage::Stores& stores_;
  std::span<Feature* const> features_;
  const Zone& zone_;
  RetentionSettings retention_;
  std::optional<Listed> listed_;
  const Switching* switching_ = nullptr;  // who knows what a class does without
  std::pair<std::string, int> slices_;    // The sort that is being purged, and how many slices of it have gone.
};

}  // namespace banwei
