// The port to a messaging platform: events in, calls out. OneBot 11 over a websocket is one; the tests' recorder is
// another. Invariant: a call ends in exactly one Outcome, and only `sent` and `refused` are known; `unknown` must never
// be resent blindly.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "handlers/chat.h"

namespace banwei {

/// The link is up and the account is known, or it went down.
struct LinkUp {
  std::string account = {};
  Capabilities can = {};
  std::optional<std::vector<std::string>> friends = {};  // Unset unless the list came whole.
  std::vector<std::string> groups = {};                  // The account can speak in these.
};
/// The list came whole, after the link was up.
struct Friends {
  std::string account = {};
  std::vector<std::string> friends = {};
};
struct LinkDown {
  std::string why = {};
  std::string account = {};
  bool logged_out = false;             // The gateway lives, and a person must log the account in again.
  std::optional<Utc> deaf_since = {};  // The gateway lives and has brought nothing since then, though people spoke.
};

/// What the account may do in a group has changed.
struct MuteChange {
  enum class Kind { muted, unmuted, removed };
  Kind kind = Kind::muted;
  std::string account = {};
  std::string group = {};
  std::chrono::seconds lasts{0};  // 0: a mute lasts until it is lifted.
  Utc sent{};
};

using Event = std::variant<Message, Recall, Friendship, MuteChange, LinkUp, Friends, LinkDown, GroupInvite,
                           MemberChange, GroupMembers, SentFile>;

enum class Outcome {
  sent,     // The gateway's echo said ok.
  refused,  // The gateway said it failed: it was not delivered.
  unknown,  // It was written, but no answer came or an ambiguous one.
  unsent,   // It was never written and may be sent again.
};

struct CallResult {
  std::uint64_t tag = 0;  // The caller knows its call by it.
  Outcome outcome = Outcome::unknown;
  std::string message = {};           // The platform's message id when it was sent.
  std::string why = {};               // It is written for logs and holds no text of the message.
  bool stranger = false;              // It was refused because the account is no friend.
  std::vector<Message> history = {};  // FetchHistory's, as the gateway orders them, the account's own among them.
  int messages = 0;                   // How many the history had, once they have gone ahead of this result.
  Utc oldest{};                       // When the oldest of them was sent,
  Utc newest{};                       // and when the newest was.
  Utc jump{};                         // Before the message of that time the platform's own count has a hole.
  std::string account = {};           // The account by whose line it went.
  std::size_t kind = 0;               // The index of OutgoingCall::what.
};

/// One call to the platform.
struct Send {
  bool group = false;
  std::string target = {};
  Content content = {};
};
struct ReactTo {
  Place place = Place::group;
  std::string room = {};
  std::string message = {};
  std::string emoji = {};
};
/// Takes one of the bot's own messages back.
struct Delete {
  bool group = false;
  std::string target = {};
  std::string message = {};
};
struct AcceptFriend {
  std::string flag = {};
};
struct AcceptInvite {
  std::string flag = {};
};
struct SendFile {
  bool group = false;
  std::string target = {};
  std::string name = {};
  std::string bytes = {};
};
/// The newest messages of a group, for what was said while the line was down.
struct FetchHistory {
  std::string group = {};
  int count = 20;
};

/// These two are answered by an event, whatever becomes of them.
struct FetchMembers {
  std::string group = {};
};
struct GetFile {
  std::string user = {};
  std::string file = {};
  std::string about = {};
};

struct OutgoingCall {
  std::uint64_t tag = 0;  // 0: the outcome is counted and interests nobody
  std::variant<Send, ReactTo, Delete, AcceptFriend, SendFile, FetchHistory, AcceptInvite, FetchMembers, GetFile> what;
  std::string account = {};  // "": any account that knows the room may make the call.
};

/// The event that answers such a call while nothing has come of it.
inline std::optional<Event> in_vain(const OutgoingCall& call) {
  if (const auto* fetch = std::get_if<FetchMembers>(&call.what))
    return GroupMembers{.account = call.account, .group = fetch->group};
  if (const auto* get = std::get_if<GetFile>(&call.what))
    return SentFile{.account = call.account, .user = get->user, .about = get->about};
  return std::nullopt;
}

/// Where a gateway hands over what it heard, and what became of its calls; what is unset is told nobody.
struct Sink {
  std::function<void(Event)> event = {};
  std::function<void(CallResult)> result = {};
};

class Gateway {
 public:
  virtual ~Gateway() = default;

  /// Hands calls over; from any thread. Outcomes come back as CallResult through the Sink given at construction.
  virtual void submit(std::vector<OutgoingCall> calls) = 0;
};

}  // namespace banwei
