// What was said while a line was down: each group's history is asked for once, what cannot be had is a hole.
// Invariant: one look-up in flight an account; a group that was not looked up stays a row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bot/gateway/gateway.h"
#include "bot/queue.h"
#include "storage/gaps.h"

namespace banwei {

class CatchUp {
 public:
  explicit CatchUp(storage::Gaps& store) : store_(store) {}

  void start() { store_.all_down(); }

  /// The line is up: since when it was away, unless it was not.
  std::optional<Utc> on_link_up(const LinkUp& link, Utc now);
  void on_link_down(const std::string& account, Utc heard);  // `heard` is the last time that it brought something.

  /// Notes now and then that the lines are alive.
  void tick(Utc now);

  /// A group's messages are to be looked up.
  void fetch_history(const storage::Gap& gap) { store_.add(gap); }

  /// The look-ups that may go now. The caller commits before it hands them over, and then calls confirm_dequeued().
  std::vector<OutgoingCall> dequeue(Utc now);
  void confirm_dequeued();

  /// Whether what was said while a line was away is still coming in.
  bool busy() const;

  /// One has come back, and its messages before it.
  struct History {
    storage::Gap gap = {};
    bool whole = false;                  // All of it was seen.
    std::optional<Utc> lost_until = {};  // What was said until then may be missing.
    bool doubtful = false;               // Maybe nothing is missing.
    bool ours = false;                   // Our own words would be among it, had they arrived.
  };
  std::optional<History> on_history_result(const CallResult& result, Utc now);

 private:
  struct LookUps {
    bool history = false;
    Utc noted{};
    std::uint64_t tag = 0;  // The tag of the call in flight.
    std::string room = {};
  };

  storage::Gaps& store_;
  std::map<std::string, LookUps> lines_;  // Only accounts that are up stand here.
  std::map<std::string, storage::Gap> dequeued_;
  std::uint64_t tags_ = 0;
};

/// Hands a result to the queue behind the messages that it brought, oldest first.
void push_spread(CallResult result, const std::function<void(Item)>& push);

}  // namespace banwei
