// A sandbox of three people, a bot that dials it by hand, and a page. Invariant: all of it runs on the test's own
// thread.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "bot/gateway/onebot11/codec.h"
#include "bot/sandbox/sandbox.h"
#include "tests/bot/socket_client.h"
#include "tests/hand_clock.h"
#include "tests/json.h"

namespace banwei::sandbox {

using Json = nlohmann::json;

inline Campus small_campus() {
  Campus campus;
  campus.bot_account = "10000";
  campus.bot_name = "班级小助手";
  campus.groups = {{"700001", "机电1901"}, {"700002", "数控1802"}};
  campus.users = {
      {.account = "10001", .name = "张三", .card = "01-张三", .number = "01", .label = "", .groups = {"700001"}},
      {.account = "10002", .name = "李四", .card = "", .number = "02", .label = "", .groups = {"700001"}},
      {.account = "10020",
       .name = "郑楠",
       .card = "",
       .number = "20",
       .label = "",
       .groups = {"700001"},
       .is_friend = false}};
  return campus;
}

class SandboxTest : public testing::Test {
 protected:
  explicit SandboxTest(bool moves = false) : sandbox_(server_, io_, clock_, small_campus(), options(moves)) {}
  ~SandboxTest() override {
    sandbox_.stop();
    server_.stop();
    io_.restart();
    io_.run_for(std::chrono::milliseconds{50});
  }

  void SetUp() override { server_.start(); }

  SandboxOptions options(bool moves) {
    SandboxOptions out;
    out.token = "secret";
    out.heartbeat = std::chrono::milliseconds{40};
    if (moves) out.move_clock = [this](Utc to) { clock_.set(to); };
    return out;
  }

  /// A bot whose line is open, or was refused.
  net::SocketClient dial() {
    net::SocketClient bot(io_, server_.port(), Sandbox::onebot_path, "Authorization: Bearer secret\r\n");
    for (int turn = 0; turn < net::SocketClient::patience && bot.status() == 101 && !sandbox_.linked(); ++turn) {
      io_.run_for(std::chrono::milliseconds{1});
    }
    return bot;
  }
  net::SocketClient browse() {
    return {io_, server_.port(), "/chat", "Origin: http://127.0.0.1:" + std::to_string(server_.port()) + "\r\n"};
  }

  /// What the page hears next.
  static Json next(net::SocketClient& page) { return test::parsed(page.next().value_or("{}")); }

  /// The next frame that is no heartbeat and no lifecycle.
  static std::string heard(net::SocketClient& bot) {
    for (int frames = 0; frames < 100; ++frames) {
      const std::string text = bot.next().value_or("{}");
      if (text.find("meta_event") == std::string::npos) return text;
    }
    return "{}";
  }

  static Json call(net::SocketClient& bot, const std::string& action, Json parameters = Json::object()) {
    bot.send(Json{{"action", action}, {"params", std::move(parameters)}, {"echo", "e"}}.dump());
    while (true) {  // Events may come between.
      Json frame = test::parsed(heard(bot));
      if (frame.empty() || frame.contains("retcode")) return frame;
    }
  }

  /// A message that the codec wrote, and the answer as the codec reads it.
  CallAnswer send(net::SocketClient& bot, bool group, std::string target, std::string text) {
    OutgoingCall out;
    out.what = Send{group, std::move(target), plain(std::move(text))};
    bot.send(onebot11::encode(out, "7"));
    return answer(bot);
  }

  CallAnswer answer(net::SocketClient& bot) {
    const auto frame = onebot11::decode(heard(bot), clock_.wall());
    const auto* got = std::get_if<CallAnswer>(&frame);
    return got != nullptr ? *got : CallAnswer{};
  }

  template <class Event>
  Event event(net::SocketClient& bot) {
    const auto frame = onebot11::decode(heard(bot), clock_.wall());
    const auto* got = std::get_if<Event>(&frame);
    EXPECT_NE(got, nullptr) << "another kind of frame, index " << frame.index();
    return got != nullptr ? *got : Event{};
  }

  boost::asio::io_context io_{1};
  tests::HandClock clock_;
  net::Server server_{io_, "127.0.0.1", 0};
  Sandbox sandbox_;
};

}  // namespace banwei::sandbox
