// What the sandbox is inside: rooms, faults and sockets, shared by its front, the bot's line and the people's page.
// Invariant: all of it is on the thread that runs `io`; a socket that is gone is in no set.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <nlohmann/json.hpp>

#include "bot/sandbox/napcat.h"
#include "bot/sandbox/pictures.h"
#include "bot/sandbox/sandbox.h"
#include "bot/sandbox/transcript.h"

namespace banwei::sandbox {

using Json = nlohmann::json;
using SocketPtr = std::shared_ptr<net::Socket>;

inline std::string text_of(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

class Sandbox::State : public std::enable_shared_from_this<Sandbox::State> {
 public:
  State(net::Server& server, boost::asio::io_context& io, const Clock& clock, Campus campus, SandboxOptions options)
      : options(std::move(options)),
        // Ids start anew with each run: a bot that keeps its database must not take them for messages it has seen.
        rooms(std::move(campus), static_cast<std::uint64_t>(clock.wall().time_since_epoch().count())),
        transcript(rooms, clock, this->options.zone),
        io_(io),
        clock_(clock),
        zone_(this->options.zone),
        pictures_("http://127.0.0.1:" + std::to_string(server.port())),
        beat_(io),
        pulse_(io) {}

  void serve(net::Server& server);
  void stop();
  void drop();

  std::string said_by(const std::string& user, Place place, const std::string& room, Content content);
  void recall(ChatLine& line);
  void resend(const ChatLine& line);
  void request_friend(const std::string& user);
  void befriend(const std::string& user);
  void explain(const std::string& message, std::vector<std::string> why);
  void fail(Faults next);
  void to_bot(const Json& event) { inject(text_of(event)); }
  void inject(const std::string& text);
  bool linked() const { return !bots_.empty(); }

  SandboxOptions options;
  ChatRooms rooms;
  Transcript transcript;
  Faults faults;
  SandboxObserver observer;

 private:
  using Action = Json (State::*)(const Json& parameters);
  struct Effect {  // a call that a fault can spoil
    CallFault Faults::*fault;
    Action run;
  };

  // The bot's side.
  int accept_bot(const net::Request& request) const;
  void bot_opened(const SocketPtr& socket);
  void bot_closed(const SocketPtr& socket);
  void line_went();
  void bot_called(const SocketPtr& socket, const std::string& text);
  Json run(const std::string& action, const Json& parameters);
  void answer_spoilt(const SocketPtr& socket, const CallFault& fault, Json good, const Json& echo);
  void send_answer(const SocketPtr& socket, std::string text);
  void send_later(std::chrono::milliseconds delay, std::function<void()> act);
  void flush_answers();
  void beat();
  static CallFault take(CallFault& fault);

  Json login_info(const Json&);
  Json status(const Json&);
  Json version(const Json&);
  Json friends(const Json&) { return napcat::friends(rooms); }
  Json groups(const Json&) { return napcat::groups(rooms); }
  Json members(const Json& parameters);
  Json history(const Json& parameters);
  Json delete_message(const Json& parameters);
  Json answer_friend(const Json& parameters);
  Json send_group(const Json& parameters);
  Json send_private(const Json& parameters);
  Json react(const Json& parameters);

  ChatLine draft(Place place, const std::string& room, const std::string& user, Content content) const;
  Json deliver(ChatLine line);

  // The people's side.
  void page_opened(const SocketPtr& socket);
  void page_said(const SocketPtr& socket, const std::string& text);
  void to_pages(const Json& message);
  Json page_state() const;
  Json page_clock(bool moved);
  void pulse();
  void move_clock(const std::string& to);
  void set_mode(const std::string& word);
  Json why(const std::string& message) const;
  net::Response take_picture(const net::Request& request);
  net::Response show_picture(const net::Request& request) const;
  net::Response save(const net::Request& request) const;
  Json event_of(const ChatLine& line) const { return napcat::message(rooms, pictures_, line); }
  Content sent(const Json& parameters) const;
  Content checked(Content content) const;

  boost::asio::io_context& io_;
  const Clock& clock_;
  const Zone zone_;
  Pictures pictures_;
  std::string mode_ = "正常";
  std::string_view list_ = "来了";  // what becomes of the friend list
  boost::asio::steady_timer beat_;
  boost::asio::steady_timer pulse_;
  Utc told_{};  // the time that the pages show
  std::set<std::shared_ptr<boost::asio::steady_timer>> late_;
  std::set<SocketPtr> bots_;
  std::set<SocketPtr> pages_;
  std::vector<std::pair<SocketPtr, std::string>> kept_back_;
  std::deque<std::pair<std::string, std::vector<std::string>>> explained_;  // by message, the newest last
  std::unordered_map<std::string, std::string> requests_;                   // flag -> account
  bool effective_ = true;  // false while a call runs whose effect a fault takes away
  bool stopped_ = false;
};

}  // namespace banwei::sandbox
