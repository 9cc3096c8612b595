// Who can be whispered to: what friend lists, private words and refusals tell of people's reach.
// Invariant: a group never sees why somebody is asked for friendship; whoever of the staff comes into reach is a fact.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bot/outbox.h"
#include "handlers/common/zone.h"
#include "handlers/facts.h"
#include "storage/members.h"
#include "storage/schedule.h"

namespace banwei {

class Contacts {
 public:
  Contacts(storage::Members& members, storage::Schedule& schedule, Links& links, Outbox& outbox, const Zone& zone)
      : members_(members), schedule_(schedule), links_(links), outbox_(outbox), zone_(zone) {}

  Reach reach(const std::string& person) const { return members_.reach(person); }

  /// `person` was heard as a friend of `account`.
  std::vector<Fact> befriended(const std::string& account, const std::string& person, Utc now);

  /// A list of friends came, whole or empty: who is in no line's list is a stranger, unless he was just heard as a
  /// friend; without a list nobody is, and what was refused before may be tried again.
  std::vector<Fact> learn(const std::vector<std::string>& friends, Utc now);

  /// A whisper was refused because its target is no friend; `ask` him to become one.
  void refused(const std::string& account, const std::string& person, bool ask, Utc now);

  /// Somebody out of reach is asked in the class group, once a day and without a value or a reason: a student in his
  /// own, a teacher where he has just spoken.
  void ask_for_friendship(const Person& person, Utc now, const std::string& room = "");

 private:
  void set_reach(const std::string& person, Reach reach, std::vector<Fact>& facts);

  storage::Members& members_;
  storage::Schedule& schedule_;
  Links& links_;
  Outbox& outbox_;
  const Zone& zone_;
  std::map<std::string, Utc> heard_;  // Friends lately heard, whom a list may not know yet.
};

}  // namespace banwei
