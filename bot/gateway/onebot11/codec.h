// OneBot 11 as text: frames <-> the words of chat.h. Pure; no socket, no clock, no state.
// Invariant: only segment arrays are ever written, and a user's words only into a text segment; no input makes it
// throw.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bot/gateway/conversation.h"

namespace banwei::onebot11 {

/// What differs between gateways, known by the name they give themselves.
struct Dialect {
  std::string app = {};
  Capabilities can = {};
  bool group_reactions = false;  // Lagrange's own action for them
};
Dialect dialect_of(std::string_view app_name);

/// Reads one text frame. `now` stands in for a missing time and becomes Message::received.
Frame decode(std::string_view text, Utc now);

/// Writes a call with its echo.
std::string encode(const OutgoingCall& call, std::string_view echo, const Dialect& dialect = {});
std::string encode_action(std::string_view action, std::string_view echo);  // It has no parameters.

/// What the answers hold: the accounts of get_friend_list, the groups of get_group_list, the account of get_login_info,
/// the gateway's own name of get_version_info, whether the account is online of get_status, the messages of
/// get_group_msg_history. Empty on anything odd; of the friends nothing when that is no list.
std::optional<std::vector<std::string>> friends(std::string_view data);
std::vector<std::string> groups(std::string_view data);
std::string login(std::string_view data);
std::string app_name(std::string_view data);
std::optional<bool> online(std::string_view data);
History history(std::string_view data, Utc now);

/// Of get_group_member_list, without the robots of the platform; nothing when it is no list.
std::optional<std::vector<GroupMembers::Member>> members(std::string_view data);

/// The bytes of get_file, which must stand in the answer itself: a path or a url is the gateway's word alone.
std::optional<std::string> file(std::string_view data);

}  // namespace banwei::onebot11
