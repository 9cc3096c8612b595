// Dials a gateway over a websocket and keeps the line: when it breaks, it is dialled again.
// Invariant: one reader is always pending while the line is up, so a frozen gateway is known dead within 45 s.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "bot/clock.h"
#include "bot/gateway/conversation.h"
#include "bot/gateway/gateway.h"
#include "bot/log.h"

namespace banwei {

struct LinkOptions {
  Protocol protocol;
  std::string url;           // ws://127.0.0.1:3001/
  std::string token;         // It is sent in the Authorization header only.
  std::string ca_file = {};  // PEM of those who may vouch for a wss:// gateway; "" takes the system's store.
  bool insecure = false;     // A ws:// line may leave the private networks.
  std::chrono::milliseconds backoff_first{500};  // The wait is this again once a line lived longer than the wait.
  std::chrono::milliseconds backoff_most{60'000};
  std::chrono::milliseconds idle{30'000};    // Without a frame or a pong for so long, the line is dead.
  std::chrono::milliseconds quiet{300'000};  // After nothing but heartbeats for so long, the gateway is put to a test.
  std::chrono::milliseconds call_timeout{15'000};
  std::chrono::milliseconds friends_again{30'000};  // A friend list that did not come is asked for again.
  std::size_t frame_limit = 8 << 20;                // In bytes; the line is dropped beyond.
  std::size_t queue_limit = 2'000;                  // In frames that wait to be written.
};

class Link final : public Gateway {
 public:
  /// The sink is called on the thread that runs `io`, and not after the destructor, which runs there too (in no
  /// callback) or after it. LinkDown comes only after LinkUp; a gateway that cannot be reached at all is a matter for
  /// the log. Throws Explained for a url it cannot or must not dial or a token that fits no header.
  Link(boost::asio::io_context& io, LinkOptions options, const Clock& clock, Log& log, Sink sink);
  ~Link() override;

  void start();
  /// Flushes what is queued, closes politely, and lets io.run() return; a peer that never answers is cut after 2 s.
  void stop();

  /// A call outlives no line: while it is down, or when it goes down before the frame is written, the call is `unsent`.
  void submit(std::vector<OutgoingCall> calls) override;

 private:
  class Reconnector;
  boost::asio::io_context& io_;
  std::shared_ptr<Reconnector> reconnector_;
};

}  // namespace banwei
