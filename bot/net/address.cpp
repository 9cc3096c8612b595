#include "bot/net/address.h"

namespace banwei::net {
namespace {

namespace ip = boost::asio::ip;

bool within(const ip::address_v4& address, std::uint32_t network, int bits) {
  return (address.to_uint() ^ network) >> (32 - bits) == 0;
}

Network network_of(const ip::address_v4& address) {
  if (address.is_loopback()) return Network::loopback;
  const bool closed = address.is_unspecified() || within(address, 0x0A000000, 8) ||  // 10.0.0.0/8
                      within(address, 0xAC100000, 12) ||                             // 172.16.0.0/12
                      within(address, 0xC0A80000, 16) ||                             // 192.168.0.0/16
                      within(address, 0xA9FE0000, 16) ||                             // 169.254.0.0/16, link-local
                      within(address, 0x64400000, 10);                               // 100.64.0.0/10, shared
  return closed ? Network::closed : Network::open;
}

}  // namespace

Network network_of(const ip::address& address) {
  if (address.is_v4()) return network_of(address.to_v4());
  const ip::address_v6 six = address.to_v6();
  if (six.is_v4_mapped()) return network_of(ip::make_address_v4(ip::v4_mapped, six));
  if (six.is_loopback()) return Network::loopback;
  const bool unique_local = (six.to_bytes()[0] & 0xFE) == 0xFC;  // This is fc00::/7.
  return six.is_unspecified() || six.is_link_local() || unique_local ? Network::closed : Network::open;
}

}  // namespace banwei::net
