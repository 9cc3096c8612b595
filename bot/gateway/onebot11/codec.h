// OneBot 11 as text: frames <-> the words of chat.h. Pure; no socket, no clock, no state.
// Invariant: only segment arrays are ever written, and a user's words only into a text segment; no input makes it
// throw.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bot/gateway/gateway.h"

namespace banwei::onebot11 {

/// The answer to one of our calls.
struct Answer {
  std::string echo;
  bool ok = false;         // status ok or async, retcode 0 or 1
  bool ambiguous = false;  // failed with "Timeout" (NapCat's 1200), or says neither: it may have been delivered
  bool stranger = false;   // failed because the account is no friend
  std::int64_t retcode = 0;
  std::string message_id;  // of data.message_id, "" without
  std::string why;         // the gateway's own words, cut to 200 bytes, for the log
  std::string data;        // data as JSON text, for get_login_info and get_friend_list
};

/// A meta event. `online` is unset when the gateway does not say.
struct Heartbeat {
  std::optional<bool> online;
  bool certain = false;  // bot_offline, which is no habit but an event
};
struct Lifecycle {
  std::string self_id;
};

/// A frame that means nothing to us; `why` goes to a counter and the debug log.
struct Ignored {
  std::string why;
};

using Frame = std::variant<Message, Recall, Friendship, Standing, Answer, Heartbeat, Lifecycle, Ignored>;

/// What differs between gateways, known by the name they give themselves.
struct Dialect {
  Capabilities can = {};
  bool group_reactions = false;  // Lagrange's own action for them
};
Dialect dialect_of(std::string_view app_name);

/// Reads one text frame. `now` stands in for a missing time and becomes Message::received.
Frame decode(std::string_view text, Utc now);

/// Writes a call with its echo.
std::string encode(const OutgoingCall& call, std::string_view echo, const Dialect& dialect = {});
std::string encode_action(std::string_view action, std::string_view echo);  // an action without parameters

/// Whether that refusal of a history means that there is none: NapCat throws "消息…不存在" instead of an empty list.
bool says_nothing_there(const Answer& answer);

/// What the answers hold: the accounts of get_friend_list, the groups of get_group_list, the account of get_login_info,
/// the gateway's own name of get_version_info, whether the account is online of get_status, the messages of
/// get_group_msg_history. Empty on anything odd; of the friends nothing when that is no list.
std::optional<std::vector<std::string>> friends(std::string_view data);
std::vector<std::string> groups(std::string_view data);
std::string login(std::string_view data);
std::string app_name(std::string_view data);
std::optional<bool> online(std::string_view data);
struct History {
  std::vector<Message> messages = {};
  Utc jump{};  // of the newest before which the platform's own count has a hole
};
History history(std::string_view data, Utc now);

}  // namespace banwei::onebot11
