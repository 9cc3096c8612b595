// The calls of one line that wait for their answers, matched by echo, in whatever order the answers come.
// Invariant: every call ends exactly once: by its answer, by its time-out, or with the line.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "bot/clock.h"
#include "bot/gateway/conversation.h"

namespace banwei {

class Calls : public std::enable_shared_from_this<Calls> {
 public:
  enum class End {
    answered,
    late,      // It was written, and no answer came in time.
    lost,      // It was written, and the line went before the answer.
    unwritten  // No byte of it left.
  };
  using Then = std::function<void(End end, const CallAnswer* answer)>;  // The answer is null when none came.

  Calls(boost::asio::io_context& io, const Clock& clock, std::size_t queue_limit);

  std::string echo();  // The echo of the next call; no other line has it.

  /// `time` runs twice at most: until the frame is written, and then until its answer.
  void add(const std::string& echo, std::string frame, std::chrono::milliseconds time, Then then);

  std::optional<std::string> next();        // The frame that is to be written now, counted as written from here on.
  bool answered(const CallAnswer& answer);  // When false, it answers no call that waits here.
  void end();                               // The line has ended, and all calls with it.

  bool full() const { return queue_.size() >= queue_limit_ || bytes_ >= byte_limit; }
  bool empty() const { return calls_.empty(); }

 private:
  static constexpr std::size_t byte_limit = 32 << 20;  // The frames that wait to be written hold so many at most.

  struct Call {
    std::string frame;
    std::chrono::milliseconds time;
    Then then;
    Clock::Steady deadline;
    bool written = false;
  };

  std::uint64_t number_of(std::string_view echo) const;  // 0 for one that is not ours
  void arm(std::uint64_t number, Call& call);
  void watch();
  void expire();
  void finish(std::uint64_t number, End end, const CallAnswer* answer);

  const Clock& clock_;
  const std::size_t queue_limit_;
  const std::string nonce_;
  std::uint64_t made_ = 0;
  std::size_t bytes_ = 0;
  std::deque<std::uint64_t> queue_;  // Numbers of frames to be written; those of ended calls are skipped.
  std::unordered_map<std::uint64_t, Call> calls_;
  std::set<std::pair<Clock::Steady, std::uint64_t>> deadlines_;
  boost::asio::steady_timer timer_;  // It is set for the deadline that was the earliest then.
  std::optional<Clock::Steady> set_;
};

}  // namespace banwei
