// What makes a gateway's answers doubtful: ids that bear no send out, reactions that it refuses.
// Invariant: sends go on in any case, and no breaker opens; whether anything arrives is for people to see.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "bot/gateway/gateway.h"

namespace banwei {

class GatewayDoubts {
 public:
  /// What the ids that a gateway gives to our messages are worth. With one and the same for all it may send nothing;
  /// with none from the first on (0, -1, none at all) nobody can tell.
  enum class Ids { good, same, none };
  Ids ids(const std::string& account) const;

  struct Belief {
    bool good = true;
    bool lost_now = false;  // From now on the gateway's "sent" is not believed: its ids do not bear it out.
  };
  Belief believe(const CallResult& result, const std::string& account);

  /// What became of a reaction; whether the account reacts no more from now on.
  bool on_reaction(const std::string& account, Outcome outcome, Utc now);

  /// The gateway has refused three in a row: until the line comes up again, and for six hours at most.
  bool reacts(const std::string& account, Utc now) const;

  void on_link_up(const std::string& account) { refusals_.erase(account); }

  /// "same_ids", "no_ids", "no_reactions".
  std::vector<std::string> all(const std::string& account, Utc now) const;

 private:
  /// The ids of the messages that an account has sent.
  struct Proof {
    std::string last = {};
    std::uint64_t tag = 0;  // The call it came for: a turn that is tried again sees it twice.
    bool any = false;       // One was worth something.
    int doubtful = 0;       // So many in a row are worth nothing.
  };
  struct Refusals {
    int refused = 0;  // So many in a row were refused.
    Utc off_until{};
  };

  std::map<std::string, Proof> proofs_;  // These all go by account.
  std::map<std::string, Refusals> refusals_;
};

}  // namespace banwei
