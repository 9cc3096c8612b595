// How the bot fares, for those who run it: GET /healthz and GET /metrics.
// Invariant: only this machine is listened to, and what is served says nothing of anybody.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/net/listen.h"
#include "bot/net/server.h"

namespace banwei::web {

/// An address of the loopback and a port. Throws Explained with a sentence that says what to set.
net::Listen local_listen(std::string_view text);

class Operations {
 public:
  /// Both are asked on the thread that runs `io`, at each request.
  struct Source {
    std::function<std::vector<std::string>()> troubles;  // Sentences; none when all is well.
    std::function<std::string()> metrics;
    std::function<void()> crowded = {};  // It is called when somebody was closed to make room for another.
  };

  Operations(boost::asio::io_context& io, const net::Listen& at, Source source);

  std::uint16_t port() const { return server_.port(); }
  void stop() { server_.stop(); }

 private:
  net::Server server_;
};

}  // namespace banwei::web
