// What the admins, and of a class group its counsellors, are told when it is the bot or its gateway that fails.
// Invariant: a report names a group and an hour, never a person or what anybody said.
#pragma once

#include <string>
#include <vector>

#include "bot/breakers.h"
#include "handlers/actions.h"
#include "handlers/common/zone.h"
#include "storage/members.h"
#include "storage/schedule.h"

namespace banwei {

class AdminReports {
 public:
  AdminReports(storage::Members& members, storage::Schedule& schedule, const Zone& zone)
      : members_(members), schedule_(schedule), zone_(zone) {}

  /// Sends come to nothing, in one group or everywhere.
  Reply breaker_opened(const BreakerOpened& opened, Utc now);

  /// The gateway says "sent" and gives no id that would show it; `same`: always one and the same. Once a day.
  Reply doubtful_ids(const std::string& account, bool same, Utc now);

  /// A message could not be processed. Once a day.
  Reply dead_letter(Utc now);

 private:
  bool first_today(const std::string& job, Utc now);
  Reply tell(const std::vector<Person>& people, const std::string& words) const;

  storage::Members& members_;
  storage::Schedule& schedule_;
  const Zone& zone_;
};

}  // namespace banwei
