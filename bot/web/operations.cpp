#include "bot/web/operations.h"

#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <stdexcept>

namespace banwei::web {

namespace {

Response health(const std::vector<std::string>& troubles) {
  if (troubles.empty()) return {.body = "ok\n"};
  Response response{.status = 503, .body = "degraded\n"};
  for (const std::string& trouble : troubles) response.body += trouble + "\n";
  return response;
}

}  // namespace

LocalEndpoint local_endpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  std::string_view host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string_view port = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  LocalEndpoint at{.address = std::string(host)};
  boost::system::error_code no_address;
  const auto address = boost::asio::ip::make_address(at.address, no_address);
  const auto [end, no_port] = std::from_chars(port.data(), port.data() + port.size(), at.port);
  if (no_address || no_port != std::errc() || end != port.data() + port.size())
    throw std::invalid_argument(R"(must be like "127.0.0.1:9137", or "" to listen nowhere)");
  if (!address.is_loopback())
    throw std::invalid_argument(
        "is an address that other machines reach, and nothing here asks who they are: listen at "
        "127.0.0.1, and let a proxy with a password carry it further");
  return at;
}

Operations::Operations(boost::asio::io_context& io, const LocalEndpoint& at, Source source)
    : server_(io, at.address, at.port) {
  server_.serve("/healthz", [troubles = std::move(source.troubles)](const Request&) { return health(troubles()); });
  server_.serve("/metrics", [metrics = std::move(source.metrics)](const Request&) {
    return Response{.type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics()};
  });
  server_.start();
}

}  // namespace banwei::web
