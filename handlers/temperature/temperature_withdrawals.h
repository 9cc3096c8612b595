// A reading is taken back: by 撤回, or after its message was recalled and its person said yes.
// Invariant: a fever stays, and of one recalled reading is asked once.
#pragma once

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/readings.h"
#include "storage/schedule.h"

namespace banwei::temperature {

/// The kind of the question whether what was recalled is to be taken back.
inline constexpr auto recall_question = "recall";

class Withdrawals {
 public:
  Withdrawals(const storage::Members& members, storage::Readings& readings, storage::Questions& questions,
              storage::Schedule& schedule, const Zone& zone)
      : members_(members), readings_(readings), questions_(questions), schedule_(schedule), zone_(zone) {}

  Reply withdraw(const Context& call);
  Reply recalled(const Recall& recall, const Moment& now);
  Reply answer(const Context& call, const storage::Question& question, bool yes);

 private:
  Reply withdraw(const storage::Reading& reading, const Moment& now);

  const storage::Members& members_;
  storage::Readings& readings_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const Zone& zone_;
};

}  // namespace banwei::temperature
