// What waits for the desk: pushed by the I/O thread, taken in batches by the desk's own.
// Invariant: bounded by items and by bytes; what does not fit is counted, never waited for, so the reader never stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <variant>
#include <vector>

#include "bot/gateway/gateway.h"

namespace banwei {

/// The clock moved on; sent once a second.
struct Tick {};

using Item = std::variant<Message, Recall, Friendship, MuteChange, LinkUp, Friends, LinkDown, GroupInvite, MemberChange,
                          GroupMembers, SentFile, CallResult, Tick>;

/// What somebody else asks the desk's thread to do between two turns, in transactions of its own: a verb of the command
/// line. It throws nothing and takes less than a turn; whoever has more to do pushes the rest again.
using Task = std::function<void()>;

class Queue {
 public:
  static constexpr std::size_t batch = 1024;  // In items a turn.
  static constexpr std::size_t item_limit = 10'000;
  static constexpr std::size_t byte_limit = 32U << 20U;

  /// False when the queue is full and the item is a message or a change among members: it is dropped and counted.
  /// Results of our own calls and changes of the link are always taken, for they are bounded by what we sent. Ticks
  /// never pile up.
  bool push(Item item);

  void push(Task task);

  /// Moves up to `most` items to the end of `items`; waits until there is one or a task, or until stop(). False when
  /// stopped and empty.
  bool take(std::vector<Item>& items, std::size_t most);

  /// Does not wait. Tasks pass items, so that they are run even while the disk takes no turn.
  std::vector<Task> take_tasks();

  void stop();

  std::size_t size() const;

  /// How many were dropped since the last call.
  std::uint64_t take_dropped();

 private:
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::vector<Item> items_;
  std::vector<Task> tasks_;
  std::size_t bytes_ = 0;
  std::uint64_t dropped_ = 0;
  bool tick_waits_ = false;
  bool stopped_ = false;
};

}  // namespace banwei
