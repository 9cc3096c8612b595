// Takes a message to the one feature that answers it, or to silence.
// Invariant: understanding writes nothing; permission, place and cost are checked here once, from the command's own
// data.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bot/composition.h"
#include "bot/guards.h"
#include "bot/lexicon.h"
#include "bot/listening.h"
#include "bot/scopes.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/switching.h"
#include "storage/members.h"

namespace banwei {

class Router {
 public:
  Router(std::span<Feature* const> features, storage::Members& members, storage::Outbox& outbox, const Zone& zone);

  /// Whether the bot listens at all: people of the roster, and class groups.
  static bool listens(const Message& message, const Context& context);

  /// What the message means to whom, in its order; empty when no feature claims it.
  std::vector<Choice> understand(const Message& message, const Context& context) const;

  /// What each listener makes of the whole message, the router's choice left aside.
  std::vector<Choice> readings(const Message& message, const Context& context) const;

  Context context(const Message& message, Capabilities can, Utc now) const;

  /// Whether the speaker may have it; `denied` is told, and only to somebody who asked for it by its own word.
  static Verdict verdict(const Choice& choice, const Context& context);

  /// Whether the class of the group does without the feature that is meant.
  bool switched_off(const Choice& choice, const Context& context) const;

  /// The answer, and what it costs its speaker. `hold` asks to keep the message until its sender is in the roster.
  struct PricedReply {
    Reply reply;
    int cost = 0;
    bool hold = false;
    bool hurried = false;                   // Something is left out, or a warning, for the speaker's budget is spent.
    std::vector<const Choice*> acted = {};  // Those that were allowed, and carried out.
  };
  PricedReply answer(const Message& message, const Context& context, std::span<const Choice> choices,
                     const std::optional<Concern>& concern, const TokenBucket& budget) const;

  /// Whether the message speaks of somebody in need, whatever else it says. Whose whole message is an order by its own
  /// word is not asked, unless it is refused: a notice may speak of anything.
  std::optional<Concern> concern(const Message& message, const Context& context, std::span<const Choice> choices) const;

  /// Every listener of the list.
  const std::vector<Ear>& ears() const { return ears_; }

  const Lexicon& lexicon() const { return lexicon_; }

 private:
  Utterance quoting(const Message& message) const;
  class Answering;
  Reply unclaimed(Answering& turn) const;
  Reply act(const Choice& choice, const std::optional<Concern>& concern, Answering& turn) const;
  static PricedReply answer_stranger(const Message& message, const Context& context, std::span<const Choice> choices,
                                     const TokenBucket& budget);
  std::optional<Choice> by_command(const Utterance& said, const Context& context, const std::optional<Choice>& best,
                                   bool whole) const;

  std::span<Feature* const> features_;
  storage::Members& members_;
  storage::Outbox& outbox_;
  const Zone& zone_;
  Lexicon lexicon_;
  std::vector<Ear> ears_;
  Feature* talker_ = nullptr;             // Who has words for what nobody claims.
  const Switching* switching_ = nullptr;  // Who knows what a class does without.
  mutable Scopes scopes_;
};

/// The words of a message made ready: mentions and quotes taken out, the bot's own @ noted.
Utterance utterance(const Message& message);

}  // namespace banwei
