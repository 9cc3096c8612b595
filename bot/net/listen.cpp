#include "bot/net/listen.h"

#include <charconv>

#include "bot/net/address.h"
#include "storage/bilingual.h"

namespace banwei::net {

namespace text {

constexpr Sentence unlike{"[gateway] listen 要写成 127.0.0.1:8080 的样子：IP 地址和端口",
                          "[gateway] listen is not like 127.0.0.1:8080: it takes an IP address and a port"};
constexpr Sentence no_token{
    "[gateway] listen 对别的机器开着，却没有令牌：谁都能冒充任何一位同学。请把网关那边的令牌写进 token_file（或 "
    "BANWEI_TOKEN），或写 listen = \"127.0.0.1:8080\"",
    "[gateway] listen is open to other machines and there is no token: anybody could speak for every student. Set "
    "token_file (or BANWEI_TOKEN) to the token that stands in the gateway's settings, or listen = "
    "\"127.0.0.1:8080\""};
constexpr Sentence in_public{
    "[gateway] listen 是公网地址，令牌和体温都会不加密地传进来：改成监听 127.0.0.1，前面放一个说 wss:// 的代理；"
    "路上另有保护才设 insecure = true",
    "[gateway] listen is a public address, where the token and every reading would come without TLS: listen at "
    "127.0.0.1 behind a proxy that speaks wss://, or set insecure = true when other means protect the way"};

}  // namespace text

std::optional<Listen> read_listen(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  const std::string_view port = text.substr(colon + 1);
  Listen listen;
  boost::system::error_code no_address;
  listen.address = boost::asio::ip::make_address(host, no_address);
  const char* const end = port.data() + port.size();
  const auto [last, no_port] = std::from_chars(port.data(), end, listen.port);
  return no_address || no_port != std::errc() || last != end ? std::nullopt : std::optional(listen);
}

Listen listen_of(const std::string& text, bool has_token, bool insecure) {
  const auto listen = read_listen(text);
  if (!listen) throw Explained(text::unlike);
  const Network network = network_of(listen->address);
  if (network != Network::loopback && !has_token) {
    throw Explained(text::no_token);
  }
  if (network == Network::open && !insecure) {
    throw Explained(text::in_public);
  }
  return *listen;
}

}  // namespace banwei::net
