// Takes a message to the one feature that answers it, or to silence.
// Invariant: understanding writes nothing; permission, place and price are checked here once, from the command's own
// data.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "bot/clock.h"
#include "bot/guards.h"
#include "bot/lexicon.h"
#include "bot/scopes.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "storage/members.h"

namespace banwei {

class Router {
 public:
  Router(std::span<Feature* const> features, storage::Members& members, storage::Outbox& outbox, const Zone& zone);

  /// Whether the bot listens at all: people of the roster, and class groups.
  static bool listens(const Message& message, const Context& context);

  /// What the message means to whom; nothing when no feature claims it.
  struct Choice {
    const Entry* entry = nullptr;  // whose permission counts
    Understood understood;
    bool asked_for = false;  // by a command's own word: a denial is told
  };
  std::optional<Choice> understand(const Message& message, const Context& context) const;

  Context context(const Message& message, Capabilities can, Utc now) const;

  /// Whether the speaker may have it; `denied` is told, and only to somebody who asked for it by its own word.
  static Verdict verdict(const Choice& choice, const Context& context);

  /// The answer, and what it costs its speaker. `hold` asks to keep the message until its sender is in the roster.
  struct Answer {
    Reply reply;
    int price = 0;
    bool hold = false;
  };
  Answer answer(const Message& message, const Context& context, const std::optional<Choice>& choice,
                const std::optional<Concern>& concern, const Budget& budget, Clock::Steady steady) const;

  /// Whether the message speaks of somebody in need, whatever else it says. Whoever gave an order by its own word is
  /// not asked: a notice may speak of anything.
  std::optional<Concern> concern(const Message& message, const Context& context,
                                 const std::optional<Choice>& choice) const;

  const Lexicon& lexicon() const { return lexicon_; }

 private:
  std::span<Feature* const> features_;
  storage::Members& members_;
  storage::Outbox& outbox_;
  const Zone& zone_;
  Lexicon lexicon_;
  mutable Scopes scopes_;
};

/// The words of a message made ready: mentions and quotes taken out, the bot's own @ noted.
Utterance utterance(const Message& message);

}  // namespace banwei
