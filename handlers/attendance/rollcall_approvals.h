// What waits for somebody's word in a roll call: leave for whoever called, a sign-in on behalf for its person.
// Invariant: neither counts before that word; who may not call the class any more gives no leave in it.
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

  /// Asks the owner about the first who still waits for leave, unless he is being asked already.
  Reply ask_for_leave(const RollCall& rollcall, const Moment& now);

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  Reply settle(const Context& call, const storage::Question& question, bool yes);
  /// Asks until midnight; the payload says which roll call and whose mark.
  void ask(const Person& whom, std::string_view kind, const RollCall& rollcall, const Person& about, const Moment& now);

  RollBook& book_;
  const storage::Members& members_;
  storage::RollCalls& calls_;
  storage::Questions& questions_;
  const Zone& zone_;
};

}  // namespace banwei::attendance
