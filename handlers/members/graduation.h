// 毕业归档 2017级: classes that are over end one after the other, once whoever looks after them has read what that
// does. Invariant: before the first ends, a table of who was in them is theirs; a turn ends one class; what was
// recorded stays as long as its time is, and the counts of past days with it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "handlers/members/moves.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/schedule.h"

namespace banwei::members {

class Graduation {
 public:
  Graduation(storage::Members& members, storage::Leaves leaves, storage::Questions& questions,
             storage::Schedule& schedule)
      : members_(members), questions_(questions), schedule_(schedule), moves_(members, leaves) {}

  Reply offer(const Context& call, std::string what);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

  /// Ends the class of that number.
  Reply end(std::int64_t class_id, const std::string& payload, const Moment& now);

 private:
  std::vector<Class> meant(const Context& call, const std::string& what) const;
  Reply answer(const Context& call, const storage::Question& asked, bool yes);
  void hand_over(Reply& reply, const Context& call, std::vector<Class> classes) const;

  storage::Members& members_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  Moves moves_;
};

}  // namespace banwei::members
