// The link against gateways and networks that fail in every way we know, and the ends of a line that we make ourselves.
#include "bot/gateway/link.h"

#include <gtest/gtest.h>

#include <future>
#include <optional>

#include <boost/asio/co_spawn.hpp>

#include "bot/net/dialled.h"
#include "tests/bot/line_stand.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using SocketPtr = FakeGateway::SocketPtr;

TEST(Link, ADropMakesWhatWasWrittenUnknownAndTheRestUnsent) {
  FakeGateway gateway;
  gateway.on_send = [&](const SocketPtr& socket, const json& frame) {
    if (frame["params"]["message"][0]["data"]["text"] == "drop") return socket->drop();
    gateway.answer(socket, frame);
  };
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "drop").outcome, Outcome::unknown);
  ASSERT_TRUE(caller.wait_up(2));
  EXPECT_EQ(caller.send(2, "fine").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.order, (std::vector<std::string>{"up", "down", "up", "down"}));
  EXPECT_EQ(gateway.sends().size(), 2U);  // Nothing was sent again.
}

TEST(Link, WithoutALineACallIsUnsent) {
  LinkOptions options = quick("ws://127.0.0.1:1/");
  Caller caller(options);
  EXPECT_EQ(caller.send(1, "x").outcome, Outcome::unsent);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.logged("cannot be reached"); }));
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
  std::vector<OutgoingCall> calls;  // More than a socket buffers, so that even a ping finds no room.
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
  Network network(gateway.port());
  network.start();
  LinkOptions options = quick(network.url());
  options.idle = 500ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  // Nothing but pings goes up from here on, one in half an idle time.
  constexpr std::size_t ping = 6;  // bytes
  const std::size_t before = network.bytes_up();
  ASSERT_TRUE(gateway.wait([&] { return network.bytes_up() >= before + 5 * ping; }));
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
  const std::size_t before = network.bytes_down();
  gateway.say(group_message(1, std::string(200'000, 'a')));
  ASSERT_TRUE(gateway.wait([&] { return network.bytes_down() > before; }));
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

TEST(Link, ALargeFrameIsHeardAndAMonstrousOneDropsTheLine) {
  FakeGateway gateway;
  Caller caller(gateway);
  ASSERT_TRUE(caller.wait_up());
  gateway.say(group_message(1, std::string(7 << 20, 'a')));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 1; }));
  gateway.say(group_message(2, std::string(9 << 20, 'a')));
  ASSERT_TRUE(caller.wait_up(2));
  gateway.say(group_message(3, "短"));
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.messages.size() == 2; }));
  caller.stop();
  EXPECT_EQ(caller.messages[0].id, "1");
  EXPECT_EQ(caller.messages[1].id, "3");
}

// --- the end ------------------------------------------------------------------------------------------------------

TEST(Link, StopFlushesAndReturns) {
  FakeGateway gateway;
  Caller caller(gateway);
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

TEST(Link, BothEndsMayCloseAtOnce) {
  FakeGateway gateway;
  gateway.on_send = [](const SocketPtr&, const json&) {};
  gateway.start();
  Network network(gateway.port());
  network.start();
  Caller caller(quick(network.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({to_group(1, "x")});
  ASSERT_TRUE(gateway.wait([&] { return !gateway.sends().empty(); }));
  caller.link().stop();  // It closes once the answer is there, and the gateway's own close stands right behind it.
  caller.catch_up();
  const std::string answer = json({{"status", "ok"}, {"retcode", 0}, {"echo", gateway.sends()[0]["echo"]}}).dump();
  ASSERT_LT(answer.size(), 126U);
  network.inject("\x81" + std::string(1, static_cast<char>(answer.size())) + answer + std::string("\x88\x00", 2));
  EXPECT_TRUE(caller.wait_down());
  caller.stop();
}

TEST(Link, StopEndsEveryStateOfDialling) {
  {
    Caller caller(quick("ws://127.0.0.1:1/"));  // It goes before anything happened.
  }
  {
    LinkOptions options = quick("ws://127.0.0.1:1/");  // It goes in the long wait between two attempts.
    options.backoff_first = 1h;
    options.backoff_most = 1h;
    Caller caller(options);
    ASSERT_TRUE(caller.wait([](const Caller& c) { return !c.log.empty(); }));
  }
  {
    FakeGateway gateway;
    gateway.start();
    Network network(gateway.port());  // It goes in the middle of the upgrade.
    network.start();
    network.freeze(true);
    Caller caller(quick(network.url()));
    ASSERT_TRUE(gateway.wait([&] { return network.accepted() > 0; }));
  }
  {
    Caller caller(quick("ws://name.invalid/"));
    ASSERT_TRUE(caller.wait([](const Caller& c) { return c.logged("was not found"); }));
  }
}

TEST(Link, ALinkMayBeDestroyedWhileItIsUp) {
  FakeGateway gateway;
  Caller caller(gateway);
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
  EXPECT_THROW(Link(io, options, clock, log, {}), std::runtime_error);
}

// --- where it may dial without TLS ----------------------------------------------------------------------------------

std::string start_error(const std::string& url, bool insecure = false) {
  boost::asio::io_context io;
  SystemClock clock;
  Log log([](Log::Level, std::string_view) {});
  LinkOptions options = quick(url);
  options.insecure = insecure;
  try {
    Link link(io, options, clock, log, {});
    return "";
  } catch (const std::runtime_error& error) {
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

TEST(Link, WhatANameTurnsOutToBeIsJudgedBeforeItIsDialled) {
  boost::asio::io_context io;
  const auto wire =
      net::dial_plain(io, {.target = net::target_of("ws://8.8.8.8:3001/")});  // Link itself would refuse it.
  std::optional<bool> open;
  auto opening = wire->open();
  boost::asio::co_spawn(io, std::move(opening), [&](std::exception_ptr, bool result) { open = result; });
  io.run_for(5s);
  EXPECT_EQ(open, false);
  EXPECT_TRUE(wire->mendable);
  EXPECT_NE(wire->why.find("use wss://"), std::string::npos);
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
