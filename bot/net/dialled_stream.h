// Dialled over a Beast stream. Included by the two files that instantiate it and by no other.
// Coroutines follow the rules for g++ 12.2: nothing is awaited in a condition, and every argument stands in a name.
#pragma once

#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket.hpp>

#include "bot/net/address.h"
#include "bot/net/dialled.h"
#include "bot/net/gathering.h"

namespace banwei::net {

template <class Stream>
class DialledStream : public Dialled, public std::enable_shared_from_this<DialledStream<Stream>> {
 protected:
  using Resolver = boost::asio::ip::tcp::resolver;
  using Error = boost::beast::error_code;
  static constexpr std::chrono::seconds dial_time{10};  // Resolving, connecting, TLS and the upgrade have so long each.
  static constexpr auto as_result = boost::asio::as_tuple(boost::asio::use_awaitable);

 public:
  template <class... Arguments>
  DialledStream(boost::asio::io_context& io, DialOptions options, Arguments&... arguments)
      : options_(std::move(options)), stream_(io, arguments...), resolver_(io), guard_(io) {}

  boost::asio::awaitable<bool> open() override {
    Resolver::results_type endpoints;
    const bool found = co_await resolve(endpoints);
    if (!found || cut_ || !may_dial(endpoints)) co_return false;
    auto& lowest = boost::beast::get_lowest_layer(stream_);
    lowest.expires_after(dial_time);
    const auto [refused, endpoint] = co_await lowest.async_connect(endpoints, as_result);
    if (refused) {
      why = "the gateway cannot be reached: " + refused.message();
      co_return false;
    }
    if (cut_) co_return false;
    const bool secured = co_await secure();
    if (!secured || cut_) co_return false;
    prepare();
    boost::beast::websocket::response_type response;
    const auto [ec] =
        co_await stream_.async_handshake(response, options_.target.authority, options_.target.path, as_result);
    if (ec) {
      declined(ec, response);
      co_return false;
    }
    co_return !cut_;
  }

  boost::asio::awaitable<void> listen(std::shared_ptr<WireUser> user) override {
    user_ = user;
    boost::beast::flat_buffer buffer;
    for (;;) {
      const auto [ec, size] = co_await stream_.async_read(buffer, as_result);
      if (ec) {
        ended(ec);
        break;
      }
      user->on_alive();
      if (stream_.got_text()) user->on_text({static_cast<const char*>(buffer.data().data()), size});
      buffer.consume(buffer.size());
    }
    user_.reset();
    boost::beast::get_lowest_layer(stream_).close();
  }

  /// Into the gathering layer, where nothing waits, and from there in one piece.
  void write(std::vector<std::string> frames) override {
    stream_.text(true);
    Error ec;
    for (const std::string& frame : frames) {
      if (!ec) stream_.write(boost::asio::buffer(frame), ec);
    }
    if (ec && user_) return user_->on_broken("the line broke: " + ec.message());
    stream_.next_layer().flush([self = this->shared_from_this()](Error trouble) {
      const std::shared_ptr<WireUser> user = self->user_;
      if (!user) return;
      if (trouble) return user->on_broken("the line broke: " + trouble.message());
      user->on_written();
    });
  }

  /// With a control callback Beast 1.81 locks itself up when the other end's close frame is read while ours is being
  /// written, and then not even a closed socket ends the read.
  void close() override {
    stream_.control_callback();
    stream_.async_close({boost::beast::websocket::close_code::going_away}, [self = this->shared_from_this()](Error) {});
  }

  void cut() override {
    cut_ = true;
    resolver_.cancel();
    guard_.cancel();
    boost::beast::get_lowest_layer(stream_).close();
  }

 protected:
  /// What stands between TCP and the websocket; false: `why` says why not.
  virtual boost::asio::awaitable<bool> secure() { co_return true; }

  const DialOptions options_;
  Stream stream_;

 private:
  boost::asio::awaitable<bool> resolve(Resolver::results_type& endpoints) {
    const Target& target = options_.target;
    Error no_address;
    const auto address = boost::asio::ip::make_address(target.host, no_address);
    if (!no_address) {
      const boost::asio::ip::tcp::endpoint endpoint(address, target.port);
      endpoints = Resolver::results_type::create(endpoint, target.host, "");
      co_return true;
    }
    guard_.expires_after(dial_time);
    guard_.async_wait([self = this->shared_from_this()](Error ec) {
      if (!ec) self->resolver_.cancel();
    });
    const std::string port = std::to_string(target.port);
    const auto [ec, found] = co_await resolver_.async_resolve(target.host, port, as_result);
    guard_.cancel();
    if (ec) {
      why = "the gateway's name was not found: " + ec.message();
      co_return false;
    }
    endpoints = found;
    co_return true;
  }

  bool may_dial(const Resolver::results_type& endpoints) {
    if (options_.target.secure) return true;
    for (const auto& entry : endpoints) {
      const Network network = network_of(entry.endpoint().address());
      if (network != Network::loopback) exposed = true;
      if (network != Network::open || options_.insecure) continue;
      why = plain_to_public;
      mendable = true;
      return false;
    }
    return true;
  }

  /// Time-outs and headers, all of them before the upgrade. From here the websocket's clock rules, not TCP's.
  void prepare() {
    namespace websocket = boost::beast::websocket;
    auto& lowest = boost::beast::get_lowest_layer(stream_);
    lowest.expires_never();
    Error ignored;
    lowest.socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
    stream_.set_option(websocket::stream_base::timeout{dial_time, options_.idle, true});
    stream_.set_option(websocket::stream_base::decorator([token = options_.token](websocket::request_type& request) {
      request.set(boost::beast::http::field::user_agent, "banwei");
      if (!token.empty()) request.set(boost::beast::http::field::authorization, "Bearer " + token);
    }));
    stream_.read_message_max(options_.frame_limit);
    stream_.control_callback([this](websocket::frame_type, boost::beast::string_view) {
      if (user_) user_->on_alive();
    });
  }

  void declined(Error ec, const boost::beast::websocket::response_type& response) {
    if (ec != boost::beast::websocket::error::upgrade_declined) {
      why = "the gateway speaks no websocket here: " + ec.message();
      return;
    }
    const unsigned status = response.result_int();
    why = "the gateway answered the upgrade with HTTP " + std::to_string(status);
    token_refused = status == 401 || status == 403;
  }

  void ended(Error ec) {
    namespace websocket = boost::beast::websocket;
    if (ec == websocket::error::closed) {
      const auto code = stream_.reason().code;
      token_refused = code == websocket::close_code::policy_error;
      why = "the gateway closed the line with code " + std::to_string(code);
    } else if (ec == boost::beast::error::timeout) {
      why = "no sign of life from the gateway";
    } else {
      why = "the line broke: " + ec.message();
    }
  }

  Resolver resolver_;
  boost::asio::steady_timer guard_;  // The resolver has no time-out of its own.
  std::shared_ptr<WireUser> user_;
  bool cut_ = false;
};

}  // namespace banwei::net
