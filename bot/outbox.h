// Sends what is durable, one at a time, and knows what became of every send.
// Invariant: its whole state is in the database; `sending` is committed before the frame leaves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bot/gateway/gateway.h"
#include "storage/outbox.h"

namespace banwei {

class Outbox {
 public:
  explicit Outbox(storage::Outbox& store) : store_(store) {}

  void add(const Post& post, Utc now);
  void add(const std::string& account, const Whisper& whisper, Utc now);

  /// Takes back what was sent under `about`: the parcels that had not left are dropped and returned, those that arrived
  /// are recalled in their turn. What is in flight now, or of unknown fate, stays.
  std::vector<storage::Parcel> retract(const std::string& about, Utc now);

  /// Marks what may leave now as sending and returns it: one send in flight, and one care alert beside it; while it is
  /// `quiet`, groups hear nothing but answers.
  /// The caller commits before it hands the calls over, and then calls left(). Nothing while the line is down.
  std::vector<OutgoingCall> leave(Utc now, bool quiet);
  void left() { leaving_.clear(); }

  /// Books the fate of a send; the parcel with its new state, unless it goes back to wait.
  std::optional<storage::Parcel> settle(const CallResult& result, Utc now);

  void line(bool up) { up_ = up; }

 private:
  storage::Outbox& store_;
  bool up_ = false;
  std::vector<std::int64_t> leaving_;  // marked, not handed over: after a failed commit these may be sent all the same
};

}  // namespace banwei
