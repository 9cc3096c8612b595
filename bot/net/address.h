// Where an address lies: on this machine, in a private network, or in the open. What is said without TLS may go to the
// first freely, to the second with a warning, to the third never by itself.
#pragma once

#include <boost/asio/ip/address.hpp>

namespace banwei::net {

enum class Network { loopback, closed, open };

/// 0.0.0.0 and :: listen to everybody who reaches the machine, so they count as closed: who that is, we cannot know.
Network network_of(const boost::asio::ip::address& address);

inline constexpr const char* plain_to_public =
    "the gateway's address is a public one, and ws:// would carry the token and every reading in the open: use wss://, "
    "or set insecure = true in [gateway] when the way there is protected by other means";

}  // namespace banwei::net
