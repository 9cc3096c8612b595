// The port to a messaging platform: events in, calls out. OneBot 11 over a websocket is one; the tests' recorder is
// another. Invariant: a call ends in exactly one Outcome, and only `sent` and `refused` are known; `unknown` must never
// be resent blindly.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "handlers/chat.h"

namespace banwei {

/// The link is up and the account is known, or it went down.
struct LinkUp {
  std::string account = {};
  Capabilities can = {};
  std::vector<std::string> friends = {};  // accounts that can be whispered to
};
struct LinkDown {
  std::string why = {};
};

using Event = std::variant<Message, Recall, Friendship, LinkUp, LinkDown>;

enum class Outcome {
  sent,     // the gateway's echo said ok
  refused,  // the gateway said it failed: it was not delivered
  unknown,  // written, but no answer or an ambiguous one
  unsent,   // never written: may be sent again
};

struct CallResult {
  std::uint64_t tag = 0;  // the caller's own
  Outcome outcome = Outcome::unknown;
  std::string message = {};  // the platform's message id when sent
  std::string why = {};      // for people who read logs; holds no text of the message
  bool stranger = false;     // refused because the account is no friend
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
  std::string message = {};
};
struct AcceptFriend {
  std::string flag = {};
};

struct OutgoingCall {
  std::uint64_t tag = 0;  // 0: the outcome interests nobody
  std::variant<Send, ReactTo, Delete, AcceptFriend> what;
};

class Gateway {
 public:
  virtual ~Gateway() = default;

  /// Hands calls over; from any thread. Outcomes come back as CallResult through the sink given at construction.
  virtual void submit(std::vector<OutgoingCall> calls) = 0;
};

}  // namespace banwei
