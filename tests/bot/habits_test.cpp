// Habits of single gateways: timeouts that are none, silence, doubled pongs, lies about being online.
#include "bot/gateway/link.h"

#include <gtest/gtest.h>

#include "tests/bot/line_stand.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using SocketPtr = FakeGateway::SocketPtr;

std::string beat(bool online = true) {
  return json({{"post_type", "meta_event"}, {"meta_event_type", "heartbeat"}, {"status", {{"online", online}}}}).dump();
}

TEST(NapCat, ATimeoutIsNoRefusal) {
  FakeGateway gateway;
  gateway.on_send = [](const SocketPtr& socket, const json& frame) {
    socket->send(
        json({{"status", "failed"},
              {"retcode", 1200},
              {"data", nullptr},
              {"message", "Timeout: NTEvent serviceAndMethod:NodeIKernelMsgService/sendMsg EventRet:{\"result\":0}"},
              {"echo", frame["echo"]}})
            .dump());
  };
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::unknown);
}

TEST(LLBot, APathThatIsSilentIsSaidAndIsNoLine) {
  FakeGateway gateway;
  gateway.on_greeting = [](const SocketPtr&, const json&) {};
  gateway.start();
  LinkOptions options = quick(gateway.url() + "onebot/v11/ws");
  options.call_timeout = 100ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait([](const Caller& c) {
    return !c.log.empty() && c.log.back().find("answers no call at this path") != std::string::npos;
  }));
  caller.stop();
  EXPECT_TRUE(caller.order.empty());
}

TEST(LLBot, EveryPingIsAnsweredTwice) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.start();
  LinkOptions options = quick(network.url());
  options.idle = 300ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  for (int i = 0; i < 10; ++i) {
    network.inject(std::string("\x8a\x00\x8a\x00", 4));
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

TEST(NapCat, ThatItWasLoggedOutCountsWhateverItsHeartbeatsSay) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  gateway.say(beat(false));
  ASSERT_TRUE(caller.wait_down());
  gateway.say(group_message(1, "36.5"));  // so the heartbeat lied
  ASSERT_TRUE(caller.wait_up(2));
  gateway.say(beat(false));
  gateway.say(
      R"({"post_type":"notice","notice_type":"bot_offline","user_id":2854200865,"tag":"KickedOffLine","message":"x"})");
  ASSERT_TRUE(caller.wait_down(2));
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::unsent);
  caller.stop();
  EXPECT_EQ(caller.downs.size(), 2U);
  EXPECT_TRUE(caller.downs[1].logged_out);
}

TEST(SilentDeath, AGatewayThatOnlyBeatsIsAskedAndLivesWhenItAnswers) {
  FakeGateway gateway;
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.quiet = 100ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  const auto tests = [&] {
    int count = 0;
    for (const json& frame : gateway.frames()) count += frame["action"] == "get_status";
    return count;
  };
  ASSERT_TRUE(gateway.wait([&] {
    gateway.say(beat());
    return tests() >= 3;
  }));
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

/// The gateway answers its greeting, then beats on and fails the self-test.
void expect_redial(const FakeGateway::Answer& self_test) {
  FakeGateway gateway;
  int greeted = 0;
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] == "get_status" || (frame["action"] == "get_login_info" && greeted++ % 2 == 1)) {
      return self_test(socket, frame);
    }
    gateway.answer(socket, frame);
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.quiet = 100ms;
  options.call_timeout = 200ms;
  Caller caller(options);
  EXPECT_TRUE(caller.wait_up(2));
  caller.stop();
  EXPECT_NE(caller.downs[0].why.find("self-test"), std::string::npos) << caller.downs[0].why;
  EXPECT_FALSE(caller.downs[0].logged_out);
}

TEST(SilentDeath, OneThatDoesNotAnswerIsDialledAgain) {
  expect_redial([](const SocketPtr&, const json&) {});
}

TEST(SilentDeath, OneThatFailsIsDialledAgain) {
  expect_redial([](const SocketPtr& socket, const json& frame) {
    socket->send(
        json({{"status", "failed"}, {"retcode", 1200}, {"message", "网络连接异常"}, {"echo", frame["echo"]}}).dump());
  });
}

TEST(SilentDeath, OneThatSaysOfflineIsLoggedOut) {
  FakeGateway gateway;
  std::atomic<bool> online{false};
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_status") return gateway.answer(socket, frame);
    socket->send(json({{"status", "ok"},
                       {"retcode", 0},
                       {"data", {{"online", online.load()}, {"good", true}}},
                       {"echo", frame["echo"]}})
                     .dump());
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.quiet = 100ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_down());
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::unsent);
  online = true;
  ASSERT_TRUE(caller.wait_up(2));
  EXPECT_EQ(caller.send(2, "好").outcome, Outcome::sent);
  caller.stop();
  EXPECT_TRUE(caller.downs[0].logged_out);
  EXPECT_EQ(caller.downs[0].account, "2854200865");
}

TEST(Link, AnAccountThatIsOfflineIsALineThatIsDown) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  const auto beat = [](bool online) {
    return json({{"post_type", "meta_event"}, {"meta_event_type", "heartbeat"}, {"status", {{"online", online}}}})
        .dump();
  };
  gateway.say(beat(true));
  gateway.say(beat(false));
  ASSERT_TRUE(caller.wait_down());
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::unsent);
  gateway.say(beat(true));
  ASSERT_TRUE(caller.wait_up(2));
  EXPECT_EQ(caller.send(2, "x").outcome, Outcome::sent);
  gateway.say(beat(false));
  ASSERT_TRUE(caller.wait_down(2));
  gateway.say(group_message(1, "可我还在"));  // the heartbeat lied, and is not believed again
  ASSERT_TRUE(caller.wait_up(3));
  gateway.say(beat(false));
  EXPECT_EQ(caller.send(3, "x").outcome, Outcome::sent);
}

TEST(Link, OurOwnWordsAreKnownEvenWithoutSelfId) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  json own = json::parse(group_message(1, "自己说的"));
  own.erase("self_id");
  own["user_id"] = 2854200865;
  gateway.say(own.dump());
  own["user_id"] = 10001;
  gateway.say(own.dump());
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 2; }));
  caller.stop();
  EXPECT_EQ(caller.messages[0].user, caller.messages[0].account);
  EXPECT_EQ(caller.messages[1].user, "10001");
  EXPECT_EQ(caller.messages[1].account, "2854200865");
}

}  // namespace
}  // namespace banwei::test
