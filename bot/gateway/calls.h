// The calls of one line that wait for their answers, matched by echo, in whatever order the answers come.
// Invariant: every call ends exactly once: by its answer, by its time-out, or with the line.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include <boost/asio/io_context.hpp>

#include "bot/gateway/onebot11.h"

namespace banwei {

class Calls : public std::enable_shared_from_this<Calls> {
 public:
  enum class End {
    answered,
    late,      // written, and no answer in time
    lost,      // written, and the line went before the answer
    unwritten  // no byte of it left
  };
  using Then = std::function<void(End end, const onebot11::Answer* answer)>;  // the answer is null without one

  Calls(boost::asio::io_context& io, std::size_t queue_limit);

  std::string echo();  // for the next call; no other line has it

  /// `time` runs twice at most: until the frame is written, and then until its answer.
  void add(std::string echo, std::string frame, std::chrono::milliseconds time, Then then);

  std::optional<std::string> next();  // the frame that is to be written now, counted as written from here on
  bool answered(const onebot11::Answer& answer);  // false: it answers no call that waits here
  void end();                                     // with the line

  bool full() const { return queue_.size() >= queue_limit_ || bytes_ >= byte_limit; }
  bool empty() const { return calls_.empty(); }

 private:
  static constexpr std::size_t byte_limit = 32 << 20;  // of frames that wait to be written
  struct Call;
  void arm(const std::string& echo, Call& call);
  void finish(const std::string& echo, End end, const onebot11::Answer* answer);

  boost::asio::io_context& io_;
  const std::size_t queue_limit_;
  const std::string nonce_;
  std::uint64_t made_ = 0;
  std::size_t bytes_ = 0;
  std::deque<std::string> queue_;  // echoes of frames to be written; those of ended calls are skipped
  std::unordered_map<std::string, std::shared_ptr<Call>> calls_;
};

}  // namespace banwei
