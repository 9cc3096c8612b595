// The page's files, its doors and its messages. See chat_page.h.
#include "bot/sandbox/chat_page.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <nlohmann/json.hpp>

#include "bot/sandbox/assets.h"

namespace banwei::sandbox::page {
namespace {

using Json = nlohmann::json;

constexpr std::size_t text_limit = 4'500;  // QQ's own, about; in bytes that is generous enough for a page

constexpr const char* page_policy =
    "default-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

std::string without_port(std::string_view host) {
  if (!host.empty() && host.front() == '[') return std::string(host.substr(0, host.find(']') + 1));
  return std::string(host.substr(0, host.rfind(':')));
}

const char* name(Part::Kind kind) {
  switch (kind) {
    case Part::Kind::text:
      return "text";
    case Part::Kind::mention:
      return "mention";
    case Part::Kind::mention_all:
      return "mention_all";
    case Part::Kind::quote:
      return "quote";
    case Part::Kind::face:
      return "face";
    case Part::Kind::image:
      return "image";
    case Part::Kind::voice:
      return "voice";
    case Part::Kind::file:
      return "file";
    case Part::Kind::other:
      break;
  }
  return "other";
}

}  // namespace

bool loopback(std::string_view host) {
  const std::string name = without_port(host);
  return name == "127.0.0.1" || name == "localhost" || name == "[::1]";
}

int stranger(const net::Request& request) {
  if (!loopback(request.host)) return 421;
  if (request.origin.empty()) return 0;
  const std::string expected = "http://" + request.host;
  return request.origin == expected ? 0 : 403;
}

net::Response file(const net::Request& request) {
  if (!loopback(request.host)) return {.status = 421, .body = "这个地址不是本机，请用 127.0.0.1 打开\n"};
  const std::string name = request.path == "/" ? "/index.html" : request.path;
  const std::string_view bytes = asset("page" + name);
  if (bytes.empty()) return {.status = 404, .body = "没有这个文件\n"};
  const std::string_view ending = std::string_view(name).substr(name.rfind('.'));
  std::string type = "text/html; charset=utf-8";
  if (ending == ".css") type = "text/css; charset=utf-8";
  if (ending == ".js") type = "text/javascript; charset=utf-8";
  if (ending == ".svg") type = "image/svg+xml";
  return {
      .type = type,
      .body = std::string(bytes),
      .headers = {
          {"Content-Security-Policy", page_policy}, {"Referrer-Policy", "no-referrer"}, {"X-Frame-Options", "DENY"}}};
}

Content content(const Json& parts) {
  static constexpr Part::Kind kinds[] = {Part::Kind::text,  Part::Kind::mention, Part::Kind::mention_all,
                                         Part::Kind::quote, Part::Kind::image,   Part::Kind::voice,
                                         Part::Kind::file};
  Content out;
  std::size_t size = 0;
  for (const Json& each : parts) {
    const std::string word = each.at("kind");
    const auto kind =
        std::find_if(std::begin(kinds), std::end(kinds), [&](Part::Kind one) { return word == name(one); });
    if (kind == std::end(kinds)) throw std::invalid_argument("这种消息发不了");
    out.push_back({*kind, each.value("value", ""), each.value("id", "")});
    size += out.back().value.size();
  }
  if (size > text_limit) throw std::invalid_argument("太长了，最多发一千五百字");
  return out;
}

Json line(const ChatLine& said) {
  Json parts = Json::array();
  for (const Part& part : said.content) parts.push_back({{"kind", name(part.kind)}, {"value", part.value}});
  return {{"id", said.id},
          {"place", said.place == Place::group ? "group" : "direct"},
          {"room", said.room},
          {"user", said.user},
          {"time", said.sent.time_since_epoch().count()},
          {"parts", said.recalled ? Json::array() : std::move(parts)},
          {"recalled", said.recalled},
          {"reactions", said.reactions}};
}

Json state(const ChatRooms& rooms) {
  Json groups = Json::array();
  for (const ChatGroup& group : rooms.campus().groups) groups.push_back({{"id", group.id}, {"name", group.name}});
  Json users = Json::array();
  for (const ChatUser& user : rooms.campus().users) {
    users.push_back({{"account", user.account},
                     {"name", user.name},
                     {"card", user.card},
                     {"number", user.number},
                     {"label", user.label},
                     {"groups", user.groups},
                     {"friend", user.is_friend}});
  }
  Json last = Json::array();
  for (const auto& [key, lines] : rooms.all()) {
    if (!lines.empty()) last.push_back(line(lines.back()));
  }
  return {{"type", "state"},
          {"bot", {{"account", rooms.campus().bot_account}, {"name", rooms.campus().bot_name}}},
          {"groups", std::move(groups)},
          {"users", std::move(users)},
          {"last", std::move(last)}};
}

Json history(const ChatRooms& rooms, const Json& asked) {
  const std::string place = asked.at("place");
  const std::string room = asked.at("room");
  Json messages = Json::array();
  for (const ChatLine& said : rooms.lines(place == "group" ? Place::group : Place::direct, room)) {
    messages.push_back(line(said));
  }
  return {{"type", "history"}, {"place", place}, {"room", room}, {"messages", std::move(messages)}};
}

}  // namespace banwei::sandbox::page
