// One item of a turn -> what it means for the features, the outbox and what the bot knows of its lines.
// Invariant: every alternative of Item has an overload here, so that a new one does not compile until it has; nothing
// leaves from here, it is only laid out in the attempt.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "bot/admin_reports.h"
#include "bot/answering.h"
#include "bot/attempt.h"
#include "bot/catch_up.h"
#include "bot/contacts.h"
#include "bot/links.h"
#include "bot/outbox.h"
#include "bot/queue.h"
#include "bot/replies.h"
#include "bot/scheduler.h"
#include "bot/sightings.h"
#include "bot/timekeeper.h"
#include "handlers/common/quiet_hours.h"
#include "storage/stores.h"

namespace banwei {

/// How the bot behaves among people, whatever it says.
struct DeskOptions {
  QuietHours quiet = {};
  RateLimits pace = {};
  RetentionSettings retention = {};
  std::uint32_t seed = 1;  // For the random part of waits.
};

/// It has more methods than a class should: one for each alternative of Item, so that a new one does not compile
/// before it is dispatched.
class Dispatch {
 public:
  /// It takes six, because it is where the desk's parts are put together, each with the few stores it uses.
  Dispatch(storage::Stores& stores, std::span<Feature* const> features, const Zone& zone, Timekeeper& time, Log& log,
           const DeskOptions& options);

  /// Takes up what an earlier run left: sends whose fate nobody knows, look-ups that were not done.
  void start(Attempt& attempt);

  void process(const Item& item, Attempt& attempt);

  /// What becomes of an item while nothing can be stored: only the lines are noted.
  void stand_still(const Item& item);

  /// Answers the messages that were held for people who have come into the roster since.
  void answer_held(Attempt& attempt);

  /// Keeps an item that could not be processed, and says so.
  void dead_letter(const Item& item, const std::exception& error, Attempt& attempt);

  /// Adds to the attempt what may leave after its commit, which is then to be confirmed.
  void dequeue(Attempt& attempt);
  void confirm_dequeued();

  /// After the commit: what of the attempt, and of what waited before, leaves now.
  std::vector<OutgoingCall> release(Effects effects, Utc now);

  void keep_quiet(QuietHours at) { quiet_ = at; }
  void retain(RetentionSettings retention) { scheduler_.retain(std::move(retention)); }

  void show(Witness witness) { answering_.show(std::move(witness)); }

  /// What is doubtful about an account's gateway: "same_ids", "no_ids", "no_reactions".
  std::vector<std::string> doubts(const std::string& account, Utc now) const {
    return outbox_.doubts().all(account, now);
  }

  const Links& links() const { return links_; }
  Replies& replies() { return replies_; }
  const Replies& replies() const { return replies_; }
  const Answering& answering() const { return answering_; }

 private:
  void on(const Message& message, Attempt& attempt);
  void on(const Recall& recall, Attempt& attempt);
  void on(const Friendship& friendship, Attempt& attempt);
  void on(const MuteChange& change, Attempt& attempt);
  void on(const LinkUp& link, Attempt& attempt);
  void on(const Friends& list, Attempt& attempt);
  void on(const LinkDown& link, Attempt& attempt);
  void on(const CallResult& result, Attempt& attempt);
  void on(const GroupInvite& invite, Attempt& attempt) { replies_.tell(invite, attempt); }
  void on(const MemberChange& change, Attempt& attempt) { replies_.tell(change, attempt); }
  void on(const GroupMembers& list, Attempt& attempt) { replies_.tell(list, attempt); }
  void on(const SentFile& file, Attempt& attempt) { replies_.tell(file, attempt); }
  void on(const Tick& tick, Attempt& attempt);
  void on_message(const Message& message, const storage::MessageKey& key, Attempt& attempt);
  void on_history(const CatchUp::History& history, Attempt& attempt);
  void away(const LinkUp& link, Utc since, Attempt& attempt);
  void breaker_opened(const BreakerOpened& opened, Attempt& attempt);
  void ids_doubted(const std::string& account, Attempt& attempt);
  void record_gap(const storage::Gap& gap, std::optional<Utc> until, bool doubtful, Attempt& attempt);
  void tell(const std::vector<Fact>& facts, Attempt& attempt);

  storage::Stores& stores_;
  std::span<Feature* const> features_;
  const Zone& zone_;
  Timekeeper& time_;
  Log& log_;
  Links links_;  // Those that are up.
  Outbox outbox_;
  CatchUp catch_up_;
  Scheduler scheduler_;
  Contacts contacts_;
  AdminReports reports_;
  Replies replies_;
  Sightings sightings_;
  Answering answering_;
  QuietHours quiet_;
  std::uint64_t roster_ = 0;  // its revision at the last tick
};

}  // namespace banwei
