// Boost.URL reads the url; what it allows and we cannot dial is refused here.
#include "bot/net/target.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "bot/net/address.h"
#include "storage/bilingual.h"

namespace banwei::net {

namespace text {

constexpr Sentence unlike{"网关地址要写成 ws://127.0.0.1:3001/ 的样子",
                          "the gateway's url is not like ws://127.0.0.1:3001/"};
constexpr Sentence no_port{"网关地址里的端口不存在（1 到 65535）", "the gateway's url has a port that does not exist"};
constexpr Sentence scheme{"网关地址要以 ws:// 或 wss:// 开头", "the gateway's url must begin with ws:// or wss://"};
constexpr Sentence user{"网关地址里有用户名：令牌请写在它自己的设置里（token_file）",
                        "the gateway's url holds a user name; put the token into its own setting"};
constexpr Sentence no_token{
    "[gateway] url 连的是另一台机器，却没有令牌：谁能连上网关谁就能冒充这个账号。请把令牌写进 token_file（或 "
    "BANWEI_TOKEN），网关那边写同一个",
    "[gateway] url leads to another machine and there is no token: whoever reaches the gateway could speak as the "
    "account. Set token_file (or BANWEI_TOKEN) to a token, and the same one in the gateway's settings"};
constexpr Sentence in_public{
    "[gateway] url 是公网地址，ws:// 会把令牌和体温明文传出去：改用 wss://；路上另有加密才设 insecure = true",
    plain_to_public};

}  // namespace text

namespace {

std::string text_of(boost::core::string_view view) { return std::string(view.data(), view.size()); }

/// What stands between "//" and the path, as whoever wrote the url reads it.
std::string_view authority_of(std::string_view url) {
  const std::size_t from = url.find("//") + 2;
  return url.substr(from, url.find_first_of("/?#", from) - from);
}

/// An address, or a name as machines and containers have them: nothing encoded, nothing in brackets but an address.
bool host_like(const std::string& host, bool bracketed) {
  boost::system::error_code no_address;
  const auto address = boost::asio::ip::make_address(host, no_address);
  if (bracketed) return !no_address && address.is_v6();
  return std::all_of(host.begin(), host.end(), [](unsigned char sign) {
    return std::isalnum(sign) != 0 || sign == '.' || sign == '-' || sign == '_';
  });
}

std::uint16_t port_of(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > 65'535) {
    throw Explained(text::no_port);
  }
  return static_cast<std::uint16_t>(number);
}

}  // namespace

Target target_of(const std::string& url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || !parsed->has_authority() || parsed->encoded_host().empty()) {
    throw Explained(text::unlike);
  }
  if (parsed->scheme() != "ws" && parsed->scheme() != "wss") {
    throw Explained(text::scheme);
  }
  if (parsed->has_userinfo()) {
    throw Explained(text::user);
  }
  // Boost 1.81 reads 127.0.0.1.example.edu:3001 as 127.0.0.1 without a port, and the rest as a path.
  const std::string authority = text_of(parsed->encoded_host_and_port());
  if (authority != authority_of(url) || parsed->has_fragment()) throw Explained(text::unlike);
  Target target;
  target.secure = parsed->scheme() == "wss";
  if (target.secure) target.port = 443;
  target.host = text_of(parsed->encoded_host_address());
  if (!host_like(target.host, authority.front() == '[')) throw Explained(text::unlike);
  if (parsed->has_port()) target.port = port_of(text_of(parsed->port()));
  target.authority = authority;
  target.path = parsed->encoded_path().empty() ? "/" : text_of(parsed->encoded_path());
  if (parsed->has_query()) target.path += "?" + text_of(parsed->encoded_query());
  return target;
}

Target dial_target(const std::string& url, bool has_token, bool insecure) {
  Target target = target_of(url);
  boost::system::error_code no_address;
  const auto address = boost::asio::ip::make_address(target.host, no_address);
  const bool here = no_address ? target.host == "localhost" : network_of(address) == Network::loopback;
  if (!here && !has_token && target.path.find("access_token=") == std::string::npos) {
    throw Explained(text::no_token);
  }
  if (!no_address && !target.secure && !insecure && network_of(address) == Network::open) {
    throw Explained(text::in_public);
  }
  return target;
}

}  // namespace banwei::net
