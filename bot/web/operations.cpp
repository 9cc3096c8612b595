#include "bot/web/operations.h"

#include "storage/bilingual.h"

namespace banwei::web {

namespace text {

constexpr Sentence unlike{R"(要写成 "127.0.0.1:9137" 的样子，不用就写 "")",
                          R"(must be like "127.0.0.1:9137", or "" to listen nowhere)"};
constexpr Sentence too_open{
    "是别的机器也能连的地址，而这里谁来都不问：改成监听 127.0.0.1，要给别的机器看就放一个带密码的代理",
    "is an address that other machines reach, and nothing here asks who they are: listen at "
    "127.0.0.1, and let a proxy with a password carry it further"};

}  // namespace text

namespace {

net::Response health(const std::vector<std::string>& troubles) {
  if (troubles.empty()) return {.body = "ok\n"};
  net::Response response{.status = 503, .body = "degraded\n"};
  for (const std::string& trouble : troubles) response.body += trouble + "\n";
  return response;
}

}  // namespace

net::Listen local_listen(std::string_view text) {
  const auto at = net::read_listen(text);
  if (!at) throw Explained(text::unlike);
  if (!at->address.is_loopback()) throw Explained(text::too_open);
  return *at;
}

Operations::Operations(boost::asio::io_context& io, const net::Listen& at, Source source)
    : server_(io, at.address.to_string(), at.port) {
  server_.serve("/healthz",
                [troubles = std::move(source.troubles)](const net::Request&) { return health(troubles()); });
  server_.serve("/metrics", [metrics = std::move(source.metrics)](const net::Request&) {
    return net::Response{.type = "text/plain; version=0.0.4; charset=utf-8", .body = metrics()};
  });
  server_.when_crowded(std::move(source.crowded));
  server_.start();
}

}  // namespace banwei::web
