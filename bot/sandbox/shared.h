// What the sandbox's parts share: the rooms, who watches them, and the ways to the bot and to the pages.
// Invariant: all of it is on the thread that runs the sandbox's io_context.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

#include <nlohmann/json.hpp>

#include "bot/sandbox/files.h"
#include "bot/sandbox/napcat.h"
#include "bot/sandbox/pictures.h"
#include "bot/sandbox/sandbox.h"
#include "bot/sandbox/transcript.h"

namespace banwei::sandbox {

using Json = nlohmann::json;
using SocketPtr = std::shared_ptr<net::Socket>;

inline std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

struct Shared {
  SandboxOptions options;
  const Clock& clock;
  ChatRooms rooms;
  Transcript transcript;
  Pictures pictures;
  Files files = {};
  SandboxObserver observer = {};
  std::unordered_map<std::string, std::string> requests = {};  // Requests for friendship: flag -> account.
  std::function<void(const Json& event)> to_bot = {};
  std::function<void(const Json& message)> to_pages = {};

  Json event_of(const ChatLine& line) const { return napcat::message(rooms, pictures, line); }

  ChatLine draft(Place place, const std::string& room, const std::string& user, Content content) const {
    ChatLine line;
    line.place = place;
    line.room = room;
    line.user = user;
    line.sent = clock.wall();
    line.content = std::move(content);
    return line;
  }
};

}  // namespace banwei::sandbox
