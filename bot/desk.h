// The turn: a batch of messages, results and ticks -> one transaction -> commit -> replies.
// Invariant: nothing leaves before COMMIT with synchronous=FULL has returned; what failed leaves no trace but its mark.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bot/ack.h"
#include "bot/catch_up.h"
#include "bot/clock.h"
#include "bot/gateway/gateway.h"
#include "bot/guards.h"
#include "bot/log.h"
#include "bot/outbox.h"
#include "bot/queue.h"
#include "bot/router.h"
#include "bot/scheduler.h"
#include "bot/timekeeper.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/feature.h"
#include "storage/stores.h"

namespace banwei {

/// How the bot behaves among people, whatever it says.
struct Manners {
  QuietHours quiet = {};
  PaceSettings pace = {};
  std::uint32_t seed = 1;  // of the waits' dice
};

class Desk {
 public:
  Desk(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Clock& clock, Gateway& gateway,
       Log& log, const Manners& manners);

  /// Takes up what an earlier run left: sends whose fate nobody knows, and messages of people who have joined since.
  void start();

  /// Processes items from the front until they are done or the turn has lasted long enough, commits, and sends what
  /// came of them; what is left of `items` is for the next turn. False when the file would not take it: nothing was
  /// answered, every item is still there, and the same call may succeed later. On a damaged file the desk stands still
  /// for good: nothing is answered, and what comes is left to the groups' history. Throws nothing.
  bool turn(std::vector<Item>& items);

  /// Whether it was the file that failed and not a fault of ours. Its keepers hear of it, once, past the outbox.
  bool file_failed(const std::exception& error);

  /// Takes up the messages that were held for people who have come into the roster since.
  void welcome();

  /// Records that events never reached the desk.
  void lost(std::uint64_t events);

  /// An admin has looked at the clock.
  void believe_clock() { time_.believe(); }

  /// Reads anew who keeps the bot.
  void know_keepers();

  /// From the next message on.
  void acknowledge(Ack how) { ack_ = how; }
  void keep_quiet(QuietHours at) { quiet_ = at; }

  const Router& router() const { return router_; }
  /// What features may count on: their nods are seen where the platform reacts, and wherever they are put into words.
  Capabilities can(const std::string& account) const;
  /// What is doubtful about an account's gateway: "same_ids", "no_ids", "no_reactions".
  std::vector<std::string> doubts(const std::string& account) const;
  Utc now() { return time_.time(); }
  bool doubts_clock() const { return time_.doubts(); }
  storage::FileState file() const { return file_; }           // as of the last turn
  std::uint64_t crowded_out() const { return crowded_out_; }  // held messages that went for newer ones
  Utc last_commit() const { return last_commit_; }
  std::uint64_t calls() const { return calls_; }                         // handed to the gateway so far
  std::chrono::nanoseconds commit_time() const { return commit_time_; }  // how long the last one took

 private:
  /// What one attempt would send and charge, kept apart until its commit.
  struct Effects {
    std::vector<OutgoingCall> calls;    // volatile, within the budgets
    std::vector<OutgoingCall> parcels;  // durable, and what asks the gateway
    std::vector<std::pair<std::string, int>> charges;

    void take(Effects other);
  };

  void commit(std::vector<Item>& items, std::size_t most, Effects& effects);
  void complain(std::string_view what, std::size_t items, const std::exception& error);
  void stand_still(std::vector<Item>& items);
  void warn_keepers();
  void process(const Item& item, Effects& effects);
  bool dated_well(const Message& message) const;
  void hear(const Message& message, const storage::MessageKey& key, Effects& effects);
  bool heard_by_another(storage::MessageKey key) const;
  Effects respond(const Message& message, const Context& context, std::span<const Choice> choices,
                  const std::optional<Concern>& concern, std::string& said);
  bool answer(const Message& message, Effects& effects, std::string& said);
  void nod(const Message& message, const std::string& emoji, Effects& effects) const;
  void carry_out(const Reply& reply, const Message* answered, Effects& effects, int depth);
  void whisper(const Whisper& whisper);
  void reach(const std::string& account, Reach reach, Effects& effects);
  void ask_for_friendship(const Person& person);
  Capabilities platform(const std::string& account) const;
  void meet(const LinkUp& link, Effects& effects);
  void befriended(const std::string& account, const std::string& person, Effects& effects);
  void learn(const std::vector<std::string>& friends, Effects& effects);
  void settle(const CallResult& result, Effects& effects);
  void tell_fate(const storage::Parcel& parcel, Effects& effects);
  void tell(const Fact& fact, Effects& effects);
  void tell(const Stopped& stopped);
  void disbelieve(const std::string& account);
  void tell(const std::vector<Person>& people, const std::string& words);
  void leave_hole(const storage::Gap& gap, std::optional<Utc> until, bool doubtful, Effects& effects);
  void bury(const Item& item, const std::exception& error);
  void sweep();
  bool attempt(const std::string& name, const std::function<void()>& act);
  bool step(const std::string& name, Effects& effects, const std::function<Effects()>& act);
  void send(Effects effects);

  storage::Stores& stores_;
  std::span<Feature* const> features_;
  const Zone& zone_;
  Clock& clock_;
  Gateway& gateway_;
  Log& log_;
  Timekeeper time_;
  QuietHours quiet_;
  Router router_;
  Outbox outbox_;
  CatchUp catch_up_;
  Scheduler scheduler_;
  Budget budget_;
  std::map<std::string, Capabilities> lines_;  // that are up, by account
  std::map<std::string, Utc> met_;             // who was lately heard as a friend, which a list may not know yet
  Ack ack_ = Ack::automatic;
  Utc now_{};              // of the turn; a turn that is tried again keeps its first one
  bool ticked_ = false;    // in this turn
  bool leftovers_ = true;  // what was deleted may still stand in the file or its log
  bool again_ = false;     // this turn was tried before, and its commit may have been durable
  storage::FileState file_ = storage::FileState::good;
  storage::FileState warned_ = storage::FileState::good;  // of which the keepers know
  std::vector<std::string> keepers_;                      // their accounts, for when the file cannot tell
  std::uint64_t crowded_out_ = 0;
  Clock::Steady next_complaint_{};
  Utc last_commit_{};
  std::uint64_t calls_ = 0;
  std::chrono::nanoseconds commit_time_{};
};

}  // namespace banwei
