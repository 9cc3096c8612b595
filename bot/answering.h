// What comes of one message that was not heard before: understood, answered, and somebody in need cared for.
// Invariant: the answer and the care are two steps, so that a fault of the one takes nothing from the other.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bot/attempt.h"
#include "bot/explanation.h"
#include "bot/guards.h"
#include "bot/replies.h"
#include "bot/router.h"
#include "storage/stores.h"

namespace banwei {

class Answering {
 public:
  Answering(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Replies& replies)
      : inbox_(stores.inbox),
        audit_(stores.audit),
        members_(stores.members),
        replies_(replies),
        router_(features, stores.members, stores.outbox, zone) {}

  /// What came of a message. `said` is the volatile part of the answer, as it stands beside the message's mark.
  struct Answered {
    bool fine = true;  // When false, it failed, and that is to be said.
    std::string said = {};
  };
  Answered answer(const Message& message, Attempt& attempt);

  /// From the next message on. Without one nothing is explained.
  void show(Witness witness) { witness_ = std::move(witness); }

  /// After the commit only.
  void charge(const std::vector<std::pair<std::string, int>>& charges, Utc now);

  const Router& router() const { return router_; }
  std::uint64_t crowded_out() const { return crowded_out_; }  // Held messages that went for newer ones.

 private:
  std::string respond(const Message& message, const Context& context, std::span<const Choice> choices,
                      const std::optional<Concern>& concern, Attempt& attempt, Aftermath& after,
                      std::optional<Say>& aside);

  void audit(const Choice& choice, const Context& context);

  storage::Inbox& inbox_;
  storage::Audit& audit_;
  storage::Members& members_;
  Replies& replies_;
  Router router_;
  TokenBucket budget_;
  Witness witness_;
  std::uint64_t crowded_out_ = 0;
};

}  // namespace banwei
