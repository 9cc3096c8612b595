// The sandbox as the people at its page see it: what they say and send, the clock, the gateway's mode, and saving.
// Invariant: a socket that is gone is in no set; a page is told a sentence when it asks for what cannot be.
#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "bot/sandbox/bot_line.h"
#include "bot/sandbox/people.h"
#include "bot/sandbox/shared.h"
#include "handlers/common/zone.h"

namespace banwei::sandbox {

class PeoplePage : public std::enable_shared_from_this<PeoplePage> {
 public:
  PeoplePage(boost::asio::io_context& io, Shared& shared, People& people, BotLine& line)
      : shared_(shared), people_(people), line_(line), zone_(shared.options.zone), pulse_(io) {}

  int accept(const net::Request& request) const;
  void opened(const SocketPtr& socket);
  void said(const SocketPtr& socket, const std::string& text);
  void closed(const SocketPtr& socket) { sockets_.erase(socket); }
  void tell(const Json& message);
  void explain(const std::string& message, std::vector<std::string> why);
  void stop();

  net::Response take_picture(const net::Request& request);
  net::Response take_file(const net::Request& request);
  std::string keep(std::string file);  // Its id.
  net::Response show_picture(const net::Request& request) const;
  net::Response show_file(const net::Request& request) const;
  net::Response save(const net::Request& request) const;

 private:
  Json state() const;
  Json clock(bool moved);
  void pulse();
  void move_clock(const std::string& to);
  void set_mode(const std::string& word);
  Json why(const std::string& message) const;
  Content checked(Content content) const;

  Shared& shared_;
  People& people_;
  BotLine& line_;
  const Zone zone_;
  boost::asio::steady_timer pulse_;
  std::set<SocketPtr> sockets_;
  std::string mode_ = "正常";
  std::string_view list_ = "来了";                                          // What becomes of the friend list.
  Utc told_{};                                                              // The pages show this time.
  std::deque<std::pair<std::string, std::vector<std::string>>> explained_;  // By message, the newest last.
  bool stopped_ = false;
};

}  // namespace banwei::sandbox
