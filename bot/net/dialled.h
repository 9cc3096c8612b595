// A websocket that we dial, plain or under TLS; Beast is instantiated behind it, once for each.
// Invariant: an address that must not be dialled without TLS is not dialled, whatever its name resolves to.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "bot/net/target.h"
#include "bot/net/wire.h"

namespace banwei::net {

struct DialOptions {
  Target target = {};
  std::string token = {};
  std::string ca_file = {};  // PEM of those who may vouch for a wss:// gateway; "" takes the system's store.
  bool insecure = false;     // A ws:// line may leave the private networks.
  std::chrono::milliseconds idle{30'000};
  std::size_t frame_limit = 8 << 20;
};

class Dialled : public Wire {
 public:
  virtual boost::asio::awaitable<bool> open() = 0;                                  // When false, `why` says why.
  virtual boost::asio::awaitable<void> listen(std::shared_ptr<WireUser> user) = 0;  // Lasts until the line ends.

  std::string why = {};
  bool token_refused = false;
  bool mendable = false;  // Only an admin can mend it, so dialling again soon changes nothing.
  bool exposed = false;   // It goes to another machine without TLS.
};

std::shared_ptr<Dialled> dial_plain(boost::asio::io_context& io, const DialOptions& options);
std::shared_ptr<Dialled> dial_tls(boost::asio::io_context& io, const DialOptions& options);

inline std::shared_ptr<Dialled> dial(boost::asio::io_context& io, const DialOptions& options) {
  return options.target.secure ? dial_tls(io, options) : dial_plain(io, options);
}

}  // namespace banwei::net
