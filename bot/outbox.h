// Sends what there is to say within the budgets, most urgent first, and knows what became of every durable send.
// Invariant: what is durable has its whole state in the database, and `sending` is committed before the frame leaves;
// what is volatile leaves after the commit of its turn, or not at all.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "bot/breakers.h"
#include "bot/gateway/gateway.h"
#include "bot/gateway_doubts.h"
#include "bot/links.h"
#include "bot/rate_limiter.h"
#include "handlers/actions.h"
#include "storage/outbox.h"
#include "storage/send_log.h"

namespace banwei {

/// Whether the entry sends a file.
bool is_file(const storage::OutboxMessage& entry);

/// The group that words or a reaction go to, "" of any other call.
std::string group_of(const OutgoingCall& call);

/// It has more methods than a class should: each is a step in the life of what is sent, and they share what is waiting.
class Outbox {
 public:
  using Steady = Clock::Steady;

  Outbox(storage::Outbox& store, storage::SendLog& send_log, const Links& links, const RateLimits& pace,
         std::uint32_t seed)
      : store_(store), send_log_(send_log), links_(links), pace_(pace, seed), breakers_(send_log), paced_(pace.any()) {}

  /// Takes up what an earlier run left; the entries whose fate stays unknown.
  std::vector<storage::OutboxMessage> start(Utc now, Steady steady);

  void add(const Post& post, Utc now);
  void add(const std::string& account, const Whisper& whisper, Utc now);
  void add_file(const std::string& account, const std::string& name, std::string_view bytes, Utc now);

  /// Takes back what was sent: the entries that had not left are dropped and returned, those that arrived are recalled
  /// in their turn, unless only the unsent is meant. What is in flight now, or of unknown fate, stays.
  std::vector<storage::OutboxMessage> retract(const Retract& what, Utc now);

  /// Gives up what has become stale, and doubts that nobody settled; what it gave up.
  std::vector<storage::OutboxMessage> expire(Utc now);

  /// Marks the entries that may leave now as sending: one in flight an account, and one alert beside it; while it is
  /// `quiet`, groups hear nothing but answers. `answering`: this turn has volatile answers, which go before notices.
  /// The caller commits before it hands the calls over, and then calls confirm_dequeued().
  std::vector<OutgoingCall> dequeue(Utc now, Steady steady, bool quiet, bool answering);
  void confirm_dequeued() { dequeued_.clear(); }

  /// After the commit: takes volatile calls of the turn and returns those that need not wait at all. They leave before
  /// what is durable.
  std::vector<OutgoingCall> take(std::vector<OutgoingCall> calls, Utc now, Steady steady);

  /// Then: takes volatile calls of the turn and returns what of them, and of those before, may leave now;
  /// into a group nothing does before an answer that waits for it. Words wait five minutes at most and reactions 20 s.
  std::vector<OutgoingCall> release(std::vector<OutgoingCall> calls, Utc now, Steady steady);

  struct Settlement {
    std::optional<storage::OutboxMessage> entry = {};  // With its new state; in doubt, or for good.
    std::optional<BreakerOpened> opened = {};
    bool disbelieved = false;    // From now on: the gateway says "sent", and its ids do not bear it out.
    bool reactions_off = false;  // From now on.
  };
  Settlement on_send_result(const CallResult& result, Utc now);

  // --- what history and self-echoes tell about sends of unknown fate -------------------------------------------------

  /// The rooms in which the account has sends in doubt, each with the time of its first.
  std::map<std::string, Utc> in_doubt(const std::string& account) const;

  /// One of the account's own messages was seen in the room: the entry whose fate that settles.
  std::optional<storage::OutboxMessage> on_own_message(const Message& own, Utc now);

  /// All of the room since `since` has been seen, or (`whole` false) cannot be: those that stay unknown. What a kill
  /// cut short and is not there waits again.
  std::vector<storage::OutboxMessage> on_history(const std::string& account, const std::string& room, Utc since,
                                                 bool whole, Utc now);

  // --- what lines and groups do --------------------------------------------------------------------------------------

  void on_link_up(const LinkUp& link, Utc now, Steady steady);
  void on_group_message(const std::string& account, const std::string& group, Utc now) {
    breakers_.on_groups(account, {&group, 1}, now);
  }
  std::optional<BreakerOpened> on_mute_change(const MuteChange& change, Utc now) { return breakers_.note(change, now); }

  const GatewayDoubts& doubts() const { return doubts_; }
  std::uint64_t dropped() const { return dropped_; }  // Volatile calls that never left.

 private:
  struct Waiting {
    OutgoingCall call;
    Steady since{};
  };

  bool carries(const std::string& account, const Links::LinkState& line, const storage::OutboxMessage& entry) const;
  bool may_leave(const std::string& account, const storage::OutboxMessage& entry, Utc now, Steady steady) const;
  OutgoingCall call_of(const std::string& account, const storage::OutboxMessage& entry) const;
  void note(const Route& route, Utc now, Steady steady);
  void take(OutgoingCall call, Utc now, Steady steady, std::vector<OutgoingCall>& leaving);
  void hand_on(std::deque<Waiting>& waiting, SendClass send_class, Utc now, Steady steady,
               std::vector<OutgoingCall>& leaving);
  void watch(OutgoingCall& call);

  storage::Outbox& store_;
  storage::SendLog& send_log_;
  const Links& links_;
  GatewayDoubts doubts_;
  RateLimiter pace_;
  Breakers breakers_;
  bool paced_;
  std::vector<std::int64_t> dequeued_;  // Marked, not handed over: after a failed commit they may be sent all the same.
  std::deque<Waiting> words_;
  std::deque<Waiting> reactions_;
  std::set<std::string, std::less<>> behind_answers_;  // Groups for which an answer waits.
  std::vector<storage::Sent> unwritten_;               // Sends that left after a commit, for the next one.
  std::map<std::uint64_t, std::pair<std::string, std::string>> watched_;  // By tag: account, group or "" (reactions).
  std::set<std::pair<std::string, std::string>> watching_;
  std::uint64_t watches_ = 0;
  std::uint64_t dropped_ = 0;
};

}  // namespace banwei
