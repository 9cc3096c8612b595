// Where others may dial us. Invariant: an address that other machines reach has a gateway's token before it, and a
// public one is listened at only when somebody has taken that on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/ip/address.hpp>

namespace banwei::net {

struct Listen {
  boost::asio::ip::address address;
  std::uint16_t port = 0;
};

/// Reads "127.0.0.1:8080" or "[::1]:8080".
std::optional<Listen> read_listen(std::string_view text);

/// Where gateways may. Throws Explained with a sentence that says what to set.
Listen listen_of(const std::string& text, bool has_token, bool insecure);

}  // namespace banwei::net
