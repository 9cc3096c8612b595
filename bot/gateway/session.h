// A conversation over one open websocket, whoever dialled: greeting, events in, calls out, and what became of each.
// Invariant: LinkUp comes at most once before each LinkDown, and after over() nothing comes at all.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "bot/clock.h"
#include "bot/gateway/calls.h"
#include "bot/gateway/conversation.h"
#include "bot/gateway/gateway.h"
#include "bot/gateway/hearing.h"
#include "bot/log.h"
#include "bot/net/wire.h"

namespace banwei {

struct SessionOptions {
  Protocol protocol;
  std::string gateway = {};                  // The log calls it so.
  std::string account = {};                  // "" when only the greeting tells it.
  std::chrono::milliseconds idle{30'000};    // Without a frame or a pong for so long, the line is dead.
  std::chrono::milliseconds quiet{300'000};  // After nothing but heartbeats for so long, the gateway is put to a test.
  std::chrono::milliseconds call_timeout{15'000};
  std::chrono::milliseconds file_timeout{60'000};
  std::chrono::milliseconds friends_again{30'000};  // Asked for again then; doubled up to half an hour.
  std::size_t queue_limit = 2'000;                  // In frames that wait to be written.
};

/// It has more methods than a class should: each is a step of one machine, and all of them share its state.
class Session final : public net::WireUser, public std::enable_shared_from_this<Session> {
 public:
  /// It takes six: its own wire and options, and what all lines share.
  Session(boost::asio::io_context& io, std::shared_ptr<net::Wire> wire, SessionOptions options, const Clock& clock,
          Log& log, Sink sink);

  void on_alive() override { silent_looks_ = 0; }
  void on_text(std::string_view text) override;
  void on_written() override;
  void on_broken(const std::string& why) override { drop(why); }

  // What the wire's owner tells it; over() once and last.
  void start();
  void over(const std::string& why);

  /// While the line is down, or when it goes down before the frame is written, the call is `unsent`.
  void take(OutgoingCall call);

  /// Flushes what is queued and closes politely; a peer that never answers is cut after 2 s.
  void stop();
  void retire(const std::string& why);  // It counts as down at once, and then stops.
  void prove();                         // The gateway answers within 5 s, or the line is dropped.
  void drop(const std::string& why);
  void abandon();  // No callback comes any more.

  const std::string& account() const { return account_; }
  const std::string& why() const { return why_; }  // Of several causes of the end it is the first.
  bool token_refused() const { return token_refused_; }
  std::optional<Clock::Steady> up_since() const { return up_since_; }  // Unset when it never was up.

 private:
  /// Its life. From `stopping` on it only goes forward.
  enum class State {
    greeting,   // It asks what it must know first; events wait for the answers.
    up,         // LinkUp has been told
    offline,    // The gateway lives, but the account is logged out of the platform, where calls would only fail.
    returning,  // It greets once more after that.
    stopping,   // It takes no call; what waits is written, and what was called is answered.
    closing,    // The close frame is on its way, and nothing follows it.
    dropped,    // The wire is cut, and its owner has not said so yet.
    over,
  };
  enum class Pump { idle, posted, writing };

  using Then = std::function<void(const CallAnswer*)>;  // It is null when no answer came.

  struct Greeting {
    int open = 0;  // So many questions are not answered yet.
    bool answered = false;
    bool wants_friends = false;  // The friend list is one of them.
    Findings found = {};
  };
  struct LoggedOut {
    Clock::Steady since;
    int heard = 0;  // So many messages have come since.
    bool asked = false;
  };

  bool greets() const { return state_ == State::greeting || state_ == State::returning; }

  void watch();
  void test_self();
  void test_hearing();

  void greet(State state);
  void ask_friends();
  void await_friends(std::chrono::milliseconds time, void (Session::*then)());
  void friends_late();
  void on_friends(const CallAnswer* answer);
  void doubt_friends(const std::string& why);
  void ask(const Question& question, Then then);
  void ask(const Question& question, std::chrono::milliseconds time, Then then);
  void greeted(bool answered);
  void go_up();
  void go_down(const std::string& why, bool logged_out);

  void on_message(Message said);
  void deliver(Event event);
  void on_heartbeat(const Heartbeat& beat);
  void heard_while_offline();
  void on_answer(const CallAnswer& answer);
  void refuse_token();

  void claim(Message& said) const;
  History past(const CallAnswer& answer);  // Reads what FetchHistory brought.
  void tell(Event asked_for, const CallAnswer* answer);
  void begin(const std::string& echo, std::string frame, std::chrono::milliseconds time, Calls::Then then);
  void pump_soon();
  void pump();
  void close_politely();
  void emit(Event event);
  void report(CallResult result);

  boost::asio::io_context& io_;
  std::shared_ptr<net::Wire> wire_;
  const SessionOptions options_;
  const Clock& clock_;
  Log& log_;
  Sink sink_;
  std::unique_ptr<Conversation> conversation_;
  std::shared_ptr<Calls> calls_;
  boost::asio::steady_timer watchdog_;
  boost::asio::steady_timer end_;
  boost::asio::steady_timer friends_timer_;  // The greeting waits no longer then, or the list is asked for again.

  State state_ = State::greeting;
  Pump pump_ = Pump::idle;
  bool announced_ = false;  // LinkUp was told, and no LinkDown since.
  std::optional<Clock::Steady> up_since_ = {};
  std::string account_;
  std::string alias_;  // The gateway's other name for the account, which some give when asked.
  Greeting greeting_;
  bool friends_doubted_ = false;  // That their list did not come has been logged.
  std::chrono::milliseconds friends_pause_;
  std::vector<Event> held_;   // What came before the line was up waits here.
  int silent_looks_ = 0;      // The watchdog has looked so often since anything was heard.
  Clock::Steady last_event_;  // Heartbeats do not count.
  Hearing hearing_{clock_};
  std::optional<Utc> deaf_since_ = {};
  std::optional<LoggedOut> logged_out_ = {};  // The platform has said that it was.
  bool heartbeats_lie_ = false;               // They have said offline while people were heard.
  bool proving_ = false;                      // It is being asked whether it still answers.
  bool token_refused_ = false;
  std::string why_;
};

}  // namespace banwei
