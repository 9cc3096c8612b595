// The link against gateways and networks that fail in every way we know. No test looks at the clock except to give up.
#include "bot/gateway/link.h"

#include <gtest/gtest.h>

#include <future>
#include <set>

#include "tests/bot/line_stand.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using SocketPtr = FakeGateway::SocketPtr;

json reply_to(const json& frame, json fields) {
  fields["echo"] = frame["echo"];
  return fields;
}

bool logged(const Caller& caller, std::string_view word) {
  for (const std::string& line : caller.log) {
    if (line.find(word) != std::string::npos) return true;
  }
  return false;
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
  EXPECT_FALSE(logged(caller, "s3cret"));
}

TEST(Link, AMessageComesInAndAnAnswerGoesOut) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
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
  EXPECT_FALSE(logged(caller, "记下了") || logged(caller, "36.5"));
}

TEST(Link, WhatIsSaidBeforeTheGreetingComesAfterLinkUp) {
  FakeGateway gateway;
  gateway.opened = [](const SocketPtr& socket) { socket->send(group_message(1, "早")); };
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; }));
  caller.stop();
  EXPECT_EQ(caller.order, (std::vector<std::string>{"up", "message", "down"}));
}

TEST(Link, AGatewayThatKnowsNoGreetingIsUpAllTheSame) {
  FakeGateway gateway;
  gateway.on_greeting = [](const SocketPtr& socket, const json& frame) {
    if (frame["action"] == "get_login_info") return;  // never answered
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
  EXPECT_TRUE(caller.ups[0].friends.empty());
}

TEST(Link, AGatewayWithoutReactionsIsKnownByItsName) {
  FakeGateway gateway;
  gateway.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_version_info") return gateway.answer(socket, frame);
    socket->send(reply_to(frame, {{"status", "ok"}, {"retcode", 0}, {"data", {{"app_name", "go-cqhttp"}}}}).dump());
  };
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.stop();
  EXPECT_FALSE(caller.ups[0].can.react);
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
  gateway.start();
  Caller caller(quick(gateway.url()));
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
  gateway.start();
  Caller caller(quick(gateway.url()));
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
  EXPECT_EQ(unsent, 6);  // one being written, three in the queue
  EXPECT_EQ(gateway.sends().size(), 4U);
}

TEST(Link, ManyThreadsMaySubmit) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
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

// --- lines that break ---------------------------------------------------------------------------------------------

TEST(Link, ADropMakesWhatWasWrittenUnknownAndTheRestUnsent) {
  FakeGateway gateway;
  gateway.on_send = [&](const SocketPtr& socket, const json& frame) {
    if (frame["params"]["message"][0]["data"]["text"] == "drop") return socket->drop();
    gateway.answer(socket, frame);
  };
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "drop").outcome, Outcome::unknown);
  ASSERT_TRUE(caller.wait_up(2));
  EXPECT_EQ(caller.send(2, "fine").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.order, (std::vector<std::string>{"up", "down", "up", "down"}));
  EXPECT_EQ(gateway.sends().size(), 2U);  // nothing was sent again
}

TEST(Link, WithoutALineACallIsUnsent) {
  LinkOptions options = quick("ws://127.0.0.1:1/");
  Caller caller(options);
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::unsent);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return logged(c, "cannot be reached"); }));
  caller.stop();
  EXPECT_TRUE(caller.order.empty());
}

TEST(Link, AGatewayMayComeLater) {
  auto gateway = std::make_unique<FakeGateway>();
  const std::uint16_t port = gateway->port();
  const std::string url = gateway->url();
  gateway.reset();
  Caller caller(quick(url));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.log.size() >= 3; }));
  FakeGateway later(port);
  later.start();
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::sent);
}

TEST(Link, AFrozenGatewayIsKnownDead) {
  FakeGateway gateway;
  std::promise<void> thaw;
  bool frozen = false;
  gateway.on_send = [&](const SocketPtr& socket, const json& frame) {
    if (!std::exchange(frozen, true)) thaw.get_future().wait();
    gateway.answer(socket, frame);
  };
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.idle = 400ms;
  options.call_timeout = 60s;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({to_group(1, "freeze")});
  EXPECT_TRUE(caller.wait_down());
  thaw.set_value();
  ASSERT_TRUE(caller.wait_up(2));
  EXPECT_EQ(caller.send(2, "x").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.result(1)->outcome, Outcome::unknown);
  EXPECT_EQ(caller.downs[0].why, "no sign of life from the gateway");
}

TEST(Link, AFrozenNetworkIsKnownDeadEvenWithFullBuffers) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.start();
  LinkOptions options = quick(network.url());
  options.idle = 1s;
  options.call_timeout = 60s;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  std::vector<OutgoingCall> calls;  // more than a socket buffers, so that even a ping finds no room
  for (std::uint64_t tag = 1; tag <= 20; ++tag) calls.push_back(to_group(tag, std::string(1 << 20, 'x')));
  network.freeze(true);
  caller.link().submit(std::move(calls));
  EXPECT_TRUE(caller.wait_down());
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 20; }));
  network.cut();
  network.freeze(false);
  ASSERT_TRUE(caller.wait_up(2));
  caller.stop();
  EXPECT_EQ(caller.result(1)->outcome, Outcome::unknown);
  EXPECT_EQ(caller.result(20)->outcome, Outcome::unsent);
}

TEST(Link, AQuietLineStaysUp) {
  FakeGateway gateway;
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.idle = 500ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  std::this_thread::sleep_for(1500ms);  // three idle times, bridged by pings
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

TEST(Link, FramesMayComeByteByByte) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.trickle(true);
  network.start();
  Caller caller(quick(network.url()));
  ASSERT_TRUE(caller.wait_up());
  gateway.say(group_message(1, "一个字一个字"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; }));
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::sent);
}

TEST(Link, HalfAFrameIsNoMessage) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.start();
  Caller caller(quick(network.url()));
  for (std::size_t round = 1; round <= 8; ++round) {
    ASSERT_TRUE(caller.wait_up(round));
    network.cut_after(round == 1 ? 1 : round * 20);
    gateway.say(group_message(1, "不会到"));
    ASSERT_TRUE(caller.wait_down(round));
  }
  ASSERT_TRUE(caller.wait_up(9));
  gateway.say(group_message(2, "到了"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return !c.messages.empty(); }));
  caller.stop();
  EXPECT_EQ(caller.messages.size(), 1U);
}

TEST(Link, AFrameThatStopsHalfWayIsAFrozenLine) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.start();
  LinkOptions options = quick(network.url());
  options.idle = 400ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  network.trickle(true);
  gateway.say(group_message(1, std::string(200'000, 'a')));
  std::this_thread::sleep_for(50ms);
  network.freeze(true);
  EXPECT_TRUE(caller.wait_down());
  network.trickle(false);
  network.cut();
  network.freeze(false);
  ASSERT_TRUE(caller.wait_up(2));
}

TEST(Link, TwoHundredLinesOneAtATime) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.refuse = [](int number) { return number % 2 == 0; };
  network.start();
  LinkOptions options = quick(network.url());
  options.backoff_first = 1ms;
  options.backoff_most = 4ms;
  Caller caller(options);
  for (std::size_t round = 1; round <= 100; ++round) {
    ASSERT_TRUE(caller.wait_up(round)) << round;
    network.cut();
    ASSERT_TRUE(caller.wait_down(round)) << round;
  }
  ASSERT_TRUE(caller.wait_up(101));
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::sent);
  EXPECT_GE(network.accepted(), 200);
  EXPECT_EQ(network.most_at_once(), 1);
}

TEST(Link, AHugeFrameIsIgnoredAndAMonstrousOneDropsTheLine) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait_up());
  gateway.say(group_message(1, std::string(5 << 20, 'a')));
  gateway.say(group_message(2, "短"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; }));
  gateway.say(group_message(3, std::string(9 << 20, 'a')));
  ASSERT_TRUE(caller.wait_up(2));
  caller.stop();
  EXPECT_EQ(caller.messages.size(), 1U);
  EXPECT_EQ(caller.messages[0].id, "2");
}

// --- what the gateway says about itself ---------------------------------------------------------------------------

/// The token is refused; the link must say so once, keep trying slowly, and not say the token.
void expect_token_refusal(FakeGateway& gateway) {
  gateway.start();
  LinkOptions options = quick(gateway.url());
  options.backoff_most = 20ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.log.size() >= 4; }));
  caller.stop();
  int told = 0;
  for (const std::string& line : caller.log) told += line.find("refuses our token") != std::string::npos;
  EXPECT_EQ(told, 1);
  EXPECT_FALSE(logged(caller, "s3cret"));
  EXPECT_TRUE(caller.order.empty());
}

TEST(Link, ATokenRefusedByHttpIsSaid) {
  FakeGateway gateway;
  gateway.accept = [](const web::Request&) { return 403; };
  expect_token_refusal(gateway);
}

TEST(Link, ATokenRefusedByJsonIsSaid) {  // NapCat: the upgrade succeeds, then this, then a close without a code
  FakeGateway gateway;
  gateway.opened = [](const SocketPtr& socket) {
    socket->send(R"({"status":"failed","retcode":1403,"data":null,"message":"token验证失败","echo":null})");
    socket->close();
  };
  gateway.on_greeting = [](const SocketPtr&, const json&) {};
  expect_token_refusal(gateway);
}

TEST(Link, ATokenRefusedByACloseIsSaid) {  // onebots
  FakeGateway gateway;
  gateway.opened = [](const SocketPtr& socket) { socket->close(1008); };
  gateway.on_greeting = [](const SocketPtr&, const json&) {};
  expect_token_refusal(gateway);
}

TEST(Link, AnAccountThatIsOfflineIsALineThatIsDown) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
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

TEST(Link, OurOwnWordsAreNotHeardEvenWithoutSelfId) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait_up());
  json own = json::parse(group_message(1, "自己说的"));
  own.erase("self_id");
  own["user_id"] = 2854200865;
  gateway.say(own.dump());
  own["user_id"] = 10001;
  gateway.say(own.dump());
  ASSERT_TRUE(caller.wait([](const Caller& c) { return !c.messages.empty(); }));
  caller.stop();
  ASSERT_EQ(caller.messages.size(), 1U);
  EXPECT_EQ(caller.messages[0].user, "10001");
  EXPECT_EQ(caller.messages[0].account, "2854200865");
}

// --- the end ------------------------------------------------------------------------------------------------------

TEST(Link, StopFlushesAndReturns) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait_up());
  std::vector<OutgoingCall> calls;
  for (std::uint64_t tag = 1; tag <= 100; ++tag) calls.push_back(to_group(tag, "最后的话"));
  caller.link().submit(calls);
  caller.stop();
  EXPECT_EQ(gateway.sends().size(), 100U);
  ASSERT_EQ(caller.results.size(), 100U);
  for (const CallResult& result : caller.results) EXPECT_EQ(result.outcome, Outcome::sent);
  EXPECT_EQ(caller.order, (std::vector<std::string>{"up", "down"}));
}

TEST(Link, StopCutsAGatewayThatNeverAnswers) {
  FakeGateway gateway;
  gateway.start();
  Network network(gateway.port());
  network.start();
  Caller caller(quick(network.url()));
  ASSERT_TRUE(caller.wait_up());
  network.freeze(true);
  caller.link().submit({to_group(1, "x")});
  caller.stop();
  ASSERT_EQ(caller.results.size(), 1U);
  EXPECT_EQ(caller.results[0].outcome, Outcome::unknown);
}

TEST(Link, StopEndsEveryStateOfDialling) {
  {
    Caller caller(quick("ws://127.0.0.1:1/"));  // before anything happened
  }
  {
    LinkOptions options = quick("ws://127.0.0.1:1/");  // in the long wait between two attempts
    options.backoff_first = 1h;
    options.backoff_most = 1h;
    Caller caller(options);
    ASSERT_TRUE(caller.wait([](const Caller& c) { return !c.log.empty(); }));
  }
  {
    FakeGateway gateway;
    gateway.start();
    Network network(gateway.port());  // in the middle of the upgrade
    network.start();
    network.freeze(true);
    Caller caller(quick(network.url()));
    ASSERT_TRUE(gateway.wait([&] { return network.accepted() > 0; }));
  }
  {
    Caller caller(quick("ws://name.invalid/"));
    ASSERT_TRUE(caller.wait([](const Caller& c) { return logged(c, "was not found"); }));
  }
}

TEST(Link, ALinkMayBeDestroyedWhileItIsUp) {
  FakeGateway gateway;
  gateway.start();
  Caller caller(quick(gateway.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({to_group(1, "x")});
  caller.destroy();
  EXPECT_TRUE(caller.downs.empty());
}

TEST(Link, ATokenThatFitsNoHeaderIsRefusedAtOnce) {
  boost::asio::io_context io;
  SystemClock clock;
  Log log([](Log::Level, std::string_view) {});
  LinkOptions options;
  options.url = "ws://127.0.0.1/";
  options.token = "a\r\nX-Evil: 1";
  EXPECT_THROW(Link(io, options, clock, log, {}, {}), std::invalid_argument);
}

// --- where it may dial without TLS ----------------------------------------------------------------------------------

std::string start_error(const std::string& url, bool insecure = false) {
  boost::asio::io_context io;
  SystemClock clock;
  Log log([](Log::Level, std::string_view) {});
  LinkOptions options = quick(url);
  options.insecure = insecure;
  try {
    Link link(io, options, clock, log, {}, {});
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(Link, APublicAddressWantsTls) {
  EXPECT_NE(start_error("ws://8.8.8.8:3001/").find("use wss://, or set insecure = true"), std::string::npos);
  EXPECT_NE(start_error("ws://[2001:db8::1]/").find("use wss://"), std::string::npos);
  for (const char* url : {"wss://8.8.8.8/", "ws://127.0.0.1/", "ws://192.168.1.5/", "ws://[::1]/", "ws://napcat/"}) {
    EXPECT_EQ(start_error(url), "") << url;
  }
  EXPECT_EQ(start_error("ws://8.8.8.8:3001/", true), "");
}

TEST(Link, AnotherMachineWithoutTlsIsWarnedOfOnce) {
  FakeGateway gateway;
  gateway.start();
  const auto warnings = [&](const std::string& url) {
    Caller caller(quick(url));
    for (std::size_t time = 1; time <= 3; ++time) {
      EXPECT_TRUE(caller.wait_up(time));
      gateway.on_thread([](const std::vector<SocketPtr>& sockets) {
        for (const SocketPtr& socket : sockets) socket->drop();
      });
      EXPECT_TRUE(caller.wait_down(time));
    }
    caller.stop();
    int count = 0;
    for (const std::string& line : caller.log) count += line.find("a network that you trust") != std::string::npos;
    return count;
  };
  EXPECT_EQ(warnings("ws://0.0.0.0:" + std::to_string(gateway.port()) + "/"), 1);
  EXPECT_EQ(warnings(gateway.url()), 0);
  EXPECT_EQ(warnings("ws://localhost:" + std::to_string(gateway.port()) + "/"), 0);
}

}  // namespace
}  // namespace banwei::test
