// What a line carries: the greeting, events, calls and what became of each. No test looks at the clock except to give
// up.
#include "bot/gateway/link.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/bot/line_stand.h"
#include "tests/json.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using SocketPtr = FakeGateway::SocketPtr;

json reply_to(const json& frame, json fields) {
  fields["echo"] = frame["echo"];
  return fields;
}

TEST(Link, ComesUpWithAccountFriendsAndToken) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url() + "onebot/v11/ws?x=1"));
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(gateway.authorization(), "Bearer s3cret-token");
  caller.stop();
  EXPECT_EQ(caller.ups[0].account, "2854200865");
  EXPECT_EQ(caller.ups[0].friends, (std::vector<std::string>{"10001", "10002"}));
  EXPECT_TRUE(caller.ups[0].can.react);
  EXPECT_EQ(caller.downs.size(), 1U);
  EXPECT_FALSE(caller.logged("s3cret"));
}

TEST(Link, AMessageComesInAndAnAnswerGoesOut) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  gateway.say(group_message(7, "体温 36.5"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; }));
  const CallResult result = caller.send(42, "记下了");
  EXPECT_EQ(result.outcome, Outcome::sent);
  EXPECT_EQ(result.message, "1001");
  caller.stop();
  EXPECT_EQ(caller.messages[0].content, plain("体温 36.5"));
  ASSERT_EQ(gateway.sends().size(), 1U);
  EXPECT_EQ(gateway.sends()[0]["params"]["message"][0]["data"]["text"], "记下了");
  EXPECT_FALSE(caller.logged("记下了") || caller.logged("36.5"));
}

TEST(Link, WhatIsSaidBeforeTheGreetingComesAfterLinkUp) {
  FakeGateway gateway;
  gateway.opened = [](const SocketPtr& socket) { socket->send(group_message(1, "早")); };
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; }));
  caller.stop();
  EXPECT_EQ(caller.order, (std::vector<std::string>{"up", "message", "down"}));
}

TEST(Link, AGatewayThatKnowsNoGreetingIsUpAllTheSame) {
  FakeGateway gateway;
  gateway.on_greeting = [](const SocketPtr& socket, const json& frame) {
    if (frame["action"] == "get_login_info") return;  // It is never answered.
    if (frame["action"] == "get_friend_list") return socket->send("{\"nonsense");
    socket->send(reply_to(frame, {{"status", "failed"}, {"retcode", 1404}, {"data", nullptr}}).dump());
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.call_timeout = 100ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  caller.stop();
  EXPECT_EQ(caller.ups[0].account, "");
  EXPECT_FALSE(caller.ups[0].friends);
}

// --- outcomes -----------------------------------------------------------------------------------------------------

TEST(Link, EveryAnswerHasItsOutcome) {
  FakeGateway gateway;
  gateway.on_send = [&](const SocketPtr& socket, const json& frame) {
    const std::string text = frame["params"]["message"][0]["data"]["text"];
    if (text == "refused") {
      socket->send(reply_to(frame, {{"status", "failed"}, {"retcode", 1200}, {"message", "你已被移出该群"}}).dump());
    } else if (text == "timeout") {
      socket->send(reply_to(frame, {{"status", "failed"}, {"retcode", 1200}, {"message", "Timeout: NTEvent"}}).dump());
    } else if (text == "garbage") {
      socket->send("[[[[\x01 no json");
    } else if (text == "wrong echo") {
      socket->send(json({{"status", "ok"}, {"retcode", 0}, {"echo", "somebody-else"}}).dump());
      socket->send(json({{"status", "ok"}, {"retcode", 0}, {"echo", nullptr}}).dump());
    } else if (text == "binary") {
      socket->send_binary(reply_to(frame, {{"status", "ok"}, {"retcode", 0}}).dump());
    } else if (text != "never") {
      gateway.answer(socket, frame);
    }
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.call_timeout = 300ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "fine").outcome, Outcome::sent);
  const CallResult refused = caller.send(2, "refused");
  EXPECT_EQ(refused.outcome, Outcome::refused);
  EXPECT_EQ(refused.why, "retcode 1200: 你已被移出该群");
  EXPECT_EQ(caller.send(3, "timeout").outcome, Outcome::unknown);
  std::uint64_t tag = 4;
  for (const char* text : {"garbage", "wrong echo", "binary", "never"}) {
    EXPECT_EQ(caller.send(tag++, text).outcome, Outcome::unknown) << text;
  }
  EXPECT_EQ(caller.send(99, "fine").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

TEST(Link, WhatInterestsNobodyIsCountedByItsKind) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
  caller.link().submit({to_group(0, "早了")});  // The line is not up yet, or just.
  ASSERT_TRUE(caller.wait_up());
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 1; }));
  caller.link().submit({{.what = ReactTo{Place::group, "100001", "7", "👌"}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 2; }));
  caller.link().submit({{.what = FetchHistory{"100001", 20}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 3; }));
  caller.stop();
  EXPECT_EQ(caller.results[0].kind, OutgoingCall{.what = Send{}}.what.index());
  EXPECT_EQ(caller.results[1].kind, OutgoingCall{.what = ReactTo{}}.what.index());
  EXPECT_EQ(caller.results[1].outcome, Outcome::sent);
  EXPECT_EQ(caller.results[2].kind, OutgoingCall{.what = FetchHistory{}}.what.index());
}

TEST(Link, AnswersMayComeOutOfOrder) {
  FakeGateway gateway;
  std::vector<json> waiting;
  gateway.on_send = [&](const SocketPtr& socket, const json& frame) {
    waiting.push_back(frame);
    if (waiting.size() < 3) return;
    for (auto it = waiting.rbegin(); it != waiting.rend(); ++it) {
      const std::string text = (*it)["params"]["message"][0]["data"]["text"];
      socket->send(reply_to(*it, {{"status", "ok"}, {"retcode", 0}, {"data", {{"message_id", "id-" + text}}}}).dump());
    }
  };
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({to_group(1, "a"), to_group(2, "b"), to_group(3, "c")});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 3; }));
  caller.stop();
  EXPECT_EQ(caller.result(1)->message, "id-a");
  EXPECT_EQ(caller.result(2)->message, "id-b");
  EXPECT_EQ(caller.result(3)->message, "id-c");
}

TEST(Link, ALateAnswerChangesNothing) {
  FakeGateway gateway;
  json late;
  gateway.on_send = [&](const SocketPtr& socket, const json& frame) {
    if (late.is_null()) {
      late = frame;
      return;
    }
    gateway.answer(socket, late);
    gateway.answer(socket, late);
    gateway.answer(socket, frame);
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.call_timeout = 200ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "first").outcome, Outcome::unknown);
  EXPECT_EQ(caller.send(2, "second").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.results.size(), 2U);
}

TEST(Link, AReactionInPrivateIsNotWritten) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({{.tag = 5, .what = ReactTo{Place::direct, "10001", "1", "👌"}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.result(5) != nullptr; }));
  caller.stop();
  EXPECT_EQ(caller.result(5)->outcome, Outcome::refused);
}

TEST(Link, BeyondTheQueueCallsComeBackUnsent) {
  FakeGateway gateway;
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.queue_limit = 3;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  std::vector<OutgoingCall> calls;
  for (std::uint64_t tag = 1; tag <= 10; ++tag) calls.push_back(to_group(tag, "x"));
  caller.link().submit(calls);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 10; }));
  caller.stop();
  int unsent = 0;
  for (const CallResult& result : caller.results) unsent += result.outcome == Outcome::unsent;
  EXPECT_EQ(unsent, 7);
  EXPECT_EQ(gateway.sends().size(), 3U);
}

TEST(Link, ManyThreadsMaySubmit) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  std::vector<std::thread> threads;
  for (std::uint64_t thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&caller, thread] {
      for (std::uint64_t i = 1; i <= 50; ++i) caller.link().submit({to_group(thread * 100 + i, "x")});
    });
  }
  for (std::thread& thread : threads) thread.join();
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 200; }));
  caller.stop();
  std::set<std::string> ids;
  for (const CallResult& result : caller.results) ids.insert(result.message);
  EXPECT_EQ(ids.size(), 200U);
}

TEST(Link, WhatTheAccountMayDoInAGroupIsHeard) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  gateway.say(
      R"({"post_type":"notice","notice_type":"group_ban","sub_type":"ban","time":1584056400,"self_id":2854200865,
                  "group_id":100001,"user_id":2854200865,"operator_id":10001,"duration":600})");
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.mute_changes.size() == 1; }));
  caller.stop();
  EXPECT_EQ(caller.mute_changes[0].group, "100001");
}

TEST(Link, HistoryComesBackAsMessages) {
  FakeGateway gateway;
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_group_msg_history") return gateway.answer(socket, frame);
    if (frame["params"]["group_id"] == 2) {  // NapCat throws on an empty list
      return socket->send(
          json({{"status", "failed"}, {"retcode", 1200}, {"message", "消息不存在"}, {"echo", frame["echo"]}}).dump());
    }
    json messages = json::array({test::parsed(group_message(1, "36.5")), test::parsed(group_message(2, "36.6")),
                                 test::parsed(group_message(3, "好"))});
    for (json& message : messages) message.erase("self_id");
    messages[2]["user_id"] = 2854200865;
    socket->send(
        json({{"status", "ok"}, {"retcode", 0}, {"data", {{"messages", messages}}}, {"echo", frame["echo"]}}).dump());
  };
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({{.tag = 5, .what = FetchHistory{"100001", 50}}, {.tag = 6, .what = FetchHistory{"2", 50}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 2; }));
  caller.stop();
  ASSERT_EQ(caller.result(5)->history.size(), 3U);
  EXPECT_EQ(caller.result(5)->history[1].content, plain("36.6"));
  EXPECT_EQ(caller.result(5)->history[1].account, "2854200865");
  EXPECT_EQ(caller.result(5)->history[2].user, "2854200865");  // The account itself said it.
  EXPECT_TRUE(caller.messages.empty());                        // They are no news.
  EXPECT_EQ(caller.result(6)->outcome, Outcome::sent);
  EXPECT_TRUE(caller.result(6)->history.empty());
}

TEST(Link, AFileMayTakeLongerThanAWord) {
  FakeGateway gateway;
  std::vector<std::pair<SocketPtr, json>> held;
  bool stored = false;  // A big frame may still be on its way when the word's time is over.
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (stored || frame["action"] != "upload_group_file") return gateway.answer(socket, frame);
    held.emplace_back(socket, frame);
  };
  gateway.on_send = [&](const SocketPtr&, const json&) {};
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.call_timeout = 200ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({{.tag = 5, .what = SendFile{true, "100001", "三月.csv", std::string(500'000, 'x')}},
                        to_group(6, "好"),
                        {.tag = 7, .what = SendFile{true, "100001", "大.csv", std::string((8 << 20) + 1, 'x')}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 2; }));
  gateway.on_thread([&](const std::vector<SocketPtr>&) {
    stored = true;
    for (const auto& [socket, frame] : held) gateway.answer(socket, frame);
    held.clear();
  });
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 3; }));
  caller.stop();
  EXPECT_EQ(caller.result(5)->outcome, Outcome::sent);
  EXPECT_EQ(caller.result(6)->outcome, Outcome::unknown);
  EXPECT_EQ(caller.result(7)->outcome, Outcome::refused);
}

}  // namespace
}  // namespace banwei::test
