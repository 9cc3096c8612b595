// OneBot 11 from the gateway's side, as NapCat writes it: events and answers to the bot, segments from it. Pure.
// Invariant: every frame has the keys and types that NapCat sends (reference: gateways 1.2, 2, 3.2), ids as numbers.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "bot/sandbox/chat_rooms.h"
#include "bot/sandbox/pictures.h"

namespace banwei::sandbox::napcat {

/// A failed action: its retcode and NapCat's words.
struct Failure {
  int retcode = 1200;
  std::string why;
};

nlohmann::json lifecycle(const Campus& campus, Utc now);
nlohmann::json heartbeat(const Campus& campus, Utc now, bool online, long interval_ms);
nlohmann::json message(const ChatRooms& rooms, const Pictures& pictures, const ChatLine& line);
nlohmann::json recall(const Campus& campus, const ChatLine& line, Utc now);  // Its sender takes it back.
nlohmann::json friend_request(const Campus& campus, const std::string& account, const std::string& flag, Utc now);
nlohmann::json friend_added(const Campus& campus, const std::string& account, Utc now);

nlohmann::json answer(nlohmann::json data, nlohmann::json echo);
nlohmann::json failure(const Failure& failure, nlohmann::json echo);

nlohmann::json friends(const ChatRooms& rooms);
nlohmann::json groups(const ChatRooms& rooms);
nlohmann::json members(const ChatRooms& rooms, const std::string& group);

/// A parameter that may be a string or a number, as text. Throws Failure 1400 when it is missing or anything else.
std::string parameter(const nlohmann::json& parameters, const char* key);

/// A segment array as content, an image's value being its file or else its URL. Throws Failure 1400 for a string
/// message, an unknown segment or an empty one.
Content content(const nlohmann::json& segments);

/// What people see for an emoji_id: QQ's own faces by table, larger numbers are code points.
std::string emoji(const std::string& emoji_id);

}  // namespace banwei::sandbox::napcat
