// A gateway that dials, and the bot's end of it. Invariant: all of it runs on the test's own thread.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "bot/gateway/acceptor.h"
#include "bot/gateway/onebot11/conversation.h"
#include "tests/bot/line_stand.h"
#include "tests/bot/socket_client.h"
#include "tests/json.h"

namespace banwei::test {

inline constexpr const char* bearer_header = "Authorization: Bearer s3cret-token\r\n";

inline std::string headers_of(const std::string& account) { return bearer_header + ("X-Self-ID: " + account) + "\r\n"; }

inline AcceptorOptions at_home() {
  return {.protocol = onebot11::converse, .listen = "127.0.0.1:0", .token = "s3cret-token"};
}

/// A gateway that dials: it answers the greeting, and then whatever else it is asked.
class Dialling {
 public:
  Dialling(boost::asio::io_context& io, std::uint16_t port, const std::string& account, bool greets = true)
      : socket_(io, port, "/onebot/v11/ws", headers_of(account)), account_(account) {
    for (int i = 0; greets && i < 4; ++i) {
      if (const auto frame = socket_.next()) answer(test::parsed(*frame));
    }
    pump();
  }

  void answer(const nlohmann::json& frame, bool closes = false) {
    nlohmann::json data;
    const std::string action = frame["action"];
    if (action == "get_login_info") data = {{"user_id", 1}};
    if (action == "get_group_list") data = nlohmann::json::array({{{"group_id", "g" + account_}}});
    if (action == "get_version_info") data = {{"app_name", "NapCat.Onebot"}};
    if (action.starts_with("send_")) data = {{"message_id", action + " by " + account_}};
    socket_.send(nlohmann::json({{"status", "ok"}, {"retcode", 0}, {"data", data}, {"echo", frame["echo"]}}).dump(),
                 closes);
  }

  /// Answers the next call, and with `closes` ends the line in the same breath; "" when none comes.
  std::string serve(int turns = 200, bool closes = false) {
    const auto frame = socket_.next(turns);
    if (!frame) return "";
    answer(test::parsed(*frame), closes);
    pump();
    return test::parsed(*frame)["action"];
  }

  void say(const std::string& text) {
    socket_.send(text);
    pump();
  }

  int status() const { return socket_.status(); }
  bool ended() { return socket_.ended(); }

 private:
  /// For what comes of it; the kernel holds small writes back for 40 ms.
  void pump() { socket_.next(100); }

  net::SocketClient socket_;
  std::string account_;
};

class AcceptorTest : public testing::Test {
 protected:
  AcceptorTest() : log_([this](Log::Level, std::string_view line) { logged_ += std::string(line) + "\n"; }) {}

  std::uint16_t open(AcceptorOptions options = at_home()) {
    acceptor_.emplace(io_, std::move(options), clock_, log_,
                      Sink{[this](Event event) { note(event); },
                           [this](CallResult result) { results_.push_back(std::move(result)); }});
    acceptor_->start();
    return acceptor_->port();
  }

  void note(const Event& event) {
    if (const auto* up = std::get_if<LinkUp>(&event)) order_ += "up " + up->account + ", ";
    if (const auto* down = std::get_if<LinkDown>(&event)) order_ += "down " + down->account + ", ";
    if (const auto* message = std::get_if<Message>(&event)) order_ += "message to " + message->account + ", ";
  }

  void pump(std::chrono::milliseconds time = std::chrono::milliseconds{50}) {
    io_.restart();
    io_.run_for(time);
  }

  bool pump_until(const std::function<bool()>& until) {
    for (int i = 0; i < 1'000 && !until(); ++i) pump(std::chrono::milliseconds{10});
    return until();
  }

  int status(std::uint16_t port, const std::string& path, const std::string& headers) {
    return net::SocketClient(io_, port, path, headers).status();
  }

  int count(std::string_view words) const {
    int found = 0;
    for (auto at = logged_.find(words); at != std::string::npos; at = logged_.find(words, at + 1)) ++found;
    return found;
  }

  boost::asio::io_context io_{1};
  SystemClock clock_;
  std::string logged_;
  Log log_;
  std::string order_;
  std::vector<CallResult> results_;
  std::optional<Acceptor> acceptor_;
};

inline OutgoingCall for_account(std::uint64_t tag, const std::string& account) {
  return {.tag = tag, .what = Send{true, "100001", plain("好")}, .account = account};
}

}  // namespace banwei::test
