// What waits for somebody's word in a roll call: a sign-in on behalf, for its person.
// Invariant: it does not count before that word.
#pragma once

#include <optional>
#include <string_view>

#include "handlers/attendance/roll_book.h"
#include "storage/questions.h"

namespace banwei::attendance {

class Approvals {
 public:
  Approvals(RollBook& book, const storage::Members& members, storage::RollCalls& calls, storage::Questions& questions,
            const Zone& zone)
      : book_(book), members_(members), calls_(calls), questions_(questions), zone_(zone) {}

  /// Asks the person whether somebody else's word for him is true.
  Reply ask_whether_here(const Person& person, const Person& by, const RollCall& rollcall, const Moment& now);

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  Reply decide(const Context& call, const storage::Question& question, bool yes);

  RollBook& book_;
  const storage::Members& members_;
  storage::RollCalls& calls_;
  storage::Questions& questions_;
  const Zone& zone_;
};

}  // namespace banwei::attendance
