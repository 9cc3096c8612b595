// What a counsellor says of his roster in plain words: somebody left, came or is written wrongly.
// Invariant: it is shown first and done after a yes, of a class that the speaker looks after then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/members/move_requests.h"
#include "handlers/members/roster_talk.h"
#include "storage/members.h"
#include "storage/questions.h"

namespace banwei::members {

class RosterOrders {
 public:
  /// `moves` asks for whom it is to take out.
  RosterOrders(storage::Members& members, storage::Questions& questions, MoveRequests& moves)
      : members_(members), questions_(questions), moves_(moves) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  std::optional<Interpretation> listen_answer(const Utterance& said, const Context& context);

 private:
  std::vector<Person> meant(const Context& call, const std::string& who) const;
  Reply add(const Context& call, const RosterTalk& talk);
  Reply rename(const Context& call, const RosterTalk& talk);
  Reply ask(const Context& call, std::string_view kind, std::string payload, const std::string& words);
  Reply answer(const Context& call, const storage::Question& asked, bool yes);

  storage::Members& members_;
  storage::Questions& questions_;
  MoveRequests& moves_;
};

}  // namespace banwei::members
