// Habits of single gateways: timeouts that are none, silence, doubled pongs, lies about being online.
#include "bot/gateway/link.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "tests/bot/line_stand.h"
#include "tests/json.h"

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

TEST(FriendList, OneThatComesLateHoldsUpNothingAndIsTaken) {
  FakeGateway gateway;
  json asked;
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_friend_list") return gateway.answer(socket, frame);
    asked = frame;
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.call_timeout = 500ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  gateway.on_thread([&](const std::vector<SocketPtr>& sockets) { gateway.answer(sockets.at(0), asked); });
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.lists.size() == 1; }));
  caller.stop();
  EXPECT_FALSE(caller.ups.at(0).friends);
  EXPECT_EQ(caller.lists[0].friends, (std::vector<std::string>{"10001", "10002"}));
  EXPECT_EQ(gateway.frames("get_friend_list").size(), 1U);
  EXPECT_EQ(caller.told("the friend list did not come"), 1);
}

TEST(FriendList, OneThatNeverComesIsAskedForAgainAndAgainAndSaidOnce) {
  FakeGateway gateway;
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_friend_list") gateway.answer(socket, frame);
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.call_timeout = 50ms;
  options.friends_again = 10ms;
  Caller caller(options);
  ASSERT_TRUE(gateway.wait([&] { return gateway.frames("get_friend_list").size() >= 4; }));
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
  EXPECT_EQ(caller.told("the friend list did not come"), 1);
}

/// What is no list would make strangers of friends; an empty one may be the list before it is there.
TEST(FriendList, OneThatIsNoneTellsNothing) {
  for (const char* odd : {"null", "{}", R"([{"user_id":0}])", "[]"}) {
    FakeGateway gateway;
    gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
      const bool first = gateway.frames("get_friend_list").size() == 1;
      if (frame["action"] != "get_friend_list" || !first) return gateway.answer(socket, frame);
      socket->send(
          json({{"status", "ok"}, {"retcode", 0}, {"data", test::parsed(odd)}, {"echo", frame["echo"]}}).dump());
    };
    gateway.start();
    LinkOptions options = quick(gateway.url());
    options.friends_again = 10ms;
    Caller caller(options);
    ASSERT_TRUE(caller.wait([](const Caller& c) { return c.lists.size() == 1; })) << odd;
    caller.stop();
    EXPECT_EQ(caller.ups.at(0).friends.value_or(std::vector<std::string>{}).size(), 0U) << odd;
    EXPECT_EQ(caller.lists[0].friends.size(), 2U) << odd;
  }
}

TEST(LLBot, EveryPingIsAnsweredTwice) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.start();
  Caller caller(quick(network.url()));
  ASSERT_TRUE(caller.wait_up());
  for (int i = 0; i < 10; ++i) network.inject(std::string("\x8a\x00\x8a\x00", 4));
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::sent) << "its answer stands behind all of the pongs";
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

TEST(NapCat, ThatItWasLoggedOutCountsWhateverItsHeartbeatsSay) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  gateway.say(beat(false));
  ASSERT_TRUE(caller.wait_down());
  gateway.say(group_message(1, "36.5"));  // So the heartbeat lied.
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

TEST(NapCat, AMessageThatWasOnItsWayDoesNotMakeItOnlineAgain) {
  FakeGateway gateway;
  std::atomic<bool> online{false};
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_status") return gateway.answer(socket, frame);
    socket->send(
        json({{"status", "ok"}, {"retcode", 0}, {"data", {{"online", online.load()}}}, {"echo", frame["echo"]}})
            .dump());
  };
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  gateway.say(R"({"post_type":"notice","notice_type":"bot_offline","user_id":2854200865,"tag":"x","message":"x"})");
  gateway.say(group_message(1, "36.5"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; })) << "it is not kept back";
  gateway.say(beat(false));
  gateway.say(group_message(2, "36.6"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 2; }));
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::unsent);
  EXPECT_TRUE(caller.wait([](const Caller& c) { return c.ups.size() == 1 && c.downs.size() == 1; }));
  online = true;
  gateway.say(group_message(3, "36.7"));  // The account was logged in again, and no heartbeat says so.
  EXPECT_TRUE(caller.wait_up(2));
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
void expect_redial(const FakeGateway::Responder& self_test) {
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

/// A gateway that answers every call and brings what it is told to bring; its history is what a test puts there.
class Hearing : public testing::Test {
 protected:
  Hearing() {
    gateway_.on_greeting = [this](const SocketPtr& socket, const json& frame) {
      if (frame["action"] != "get_group_msg_history") return gateway_.answer(socket, frame);
      ++looks_;
      if (history_.is_null()) return;
      json answer = {{"status", "ok"}, {"retcode", 0}, {"data", {{"messages", history_}}}};
      if (history_.is_string()) answer = {{"status", "failed"}, {"retcode", 1200}, {"message", history_}};
      answer["echo"] = frame["echo"];
      socket->send(answer.dump());
      if (late_) socket->send(history_[0].dump());
    };
  }

  /// Somebody's words in the group, so long from now by the platform's clock.
  json words(int id, std::chrono::seconds from_now, std::int64_t user = 10001) const {
    json said = test::parsed(group_message(id, "36.5"));
    said["time"] = (began_ + from_now).time_since_epoch().count();
    said["user_id"] = user;
    return said;
  }

  void start(std::chrono::milliseconds quiet = 100ms) {
    gateway_.start();
    LinkOptions options = quick(gateway_.url());
    options.quiet = quiet;
    options.call_timeout = 200ms;
    caller_.emplace(options);
    ASSERT_TRUE(caller_->wait_up());
  }

  /// After four tests of its hearing, of which three have come to an end, the line is the one that it was.
  void expect_hears() {
    ASSERT_TRUE(gateway_.wait([&] { return looks_ >= 4; }));
    caller_->stop();
    EXPECT_EQ(caller_->ups.size(), 1U);
    EXPECT_FALSE(caller_->downs.at(0).deaf_since);
  }

  const Utc began_ = SystemClock().wall();
  FakeGateway gateway_;
  json history_ = json::array();
  bool late_ = false;
  std::atomic<int> looks_{0};
  std::optional<Caller> caller_;
};

TEST_F(Hearing, AGatewayThatAnswersAndBringsNothingIsDialledAgain) {
  history_ = {words(1, -60s), words(2, 300s)};
  start();
  ASSERT_TRUE(caller_->wait_up(2));
  caller_->stop();
  EXPECT_EQ(caller_->downs[0].why, "the gateway lives but brings no messages");
  EXPECT_FALSE(caller_->downs[0].logged_out);
  ASSERT_TRUE(caller_->downs[0].deaf_since);
  EXPECT_LE(*caller_->downs[0].deaf_since - began_, 5s) << "nothing came since the line was up";
}

TEST_F(Hearing, ItIsDeafSinceTheLastMessageThatCame) {
  history_ = {words(1, 600s), words(2, 900s)};
  start(500ms);
  gateway_.say(words(1, 600s).dump());
  ASSERT_TRUE(caller_->wait_down());
  caller_->stop();
  EXPECT_EQ(caller_->downs[0].deaf_since, began_ + 600s);
}

TEST_F(Hearing, AQuietNightIsNotDeafness) {
  history_ = {words(1, -3600s), words(2, 60s)};  // The first is within the slack.
  start();
  expect_hears();
}

TEST_F(Hearing, WhatWasBroughtAlreadyProvesNothing) {
  history_ = {words(1, 600s)};
  start(500ms);
  gateway_.say(words(1, 600s).dump());
  expect_hears();
}

TEST_F(Hearing, ADateThatCannotBeHidesNoDeafness) {
  history_ = {words(1, 600s)};
  start(500ms);
  gateway_.say(words(2, std::chrono::years{3118}).dump());
  ASSERT_TRUE(caller_->wait_down());
  caller_->stop();
  EXPECT_EQ(caller_->downs[0].why, "the gateway lives but brings no messages");
  EXPECT_LE(*caller_->downs[0].deaf_since - began_, 30s);
}

TEST_F(Hearing, ADateThatCannotBeIsNoDeafness) {
  history_ = {words(1, -std::chrono::years{50}), words(2, std::chrono::years{3118})};
  start();
  expect_hears();
}

TEST_F(Hearing, WhatWasOnItsWayProvesNothing) {
  history_ = {words(1, 600s)};
  late_ = true;
  start(500ms);
  expect_hears();
}

TEST_F(Hearing, OurOwnWordsProveNothing) {
  history_ = {words(1, 600s, 2854200865)};
  start();
  expect_hears();
}

TEST_F(Hearing, AHistoryThatIsRefusedProvesNothing) {
  history_ = "消息不存在";
  start();
  expect_hears();
}

TEST_F(Hearing, AHistoryThatNeverComesProvesNothing) {
  history_ = nullptr;
  start();
  expect_hears();
}

TEST_F(Hearing, OnlyAFewGroupsAreLookedAtThoseHeardLastFirst) {
  json groups = json::array();
  for (int i = 0; i < 50; ++i) groups.push_back({{"group_id", 200 + i}});
  const auto usual = gateway_.on_greeting;
  gateway_.on_greeting = [&, usual](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_group_list") return usual(socket, frame);
    socket->send(json({{"status", "ok"}, {"retcode", 0}, {"data", groups}, {"echo", frame["echo"]}}).dump());
  };
  start(500ms);
  for (int i = 0; i < 40; ++i) {
    json said = words(i, std::chrono::seconds{i});
    said["group_id"] = 200 + i;
    gateway_.say(said.dump());
  }
  expect_hears();
  std::set<int> asked;
  for (const json& frame : gateway_.frames()) {
    if (frame["action"] == "get_group_msg_history") asked.insert(frame["params"]["group_id"].get<int>());
  }
  EXPECT_EQ(asked, (std::set<int>{237, 238, 239}));
}

TEST_F(Hearing, AGatewayWithoutHistoryIsNotAskedForOne) {
  const auto usual = gateway_.on_greeting;
  std::atomic<int> tests{0};
  gateway_.on_greeting = [&, usual](const SocketPtr& socket, const json& frame) {
    tests += frame["action"] == "get_status";
    if (frame["action"] != "get_version_info") return usual(socket, frame);
    socket->send(
        json({{"status", "ok"}, {"retcode", 0}, {"data", {{"app_name", "onebots"}}}, {"echo", frame["echo"]}}).dump());
  };
  history_ = {words(1, 600s)};
  start();
  ASSERT_TRUE(gateway_.wait([&] { return tests >= 3; }));
  caller_->stop();
  EXPECT_EQ(caller_->ups.size(), 1U);
  EXPECT_EQ(looks_, 0);
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
  gateway.say(group_message(1, "可我还在"));  // The heartbeat lied, and is not believed again.
  ASSERT_TRUE(caller.wait_up(3));
  gateway.say(beat(false));
  EXPECT_EQ(caller.send(3, "x").outcome, Outcome::sent);
}

TEST(Link, OurOwnWordsAreKnownEvenWithoutSelfId) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  json own = test::parsed(group_message(1, "自己说的"));
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
