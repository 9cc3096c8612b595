// What a reply comes to: volatile calls, rows of the outbox, and facts for the features, in the step that is running.
// Invariant: every alternative of Action has an overload here, so that a new one does not compile until it has.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "bot/ack.h"
#include "bot/attempt.h"
#include "bot/contacts.h"
#include "bot/links.h"
#include "bot/outbox.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"

namespace banwei {

class Replies {
 public:
  Replies(std::span<Feature* const> features, const Zone& zone, Outbox& outbox, Contacts& contacts, const Links& links)
      : features_(features), zone_(zone), outbox_(outbox), contacts_(contacts), links_(links) {}

  /// `answered`: the message that the reply answers, if any; reactions and spoken words have no other place.
  void apply(const Reply& reply, const Message* answered, Attempt& attempt) { apply(reply, answered, attempt, 0); }

  /// Tells the features, in a step of its own.
  void tell(const Fact& fact, Attempt& attempt);

  /// Tells the features what became of words that said what they were about.
  void tell_fate(const storage::OutboxMessage& entry, Attempt& attempt);

  /// From the next message on.
  void acknowledge(Ack how) { ack_ = how; }

  /// What features may count on: their reactions are seen where the platform reacts, and wherever they are put into
  /// words.
  Capabilities can(const std::string& account, Utc now) const;

 private:
  /// What one reply answers, and what it has led to so far.
  struct Applied {
    const Message* answered;
    std::vector<Fact> facts;
    Attempt& attempt;
    std::vector<const HandOver*> pages = {};  // Of the workbook that is being handed over.

    /// The group in which this person has just spoken; "" when it is another who is answered, or in private.
    std::string room_of(const Person& person) const {
      const bool here = answered != nullptr && answered->place == Place::group && answered->user == person.account;
      return here ? answered->room : "";
    }
  };
  void apply(const Reply& reply, const Message* answered, Attempt& attempt, int depth);
  void apply(const React& react, Applied& applied) const;
  void apply(const Say& say, Applied& applied) const;
  void apply(const Whisper& whisper, Applied& applied);
  void apply(const Post& post, Applied& applied);
  void apply(const Retract& retract, Applied& applied);
  static void apply(const JoinGroup& join, Applied& applied);
  static void apply(const HandOver& page, Applied& applied);
  static void apply(const ListMembers& list, Applied& applied);
  static void apply(const FetchFile& fetch, Applied& applied);
  void hand_over(Applied& applied);
  Capabilities platform(const std::string& account, Utc now) const;

  std::span<Feature* const> features_;
  const Zone& zone_;
  Outbox& outbox_;
  Contacts& contacts_;
  const Links& links_;
  Ack ack_ = Ack::automatic;
};

/// Words into the room where the message was said.
OutgoingCall say(const Message& message, const Content& content);

}  // namespace banwei
