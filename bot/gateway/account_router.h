// The lines in both directions as one gateway: each call goes by the account whose room it is for.
// Invariant: an account is up as long as one of its lines is; events that come by two lines are told apart by the desk.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "bot/gateway/acceptor.h"
#include "bot/gateway/gateway.h"
#include "bot/gateway/link.h"

namespace banwei {

struct AccountRouterOptions {
  std::optional<LinkOptions> dial = {};
  std::optional<AcceptorOptions> listen = {};
};

class AccountRouter final : public Gateway {
 public:
  /// As of Link and Acceptor, also in what it throws.
  AccountRouter(boost::asio::io_context& io, const AccountRouterOptions& options, const Clock& clock, Log& log,
                Sink sink);
  ~AccountRouter() override;

  void start();
  void stop();
  void submit(std::vector<OutgoingCall> calls) override;

  std::uint16_t port() const;   // The port that is listened at; 0 when none is.
  std::string refused() const;  // Why the last gateway that dialled us was refused; "" once one is in.

 private:
  class Routes;
  boost::asio::io_context& io_;
  std::shared_ptr<Routes> routes_;
};

}  // namespace banwei
