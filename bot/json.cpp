#include "bot/json.h"

#include <nlohmann/json.hpp>

namespace banwei::json {

namespace {

using nlohmann::ordered_json;

std::string dump(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json parts(const Content& content) {
  ordered_json list = ordered_json::array();
  for (const Part& part : content) list.push_back({static_cast<int>(part.kind), part.value});
  return list;
}

Content parts(const ordered_json& list) {
  Content content;
  for (const ordered_json& part : list) {
    content.push_back({static_cast<Part::Kind>(part.at(0).get<int>()), part.at(1).get<std::string>()});
  }
  return content;
}

/// What `read` makes of the text; an empty value when the text is not what it expects.
template <class Read>
auto reading(std::string_view text, Read read) -> decltype(read(ordered_json{})) {
  try {
    return read(ordered_json::parse(text));
  } catch (const ordered_json::exception&) {
    return {};
  }
}

}  // namespace

std::string of(const Content& content) { return dump(parts(content)); }

std::string of(const Message& message) {
  return dump({{"account", message.account},
               {"place", static_cast<int>(message.place)},
               {"room", message.room},
               {"user", message.user},
               {"id", message.id},
               {"sent", message.sent.time_since_epoch().count()},
               {"received", message.received.time_since_epoch().count()},
               {"content", parts(message.content)}});
}

std::string of(const std::vector<Action>& actions) {
  ordered_json list = ordered_json::array();
  for (const Action& action : actions) {
    if (const auto* react = std::get_if<React>(&action)) list.push_back({{"react", react->emoji}});
    if (const auto* say = std::get_if<Say>(&action)) list.push_back({{"say", parts(say->content)}});
  }
  return list.empty() ? std::string() : dump(list);
}

std::optional<Content> content(std::string_view text) {
  return reading(text, [](const ordered_json& value) -> std::optional<Content> { return parts(value); });
}

std::optional<Message> message(std::string_view text) {
  return reading(text, [](const ordered_json& value) -> std::optional<Message> {
    Message message;
    message.account = value.at("account").get<std::string>();
    message.place = static_cast<Place>(value.at("place").get<int>());
    message.room = value.at("room").get<std::string>();
    message.user = value.at("user").get<std::string>();
    message.id = value.at("id").get<std::string>();
    message.sent = Utc{std::chrono::seconds{value.at("sent").get<std::int64_t>()}};
    message.received = Utc{std::chrono::seconds{value.at("received").get<std::int64_t>()}};
    message.content = parts(value.at("content"));
    return message;
  });
}

std::vector<Action> actions(std::string_view text) {
  return reading(text, [](const ordered_json& value) {
    std::vector<Action> actions;
    for (const ordered_json& item : value) {
      if (item.contains("react")) actions.emplace_back(React{item.at("react").get<std::string>()});
      if (item.contains("say")) actions.emplace_back(Say{parts(item.at("say"))});
    }
    return actions;
  });
}

}  // namespace banwei::json
