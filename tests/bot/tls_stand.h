// Certificates of every quality, made when a test asks for them, and a front that speaks TLS before a plain gateway.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

namespace banwei::test {

struct Certificate {
  std::string pem;
  std::string key;
};

/// A CA, or one that vouches for itself alone when it is given as `name`'s only certificate.
Certificate self_signed(const std::string& name);
/// Valid from a day ago (plus `shift`) for ten days; `name` is a DNS name or an IP address.
Certificate signed_by(const Certificate& ca, const std::string& name, std::chrono::hours shift = {});

/// Ends TLS and passes the bytes on to 127.0.0.1:`gateway`.
class TlsFront {
 public:
  TlsFront(const Certificate& certificate, std::uint16_t gateway);
  ~TlsFront();

  std::uint16_t port() const { return port_; }
  std::string server_name() const;  // The last client asked for it.

 private:
  struct Pair;
  void accept();

  boost::asio::io_context io_{1};
  boost::asio::ssl::context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::uint16_t port_;
  std::uint16_t gateway_;
  std::string server_name_;
  std::thread thread_;
};

}  // namespace banwei::test
