// The class's side of a roll call: which one an answer belongs to, and what comes of it.
// Invariant: an answer belongs to one roll call, and whether it is in time is judged by when it was sent.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/attendance/roll_book.h"
#include "handlers/attendance/rollcall_approvals.h"
#include "handlers/attendance/signin_grammar.h"
#include "handlers/common/rosters.h"
#include "storage/schedule.h"

namespace banwei::attendance {

class Answers {
 public:
  Answers(RollBook& book, Approvals& approvals, const storage::Members& members, const storage::RollCalls& calls,
          storage::Schedule& schedule)
      : book_(book), approvals_(approvals), members_(members), calls_(calls), schedule_(schedule) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  struct RollCallAnswer {
    RollCall rollcall;
    SignIn said;
    bool lacks_password = false;
  };
  std::optional<RollCall> quoted_by(const Utterance& said, const Context& context) const;
  std::optional<RollCallAnswer> understand(const Utterance& said, const std::optional<RollCall>& quoted,
                                           const Context& context);
  std::optional<RollCallAnswer> choose(const std::vector<RollCall>& calls, SignIn said, bool plainly,
                                       bool knows_password, const Context& context) const;
  Reply on_answer(const Context& call, const RollCallAnswer& answer);
  Reply sign_in(const Context& call, const RollCall& rollcall, Mark::Status status);
  Reply on_behalf(const Context& call, const RollCallAnswer& answer);
  Reply pass_on(const Context& call, const RollCall& rollcall);
  Reply hint(const Context& call, const RollCall& rollcall, std::string_view about, std::string words);

  RollBook& book_;
  Approvals& approvals_;
  const storage::Members& members_;
  const storage::RollCalls& calls_;
  storage::Schedule& schedule_;
  Rosters rosters_{members_};
};

}  // namespace banwei::attendance
