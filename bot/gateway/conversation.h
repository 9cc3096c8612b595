// How a session talks with a gateway: frames <-> the words of gateway.h. Each protocol is one Conversation.
// Invariant: it has no socket, no clock and no call of its own, and no input makes it throw.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "bot/gateway/gateway.h"

namespace banwei {

/// The gateway's answer to one of our calls.
struct CallAnswer {
  std::string echo = {};
  bool ok = false;
  bool ambiguous = false;       // It failed, or does not say, and may have been done all the same.
  bool stranger = false;        // It failed because the account is no friend.
  bool token_refused = false;   // It failed because our token is not the gateway's.
  bool unknown_action = false;  // It failed because the gateway knows no such call, which shows that it lives.
  bool nothing_there = false;   // There is no such history.
  std::int64_t code = 0;        // The gateway's own.
  std::string message_id = {};
  std::string why = {};   // The gateway's own words, cut to 200 bytes, for the log.
  std::string data = {};  // This is what was asked for, as the protocol writes it.
};

/// What a gateway says by itself of its account. `online` is unset when it does not say.
struct Heartbeat {
  std::optional<bool> online = {};
  bool certain = false;  // It is an event of its own and no habit.
};
/// The gateway names the account of the line.
struct Hello {
  std::string account = {};
};
/// A frame that means nothing to us; `why` goes to the debug log.
struct Ignored {
  std::string why = {};
};

using Frame = std::variant<Message, Recall, Friendship, MuteChange, GroupInvite, MemberChange, CallAnswer, Heartbeat,
                           Hello, Ignored>;

/// What the answers to a session's own questions have told it.
struct Findings {
  std::string account = {};
  std::optional<std::vector<std::string>> friends = {};  // It is unset when what came is no list.
  std::vector<std::string> groups = {};
  std::optional<bool> online = {};
};

/// A question of the session's own, by the protocol's name for it, and how its answer is read.
struct Question {
  std::string action = {};
  std::function<void(const CallAnswer& answer, Findings& findings)> read = {};
};

struct History {
  std::vector<Message> messages = {};
  Utc jump{};  // Before the message of that time the platform's own count has a hole.
};

class Conversation {
 public:
  virtual ~Conversation() = default;

  /// What is asked before the line counts as up. The answers also settle which gateway it is and what it can.
  virtual std::vector<Question> greet() = 0;
  virtual Question friends() const = 0;  // It is asked beside the greeting, for a line need not wait for it.
  virtual Question status() const = 0;
  virtual Question self_test() const = 0;  // Only a gateway that works answers it well.

  virtual const std::string& gateway() const = 0;  // The name that it gives itself, "" before.
  virtual const Capabilities& can() const = 0;

  /// Reads one text frame. `now` stands in for a missing time and becomes Message::received.
  virtual Frame decode(std::string_view text, Utc now) const = 0;
  virtual History history(const CallAnswer& answer, Utc now) const = 0;
  /// What else was asked for; not every platform has it.
  virtual std::optional<std::vector<GroupMembers::Member>> members(const CallAnswer&) const { return std::nullopt; }
  virtual std::optional<std::string> file(const CallAnswer&) const { return std::nullopt; }  // its bytes

  virtual std::string encode(const OutgoingCall& call, std::string_view echo) const = 0;
  virtual std::string encode(const Question& question, std::string_view echo) const = 0;
};

/// Begins a conversation on a new line.
using Protocol = std::function<std::unique_ptr<Conversation>()>;

}  // namespace banwei
