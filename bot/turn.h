// The turn: a batch of items in one transaction, retried, and what leaves after its commit.
// Invariant: nothing leaves before COMMIT with synchronous=FULL has returned; what fails alone becomes a dead letter.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/dispatch.h"
#include "bot/gateway/gateway.h"
#include "bot/log.h"
#include "bot/queue.h"
#include "bot/timekeeper.h"
#include "storage/stores.h"

namespace banwei {

class Turn {
 public:
  Turn(storage::Stores& stores, Dispatch& dispatch, Timekeeper& time, Gateway& gateway, Log& log)
      : stores_(stores), dispatch_(dispatch), time_(time), gateway_(gateway), log_(log) {}

  /// Takes up what an earlier run left. Throws what the file throws.
  void start();

  /// Processes items from the front until they are done or the turn has lasted long enough, commits, and sends what
  /// came of them; what is left of `items` is for the next turn. False when the file would not take it: nothing was
  /// answered, every item is still there, and the same call may succeed later. On a damaged file it stands still for
  /// good: nothing is answered, and what comes is left to the groups' history. Throws nothing.
  bool run(std::vector<Item>& items);

  /// One act in a transaction of its own, beside the items. Throws what the act or the file throws.
  void run(const std::function<void(Attempt&)>& act);

  /// Whether it was the file that failed and not a fault of ours. The admins hear of it, once, past the outbox.
  bool file_failed(const std::exception& error);

  /// What was deleted beside the turns may still stand in the file.
  void purged() { leftovers_ = true; }

  /// Reads anew whom that tells.
  void know_admins();

  storage::FileState file() const { return file_; }  // As of the last one.
  Utc now() const { return now_; }                   // As of the last one.
  Utc last_commit() const { return last_commit_; }
  std::uint64_t calls() const { return calls_; }                         // Handed to the gateway so far.
  std::chrono::nanoseconds commit_time() const { return commit_time_; }  // How long the last one took.

 private:
  void stand_still(std::vector<Item>& items);
  bool one_by_one(std::vector<Item>& items);
  Effects commit(std::vector<Item>& items, std::size_t most);
  void compact_after_purge();
  void warn_admins();
  void log_storage_error(std::string_view what, std::size_t items, const std::exception& error);
  void send(Effects effects, Utc now);

  storage::Stores& stores_;
  Dispatch& dispatch_;
  Timekeeper& time_;
  Gateway& gateway_;
  Log& log_;
  Utc now_{};              // A turn that is tried again keeps its first one.
  bool again_ = false;     // It was tried before, and its commit may have been durable.
  bool ticked_ = false;    // Since the file was last compacted or found compact.
  bool leftovers_ = true;  // What was deleted may still stand in the file or its log.
  storage::FileState file_ = storage::FileState::good;
  storage::FileState warned_ = storage::FileState::good;  // The state of which the admins know.
  std::vector<std::string> admins_;                       // Their accounts, for when the file cannot tell.
  Clock::Steady next_log_{};
  Utc last_commit_{};
  std::uint64_t calls_ = 0;
  std::chrono::nanoseconds commit_time_{};
};

}  // namespace banwei
