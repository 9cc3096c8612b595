// Is dialled by gateways over their reverse websockets: any path, several accounts at once.
// Invariant: nobody without the token gets as far as the upgrade, and an account has one line: the newest.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>

#include "bot/clock.h"
#include "bot/gateway/conversation.h"
#include "bot/gateway/gateway.h"
#include "bot/log.h"

namespace banwei {

struct AcceptorOptions {
  Protocol protocol;
  std::string listen;               // 127.0.0.1:8080, [::1]:8080
  std::string token;                // "": anybody on this machine
  bool accept_query_token = false;  // The token may stand in ?access_token= too, which proxies write into their logs.
  bool insecure = false;            // A public address may be listened at.
  std::chrono::milliseconds handshake{10'000};
  std::chrono::milliseconds idle{30'000};
  std::chrono::milliseconds quiet{300'000};
  std::chrono::milliseconds call_timeout{15'000};
  std::size_t frame_limit = 8 << 20;
  std::size_t accounts = 16;
};

class Acceptor final : public Gateway {
 public:
  /// The sink is called on the thread that runs `io`, and not after the destructor, which runs there too (in no
  /// callback) or after it. Throws Explained for an address that cannot or must not be listened at and for
  /// a token that fits no header, std::runtime_error when the port cannot be had.
  Acceptor(boost::asio::io_context& io, AcceptorOptions options, const Clock& clock, Log& log, Sink sink);
  ~Acceptor() override;

  void start();
  /// Takes nobody in any more, flushes and closes every line, and lets io.run() return after 2 s at most.
  void stop();

  /// A call goes by the line of its account, or by the only one there is; without it the call is `unsent`.
  void submit(std::vector<OutgoingCall> calls) override;

  std::uint16_t port() const;
  const std::string& refused() const;  // Why the last that dialled was refused; "" once one is in.

 private:
  class Listener;
  boost::asio::io_context& io_;
  std::shared_ptr<Listener> listener_;
};

}  // namespace banwei
