// The dialled websocket without TLS: Beast's client instantiated over TCP.
#include "bot/net/dialled_stream.h"

namespace banwei::net {

using Plain = DialledStream<boost::beast::websocket::stream<Gathering<boost::beast::tcp_stream>, false>>;

std::shared_ptr<Dialled> dial_plain(boost::asio::io_context& io, const DialOptions& options) {
  return std::make_shared<Plain>(io, options);
}

}  // namespace banwei::net
