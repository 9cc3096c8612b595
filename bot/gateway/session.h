// OneBot 11 spoken over one open websocket, whoever dialled: greeting, events in, calls out, and what became of each.
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
#include "bot/gateway/gateway.h"
#include "bot/log.h"
#include "bot/net/wire.h"

namespace banwei {

struct SessionOptions {
  std::string gateway = {};                  // for the log
  std::string account = {};                  // when it is known before the greeting
  std::chrono::milliseconds idle{30'000};    // no frame and no pong for this long: the line is dead
  std::chrono::milliseconds quiet{300'000};  // nothing but heartbeats for this long: the gateway is put to a test
  std::chrono::milliseconds call_timeout{15'000};
  std::chrono::milliseconds file_timeout{60'000};
  std::chrono::milliseconds friends_again{30'000};  // after a friend list that did not come; doubled up to half an hour
  std::size_t queue_limit = 2'000;                  // frames waiting to be written
};

class Session final : public net::WireUser, public std::enable_shared_from_this<Session> {
 public:
  using OnEvent = std::function<void(Event)>;
  using OnResult = std::function<void(CallResult)>;

  Session(boost::asio::io_context& io, std::shared_ptr<net::Wire> wire, SessionOptions options, const Clock& clock,
          Log& log, OnEvent on_event, OnResult on_result);

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
  void retire(const std::string& why);  // is down at once, and then stops
  void prove();                         // answers within 5 s, or is dropped
  void drop(const std::string& why);
  void abandon();  // no callback comes any more

  const std::string& account() const { return account_; }
  const std::string& why() const { return why_; }  // the first cause of the end
  bool token_refused() const { return token_refused_; }
  bool was_up() const { return was_up_; }
  Clock::Steady up_since() const { return up_since_; }

 private:
  using Then = std::function<void(const onebot11::Answer*)>;

  struct Room {
    std::string name;
    Utc spoken{};  // when somebody spoke there last, as far as is known
  };

  void watch();
  void test_self();
  void test_hearing();

  void greet();
  void ask_friends();
  void await_friends(std::chrono::milliseconds time, void (Session::*then)());
  void friends_late();
  void friends_came(const onebot11::Answer* answer);
  void doubt_friends(const std::string& why);
  void ask(std::string_view action, Then then);
  void ask(std::string_view action, std::chrono::milliseconds time, Then then);
  void greeted(bool answered);
  void go_up();
  void go_down(const std::string& why, bool logged_out);

  void message(Message message);
  void event(Event event);
  void heartbeat(const onebot11::Heartbeat& beat);
  void heard_while_offline();
  void answer(const onebot11::Answer& answer);
  void refuse_token();

  void claim(Message& said) const;
  void spoken(const std::string& room, Utc when);
  onebot11::History past(std::string_view data);  // of get_group_msg_history
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
  OnEvent on_event_;
  OnResult on_result_;
  std::shared_ptr<Calls> calls_;
  boost::asio::steady_timer watchdog_;
  boost::asio::steady_timer end_;
  boost::asio::steady_timer friends_timer_;  // the greeting waits for their list, or it is asked for again

  std::string account_;
  std::string alias_;  // how the gateway calls the account when asked, when that is another name
  onebot11::Dialect dialect_;
  int greetings_ = 0;  // greeting calls without an answer yet
  bool greeting_answered_ = false;
  LinkUp greeting_;
  bool friends_awaited_ = false;  // by the greeting
  bool friends_doubted_ = false;  // their list did not come, which was logged
  std::chrono::milliseconds friends_pause_;
  std::vector<Event> held_;   // what came before the line was up
  int silent_looks_ = 0;      // of the watchdog, since anything was heard
  Clock::Steady last_event_;  // of more than a heartbeat
  Clock::Steady up_since_;
  std::vector<Room> rooms_;                   // a few in which people spoke last
  Utc newest_{};                              // by the platform's clock: the newest message of somebody else that came
  std::optional<Clock::Steady> missed_ = {};  // when a newer one was first seen that had not come
  std::optional<Utc> deaf_since_ = {};
  bool open_ = true;  // frames may be written
  bool writing_ = false;
  bool pumping_ = false;  // soon
  bool closing_ = false;  // the close frame is on its way; nothing follows it
  bool stopping_ = false;
  bool up_ = false;
  bool was_up_ = false;
  bool heartbeats_lie_ = false;
  std::optional<Clock::Steady> logged_out_ = {};  // since bot_offline said so
  int heard_offline_ = 0;                         // messages since
  bool asked_status_ = false;
  bool proving_ = false;
  bool token_refused_ = false;
  std::string why_;
};

}  // namespace banwei
