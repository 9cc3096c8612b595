// What the sandbox's page is sent, what it may say, and who may open it. Pure; the sockets are the sandbox's.
// Invariant: a request that names another host or comes from another page gets nothing, for any page can dial
// 127.0.0.1.
#pragma once

#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "bot/net/server.h"
#include "bot/sandbox/chat_rooms.h"

namespace banwei::sandbox::page {

bool loopback(std::string_view host);

/// The status that turns a request away: 421 for a name that was pointed at us, 403 for another page's websocket, else
/// 0.
int stranger(const net::Request& request);

/// One of the page's own files, with a policy that allows nothing from elsewhere and nothing inline.
net::Response file(const net::Request& request);

/// What a page says. Throws std::invalid_argument with a sentence for the person at the page.
Content content(const nlohmann::json& parts);

nlohmann::json line(const ChatLine& said);
nlohmann::json state(const ChatRooms& rooms);  // People, groups and the last line of every room.
nlohmann::json history(const ChatRooms& rooms, const nlohmann::json& asked);

}  // namespace banwei::sandbox::page
