// 移除 and 转入 in the chat: a counsellor says who, reads what that would do, and says yes.
// Invariant: nothing is changed before the yes, and nothing of a class that the speaker does not look after then.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "handlers/feature.h"
#include "handlers/members/moves.h"
#include "storage/stores.h"

namespace banwei::members {

class MoveRequests {
 public:
  explicit MoveRequests(storage::Stores& stores)
      : members_(stores.members),
        questions_(stores.questions),
        audit_(stores.audit),
        moves_(stores.members, stores.leaves),
        suspensions_(stores.database, stores.members) {}

  Reply remove(const Context& call, std::string who);
  Reply suspend(const Context& call, const std::string& who);
  Reply transfer(const Context& call, std::string who_and_where);

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  /// The people that the words name, or the sentence that says whom they do not.
  std::variant<std::vector<Person>, std::string> people_in(const Context& call,
                                                           const std::vector<std::string>& words) const;
  Reply ask(const Context& call, std::string_view kind, const std::vector<Person>& people, std::int64_t to_class,
            const std::string& words);
  Reply answer(const Context& call, const storage::Question& asked, bool yes);
  std::string names(const std::vector<Person>& people) const;

  storage::Members& members_;
  storage::Questions& questions_;
  storage::Audit& audit_;
  Moves moves_;
  storage::Suspensions suspensions_;
};

}  // namespace banwei::members
