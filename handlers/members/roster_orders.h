// What a counsellor says of his roster in plain words: somebody left, came or is written wrongly.
// Invariant: it is shown first and done after a yes, of a class that the speaker looks after then.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/members/move_requests.h"
#include "handlers/members/roster_talk.h"
#include "storage/stores.h"
#include "storage/suspensions.h"

namespace banwei::members {

class RosterOrders {
 public:
  /// `moves` asks for whom it is to take out.
  RosterOrders(storage::Stores& stores, MoveRequests& moves)
      : stores_(stores),
        members_(stores.members),
        questions_(stores.questions),
        moves_(moves),
        suspensions_(stores.database, stores.members) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  std::optional<Interpretation> listen_answer(const Utterance& said, const Context& context);

 private:
  std::optional<std::string> own_class(const Context& call, const std::string& word) const;
  std::vector<Person> meant(const Context& call, const std::string& who) const;
  std::vector<Person> suspended(const Context& call, const std::string& who) const;
  bool is_another(const std::string& number, const std::string& name) const;
  Reply add(const Context& call, const RosterTalk& talk);
  Reply bring_back(const Context& call, const Person& person);
  Reply correct(const Context& call, const RosterTalk& talk);
  Reply ask(const Context& call, std::string_view kind, std::string payload, const std::string& words);
  Reply answer(const Context& call, const storage::Question& asked, bool yes);

  std::string change(const Context& call, const storage::Question& asked, const Class& klass, const std::string& number,
                     const std::string& to);

  storage::Stores& stores_;
  storage::Members& members_;
  storage::Questions& questions_;
  MoveRequests& moves_;
  storage::Suspensions suspensions_;
};

}  // namespace banwei::members
