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

  void post(const std::string& group, const Content& content, storage::Priority priority, Utc now);
  void whisper(const std::string& account, const Content& content, storage::Priority priority, Utc now);

  /// Marks what may leave now as sending and returns it: one send in flight, and one care alert beside it.
  /// The caller commits before it hands the calls over, and then calls left(). Nothing while the line is down.
  std::vector<OutgoingCall> leave(Utc now);
  void left() { leaving_.clear(); }

  /// Books the fate of a send; the parcel when it will never arrive, so that somebody else can be told.
  std::optional<storage::Parcel> settle(const CallResult& result, Utc now);

  void line(bool up) { up_ = up; }

 private:
  void add(bool group, const std::string& target, const Content& content, storage::Priority priority, Utc now);

  storage::Outbox& store_;
  bool up_ = false;
  std::vector<std::int64_t> leaving_;  // marked, not handed over: after a failed commit these may be sent all the same
};

}  // namespace banwei
