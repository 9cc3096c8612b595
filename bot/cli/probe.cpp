#include "bot/cli/probe.h"

#include <boost/asio/io_context.hpp>
#include <nlohmann/json.hpp>
#include <utility>

#include "bot/gateway/link.h"
#include "bot/gateway/onebot11/conversation.h"

namespace banwei::cli {

namespace {

namespace text {
constexpr std::string_view no_reason = "网关没有正常回应";
}

constexpr std::chrono::seconds bound{25};  // Name, connection, upgrade and greeting have their own.

constexpr Sentence wrong_token{"令牌不对：让 token_file（或 BANWEI_TOKEN）里的令牌和网关 WebSocket 设置里的 token 一样",
                               "let token_file (or BANWEI_TOKEN) hold the token of the gateway's websocket"};

/// What the link logs as the reason, and what somebody who reads it can do. The first that is found counts.
constexpr std::pair<std::string_view, Sentence> advices[] = {
    {"refuses the token", wrong_token},
    {"HTTP 401", wrong_token},
    {"HTTP 403", wrong_token},
    {"HTTP 404",
     {"路径不对：[gateway] url 里的路径要和网关的正向 WebSocket 一样，一般是 /",
      "let the path in [gateway] url be that of the gateway's websocket server, / as a rule"}},
    {"is a public one",
     {"那是公网地址，ws:// 是明文：改用 wss://；路上另有加密才设 insecure = true",
      "use wss://; set insecure = true only when the way is protected by other means"}},
    {"has expired",
     {"网关的证书过期了：在网关那边换新的；也看看本机的时钟",
      "renew the gateway's certificate, and look at this machine's clock"}},
    {"not valid yet", {"网关的证书还没生效：校准两台机器的时钟", "set the clocks of both machines"}},
    {"for another name",
     {"证书不是发给这个名字的：[gateway] url 里写证书上的名字", "let [gateway] url have the name of the certificate"}},
    {"vouches for",
     {"证书不是本机信任的机构签的：把签它的 CA 证书（PEM）写进 [gateway] ca_file",
      "name the CA that signed it (PEM) in [gateway] ca_file"}},
    {"ca_file cannot",
     {"[gateway] ca_file 读不了：检查路径和权限，内容要是 PEM 证书",
      "check path and mode of [gateway] ca_file; it must hold PEM"}},
    {"speaks no TLS",
     {"那个端口不说 TLS：让网关前面的代理开 TLS，或用 ws://（只限本机和内网）",
      "let the proxy before the gateway speak TLS, or use ws:// on this machine or in a private network"}},
    {"name was not found",
     {"主机名解析不了：检查 [gateway] url 里的主机名和本机的 DNS",
      "check the host in [gateway] url and this machine's DNS"}},
    {"cannot be reached",
     {"那里没有程序在听：启动网关，打开它的正向 WebSocket，端口和 [gateway] url 一致",
      "start the gateway and its websocket server, at the port of [gateway] url"}},
    {"speaks no websocket",
     {"那个端口不是 OneBot 的正向 WebSocket（也许是 HTTP 或网页端口）：换成 WebSocket 的端口",
      "that port is another (HTTP or a page): take that of the websocket server"}},
    {"no answer", {"网关不回应：重启网关，看它的日志", "restart the gateway and see its log"}},
};
constexpr Sentence see_log{"看网关自己的日志，重启网关后再试", "see the gateway's own log, restart it and try again"};

Phrase advice_for(std::string_view why) {
  for (const auto& [sign, advice] : advices) {
    if (why.find(sign) != std::string_view::npos) return phrase(advice);
  }
  return phrase(see_log);
}

}  // namespace

Probe probe(const Config& config) {
  Probe result{.why = "no answer in time"};
  boost::asio::io_context io{1};
  const SystemClock clock;
  bool over = false;
  Log log([&](Log::Level, std::string_view line) {
    const auto said = nlohmann::json::parse("{" + std::string(line) + "}", nullptr, false);
    if (!said.is_object()) return;
    result.app = said.value("app", result.app);
    if (over || !said.contains("why")) return;
    over = true;
    result.why = said.value("why", "");
  });
  Link link(io,
            {.protocol = onebot11::converse,
             .url = config.gateway_url,
             .token = config.gateway_token,
             .ca_file = config.gateway_ca_file,
             .insecure = config.gateway_insecure},
            clock, log, {.event = [&](const Event& event) {
              const auto* up = std::get_if<LinkUp>(&event);
              if (over || up == nullptr) return;
              over = true;
              result.up = true;
              result.account = up->account;
              result.friends = up->friends.has_value();
            }});
  link.start();
  const auto end = clock.steady() + bound;
  while (!over && clock.steady() < end) io.run_one_for(std::chrono::milliseconds{100});
  link.stop();
  io.run_for(std::chrono::seconds{3});
  if (result.up) return result;
  result.advice = advice_for(result.why);
  // What is wrong stands before the colon of the advice; the link's own words are English.
  constexpr std::string_view colon = "：";
  const auto at = result.advice.chinese.find(colon);
  result.reason.chinese =
      at == std::string::npos ? text::no_reason : std::string_view(result.advice.chinese).substr(0, at);
  result.reason.english = result.why;
  return result;
}

}  // namespace banwei::cli
