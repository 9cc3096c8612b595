// Boost.URL reads the url; what it allows and we cannot dial is refused here.
#include "bot/gateway/target.h"

#include <charconv>
#include <stdexcept>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "bot/gateway/address.h"

namespace banwei {
namespace {

std::string text_of(boost::core::string_view view) { return std::string(view.data(), view.size()); }

std::uint16_t port_of(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > 65'535) {
    throw std::invalid_argument("the gateway's url has a port that does not exist");
  }
  return static_cast<std::uint16_t>(number);
}

}  // namespace

Target target_of(const std::string& url) {
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || !parsed->has_authority() || parsed->encoded_host().empty()) {
    throw std::invalid_argument("the gateway's url is not like ws://127.0.0.1:3001/");
  }
  if (parsed->scheme() != "ws" && parsed->scheme() != "wss") {
    throw std::invalid_argument("the gateway's url must begin with ws:// or wss://");
  }
  if (parsed->has_userinfo()) {
    throw std::invalid_argument("the gateway's url holds a user name; put the token into its own setting");
  }
  Target target;
  target.secure = parsed->scheme() == "wss";
  if (target.secure) target.port = 443;
  target.host = text_of(parsed->encoded_host_address());
  if (parsed->has_port()) target.port = port_of(text_of(parsed->port()));
  target.authority = text_of(parsed->encoded_host_and_port());
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
    throw std::invalid_argument(
        "[gateway] url leads to another machine and there is no token: whoever reaches the gateway could speak as the "
        "account. Set token_file (or BANWEI_TOKEN) to a token, and the same one in the gateway's settings");
  }
  if (!no_address && !target.secure && !insecure && network_of(address) == Network::open) {
    throw std::invalid_argument(plain_to_public);
  }
  return target;
}

}  // namespace banwei
