// A OneBot 11 gateway with people in it: the bot dials it as it dials NapCat, and a page or a test speaks for the
// people. Invariant: only loopback hosts are served, a browser never gets the bot's side, and all calls are on the
// thread that runs `io`.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "bot/clock.h"
#include "bot/net/server.h"
#include "bot/sandbox/chat_rooms.h"

namespace banwei::sandbox {

/// What becomes of one kind of call: whether it takes effect, and what the bot hears of it, and when.
struct CallFault {
  enum class Response {
    ok,
    timeout,  // 1200 with NapCat's "Timeout": the bot cannot know
    refused,  // 1200 with QQ's result 120, as when the bot is muted
    garbage,  // A frame that is no JSON comes.
    silence,
    hang_up,  // The line is cut instead.
  };
  bool effective = true;
  Response answer = Response::ok;
  std::chrono::milliseconds delay{0};
  int times = -1;  // It lasts for so many calls, -1 until it is changed.
};

struct Faults {
  CallFault group;           // For send_group_msg.
  CallFault direct;          // For send_private_msg.
  CallFault react;           // For set_msg_emoji_like.
  CallFault recall = {};     // For delete_msg.
  CallFault friends = {};    // For get_friend_list.
  bool same_id = false;      // Whatever is sent gets one and the same id.
  std::size_t reversed = 0;  // Answers wait until there are so many and leave last first; 0: they leave as they come.
  bool online = true;        // Heartbeats and get_status say so of the account.
  bool heartbeats = true;
  bool history = true;  // It knows get_group_msg_history.
  bool open = true;     // When false, a new line of the bot is answered 503.
};

inline constexpr CallFault muted{.effective = false, .answer = CallFault::Response::refused};
inline constexpr CallFault timed_out_but_delivered{.answer = CallFault::Response::timeout};
inline constexpr CallFault timed_out_and_lost{.effective = false, .answer = CallFault::Response::timeout};
inline constexpr CallFault never_answered{.answer = CallFault::Response::silence};
inline constexpr CallFault late{.delay = std::chrono::seconds{11}};  // Real gateways are so late with a friend list.

/// What the bot did. Every member may stay empty.
struct SandboxObserver {
  std::function<void(const ChatLine&)> said;  // The bot has spoken, in a group or in private.
  std::function<void(const ChatLine&, const std::string& emoji)> reacted;
  std::function<void(const ChatLine&)> recalled;
  std::function<void(bool up)> linked;  // The first line came up, or the last one went down.
};

struct SandboxOptions {
  std::string token;  // The bot's line must bring it; "" lets everybody in.
  std::string zone = "Asia/Shanghai";
  std::chrono::milliseconds heartbeat{15'000};
  bool report_self = false;             // The bot hears its own messages as `message_sent`.
  bool fresh = true;                    // The bot began with an empty database, so that a saved conversation replays.
  std::function<void(Utc)> move_clock;  // The page moves the clock ahead by it; empty: it cannot.
};

class Sandbox {
 public:
  static constexpr const char* onebot_path = "/onebot/v11/ws";

  /// Registers its paths with `server`, which the caller starts afterwards. Either may be destroyed first.
  Sandbox(net::Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus,
          SandboxOptions options = {});
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  void observe(SandboxObserver observer);

  // What people do. An unknown user, a group without them or an empty content is std::invalid_argument.
  std::string say(const std::string& user, const std::string& group, Content content);  // It returns the message's id.
  std::string whisper(const std::string& user, Content content);  // It goes to the bot in private.
  Part keep_file(const std::string& name, std::string bytes);     // To be said; the bot may fetch it.
  void recall(const std::string& message);                        // Its sender takes it back.
  void resend(const std::string& message);                        // The gateway sends the same event again.
  void request_friend(const std::string& user);                   // The user asks the bot to become a friend.
  void befriend(const std::string& user);                         // The user becomes a friend without being asked.

  /// How the bot decided about a message, in sentences; of the last `explained_limit` the page can ask.
  void explain(const std::string& message, std::vector<std::string> why);
  static constexpr std::size_t explained_limit = 200;

  // What the gateway does.
  void fail(Faults faults);  // This replaces all faults; answers that were kept back leave.
  const Faults& faults() const;
  void drop();                           // The bot's lines are cut without a close frame.
  void inject(const std::string& text);  // The bot is sent this frame as it is.
  bool linked() const;
  const ChatRooms& rooms() const;
  std::string transcript() const;  // It tells what happened so far, as a .chat file.

  void stop();  // Timers and sockets end, so that io.run() can.

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace banwei::sandbox
