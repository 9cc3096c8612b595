// The sandbox as the bot dials it: its websockets, heartbeats, and the faults that spoil the answers to its calls.
// Invariant: a socket that is gone is in no set; a fault lasts for as many calls as it says.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/steady_timer.hpp>

#include "bot/sandbox/shared.h"

namespace banwei::sandbox {

class BotLine : public std::enable_shared_from_this<BotLine> {
 public:
  /// Runs a call and gives its data, or throws napcat::Failure. One that is not `effective` changes nothing.
  using Run = std::function<Json(const std::string& action, const Json& parameters, bool effective)>;

  BotLine(boost::asio::io_context& io, Shared& shared, Run run)
      : io_(io), shared_(shared), run_(std::move(run)), beat_(io) {}

  int accept(const net::Request& request) const;
  void opened(const SocketPtr& socket);
  void closed(const SocketPtr& socket);
  void called(const SocketPtr& socket, const std::string& text);

  bool linked() const { return !sockets_.empty(); }
  void inject(const std::string& text);
  void drop();  // No close frame is sent.
  void stop();

  const Faults& faults() const { return faults_; }
  void fail(Faults next);

 private:
  void went();
  void beat();
  static CallFault take(CallFault& fault);
  void answer_spoilt(const SocketPtr& socket, const CallFault& fault, const Json& good, const Json& echo);
  void send_answer(const SocketPtr& socket, std::string text);
  void send_later(std::chrono::milliseconds delay, std::function<void()> act);
  void flush_answers();

  boost::asio::io_context& io_;
  Shared& shared_;
  Run run_;
  Faults faults_;
  boost::asio::steady_timer beat_;
  std::set<std::shared_ptr<boost::asio::steady_timer>> late_;
  std::set<SocketPtr> sockets_;
  std::vector<std::pair<SocketPtr, std::string>> kept_back_;
  bool stopped_ = false;
};

}  // namespace banwei::sandbox
