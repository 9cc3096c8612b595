// Gateways that dial us: who is let in, whose line is whose, and what ends it.
#include "bot/gateway/acceptor.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <boost/asio/read.hpp>

#include "tests/bot/dialling.h"

namespace banwei::test {
namespace {

using net::SocketClient;
using nlohmann::json;
using namespace std::chrono_literals;

TEST_F(AcceptorTest, AGatewayComesInSpeaksAndIsSpokenTo) {
  const auto port = open();
  Dialling gateway(io_, port, "2854200865");
  ASSERT_EQ(gateway.status(), 101);
  gateway.say(group_message(1, "36.5"));
  acceptor_->submit({for_account(7, "2854200865")});
  EXPECT_EQ(gateway.serve(), "send_group_msg");
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::sent);
  EXPECT_EQ(order_, "up 2854200865, message to 2854200865, ");
  EXPECT_EQ(logged_.find("s3cret"), std::string::npos);
}

TEST_F(AcceptorTest, TheTokenIsAskedBeforeTheUpgradeOnEveryPath) {
  AcceptorOptions options = at_home();
  const auto strict = open(options);
  const std::string self = "X-Self-ID: 1\r\n";
  EXPECT_EQ(status(strict, "/", self), 401);
  EXPECT_EQ(status(strict, "/a/b?c", self + "Authorization: Bearer \r\n"), 401);
  EXPECT_EQ(status(strict, "/", self + "Authorization: Bearer wrong\r\n"), 403);
  EXPECT_EQ(status(strict, "/", self + "Authorization: Bearer s3cret-toke\r\n"), 403);
  EXPECT_EQ(status(strict, "/", self + "Authorization: Bearer s3cret-token2\r\n"), 403);
  EXPECT_NE(logged_.find("access token is missing"), std::string::npos);
  EXPECT_EQ(status(strict, "/?access_token=s3cret-token", self), 401);
  EXPECT_EQ(status(strict, "/", self + "Authorization: bearer s3cret-token\r\n"), 101);
  EXPECT_EQ(status(strict, "/", self + "Authorization: Token s3cret-token\r\n"), 101);  // This is what go-cqhttp sends.
  EXPECT_EQ(status(strict, "/x", self + "Authorization: s3cret-token\r\n"), 101);
  options.accept_query_token = true;
  const auto lenient = open(options);
  EXPECT_EQ(status(lenient, "/?access_token=s3cret-token", self), 101);  // This is what onebots sends.
  EXPECT_EQ(status(lenient, "/?x=1&access_token=s3cret%2Dtoken", self), 101);
  EXPECT_EQ(status(lenient, "/?access_token=s3cret", self), 403);
  EXPECT_EQ(status(lenient, "/?access_token=", self), 401);
  EXPECT_EQ(status(lenient, "/?access_token=s3cret-token", self + "Authorization: Bearer wrong\r\n"), 403);
  EXPECT_EQ(logged_.find("s3cret"), std::string::npos);
}

TEST_F(AcceptorTest, ATokenInTheUrlIsAnsweredWithTheSettingThatTakesIt) {
  const auto port = open();
  EXPECT_EQ(status(port, "/?access_token=s3cret-token", "X-Self-ID: 1\r\n"), 401);
  EXPECT_NE(logged_.find("set accept_query_token = true"), std::string::npos) << logged_;
  EXPECT_EQ(logged_.find("s3cret"), std::string::npos);
}

TEST_F(AcceptorTest, OnThisMachineATokenIsOptional) {
  AcceptorOptions options = at_home();
  options.token.clear();
  const auto port = open(options);
  EXPECT_EQ(status(port, "/", "X-Self-ID: 1\r\nAuthorization: Bearer \r\n"), 101);  // NapCat sends an empty one
  EXPECT_EQ(status(port, "/", "X-Self-ID: 2\r\n"), 101);
}

TEST_F(AcceptorTest, WhoeverDialsNamesItsAccountAndCarriesEverything) {
  const auto port = open();
  EXPECT_EQ(status(port, "/", bearer_header), 400);
  EXPECT_EQ(status(port, "/", headers_of("a b")), 400);
  EXPECT_EQ(status(port, "/", headers_of("1") + "X-Client-Role: Event\r\n"), 400);
  EXPECT_EQ(status(port, "/", headers_of("1") + "X-Client-Role: API\r\n"), 400);
  EXPECT_EQ(status(port, "/", headers_of("1") + "X-Client-Role: Universal\r\n"), 101);
  EXPECT_NE(logged_.find("X-Self-ID"), std::string::npos);
}

TEST_F(AcceptorTest, TheRefusedAreTold) {
  const auto port = open();
  boost::asio::io_context own;
  boost::asio::ip::tcp::socket socket(own);
  socket.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  boost::asio::write(socket, boost::asio::buffer(std::string("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                                             "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                                             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")));
  ASSERT_TRUE(pump_until([&] { return socket.available() > 0; }));
  std::string answer;
  boost::system::error_code ignored;
  boost::asio::read(socket, boost::asio::dynamic_buffer(answer), boost::asio::transfer_at_least(150), ignored);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 401 ")) << answer;
  EXPECT_NE(answer.find("put it into the gateway's settings"), std::string::npos) << answer;
}

TEST_F(AcceptorTest, TheNewestLineOfAnAccountWins) {
  const auto port = open();
  Dialling older(io_, port, "1");
  Dialling newer(io_, port, "1");
  EXPECT_TRUE(older.ended());
  EXPECT_EQ(order_, "up 1, down 1, up 1, ");
  acceptor_->submit({for_account(7, "1")});
  EXPECT_EQ(newer.serve(), "send_group_msg");
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::sent);
}

TEST_F(AcceptorTest, AnOlderLineMayStillAnswerWhatItWasAsked) {
  const auto port = open();
  Dialling older(io_, port, "1");
  acceptor_->submit({for_account(7, "1")});
  pump();
  Dialling newer(io_, port, "1", false);
  EXPECT_EQ(older.serve(), "send_group_msg");
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::sent);
}

TEST_F(AcceptorTest, ANewerLineThatNeverSpeaksLeavesTheAccountDown) {
  const auto port = open();
  Dialling older(io_, port, "1");
  Dialling newer(io_, port, "1", false);
  acceptor_->submit({for_account(7, "1")});
  ASSERT_TRUE(pump_until([&] { return !results_.empty(); }));
  EXPECT_EQ(order_, "up 1, down 1, ");
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::unsent);
}

TEST_F(AcceptorTest, TwoEntriesOfOneAccountDoNotTakeTheLineFromEachOther) {
  const auto port = open();
  Dialling first(io_, port, "1");
  Dialling second(io_, port, "1");
  ASSERT_TRUE(first.ended());
  EXPECT_EQ(status(port, "/", headers_of("1")), 409);
  EXPECT_EQ(second.serve(), "get_status") << "whether it lives is asked";
  for (int i = 0; i < 9; ++i) EXPECT_EQ(status(port, "/", headers_of("1")), 409);
  while (!second.serve(20).empty()) continue;
  EXPECT_EQ(order_, "up 1, down 1, up 1, ");
  EXPECT_EQ(count("delete one of its two entries"), 1);
  EXPECT_EQ(count("has dialled again"), 1);
  acceptor_->submit({for_account(7, "1")});
  EXPECT_EQ(second.serve(), "send_group_msg");
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::sent);
}

TEST_F(AcceptorTest, AHalfOpenLineGivesWayToTheNextThatDials) {
  AcceptorOptions options = at_home();
  options.call_timeout = 100ms;
  const auto port = open(options);
  Dialling first(io_, port, "1");
  Dialling second(io_, port, "1");
  EXPECT_EQ(status(port, "/", headers_of("1")), 409);
  // The second answers nothing any more.
  EXPECT_TRUE(pump_until([&] { return order_ == "up 1, down 1, up 1, down 1, "; })) << order_;
  Dialling third(io_, port, "1");
  EXPECT_EQ(third.status(), 101);
  EXPECT_EQ(order_, "up 1, down 1, up 1, down 1, up 1, ");
}

TEST_F(AcceptorTest, ALineThatEndsByItselfMayComeBackAtOnce) {
  const auto port = open();
  for (int i = 0; i < 4; ++i) {
    Dialling again(io_, port, "1");
    EXPECT_EQ(again.status(), 101);
  }
}

TEST_F(AcceptorTest, StrangersWhoHangOnKeepNoGatewayOut) {
  AcceptorOptions options = at_home();
  options.accounts = 4;
  const auto port = open(options);
  std::vector<boost::asio::ip::tcp::socket> strangers;
  for (int i = 0; i < 100; ++i) {
    strangers.emplace_back(io_);
    strangers.back().connect({boost::asio::ip::make_address("127.0.0.1"), port});
    if (i % 2 == 0) boost::asio::write(strangers.back(), boost::asio::buffer(std::string("GET / HTTP/1.1\r\n")));
    if (i % 10 == 0) pump(10ms);
  }
  Dialling gateway(io_, port, "1");
  EXPECT_EQ(gateway.status(), 101);
  EXPECT_EQ(order_, "up 1, ");
  EXPECT_EQ(count("show no token"), 1);
}

TEST_F(AcceptorTest, WhyTheLastWasRefusedIsKnownUntilOneComesIn) {
  const auto port = open();
  EXPECT_EQ(acceptor_->refused(), "");
  status(port, "/", "X-Self-ID: 1\r\nAuthorization: Bearer wrong\r\n");
  EXPECT_NE(acceptor_->refused().find("the bot's token_file"), std::string::npos);
  Dialling gateway(io_, port, "1");
  EXPECT_EQ(acceptor_->refused(), "");
}

TEST_F(AcceptorTest, EachAccountHasItsOwnLine) {
  const auto port = open();
  Dialling first(io_, port, "1");
  {
    Dialling second(io_, port, "2");
    acceptor_->submit({for_account(7, "2"), for_account(8, "1"), for_account(9, "3")});
    EXPECT_EQ(second.serve(), "send_group_msg");
    EXPECT_EQ(first.serve(), "send_group_msg");
  }
  EXPECT_TRUE(pump_until([&] { return order_ == "up 1, up 2, down 2, "; })) << order_;
  ASSERT_EQ(results_.size(), 3U);
  EXPECT_EQ(results_[0].outcome, Outcome::unsent);  // Nobody is account 3.
  EXPECT_EQ(results_[1].message, "send_group_msg by 2");
  EXPECT_EQ(results_[2].message, "send_group_msg by 1");
}

TEST_F(AcceptorTest, EverythingHasABound) {
  AcceptorOptions options = at_home();
  options.accounts = 2;
  options.frame_limit = 4'000;
  options.handshake = 200ms;
  const auto port = open(options);
  Dialling first(io_, port, "1");
  Dialling second(io_, port, "2");
  EXPECT_EQ(status(port, "/", headers_of("3")), 503);
  EXPECT_EQ(status(port, "/", headers_of("1")), 101);  // It takes the first one's place.
  EXPECT_EQ(status(port, "/", headers_of("4") + "X: " + std::string(9'000, 'a') + "\r\n"), 431);
  second.say(std::string(4'001, 'x'));
  EXPECT_TRUE(second.ended());
  boost::asio::ip::tcp::socket silent(io_);  // It never asks for anything.
  silent.connect({boost::asio::ip::make_address("127.0.0.1"), port});
  silent.non_blocking(true);
  char byte;
  boost::system::error_code ec;
  EXPECT_TRUE(pump_until([&] {
    silent.read_some(boost::asio::buffer(&byte, 1), ec);
    return ec == boost::asio::error::eof;
  }));
}

TEST_F(AcceptorTest, AFrozenGatewayIsKnownDead) {
  AcceptorOptions options = at_home();
  options.idle = 300ms;
  const auto port = open(options);
  Dialling frozen(io_, port, "1");  // It answers no ping.
  EXPECT_TRUE(pump_until([&] { return order_ == "up 1, down 1, "; })) << order_;
}

TEST_F(AcceptorTest, StopFlushesClosesAndLetsTheLoopEnd) {
  const auto port = open();
  Dialling gateway(io_, port, "1");
  acceptor_->submit({for_account(7, "1")});
  acceptor_->stop();
  EXPECT_EQ(gateway.serve(), "send_group_msg");
  EXPECT_TRUE(gateway.ended());
  io_.restart();
  EXPECT_LT(io_.run_for(5s), 100U);
  EXPECT_TRUE(io_.stopped());
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::sent);
  EXPECT_EQ(order_, "up 1, down 1, ");
}

TEST_F(AcceptorTest, BothEndsMayCloseAtOnce) {
  const auto port = open();
  Dialling gateway(io_, port, "1");
  acceptor_->submit({for_account(7, "1")});
  acceptor_->stop();  // It closes as soon as the answer is there, and the gateway's own close stands right behind it.
  EXPECT_EQ(gateway.serve(200, true), "send_group_msg");
  io_.restart();
  io_.run_for(5s);
  EXPECT_TRUE(io_.stopped());
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].outcome, Outcome::sent);
}

TEST_F(AcceptorTest, StopCutsAGatewayThatNeverCloses) {
  const auto port = open();
  SocketClient mute(io_, port, "/", headers_of("1"));
  acceptor_->stop();
  io_.restart();
  io_.run_for(5s);
  EXPECT_TRUE(io_.stopped());
}

TEST_F(AcceptorTest, ItMayBeDestroyedWhileLinesAreUp) {
  const auto port = open();
  Dialling gateway(io_, port, "1");
  acceptor_->submit({for_account(7, "1")});
  acceptor_.reset();
  io_.restart();
  io_.run_for(5s);
  EXPECT_TRUE(io_.stopped()) << "nothing of it is left to run";
  EXPECT_EQ(order_, "up 1, ");
}

TEST(AcceptorStart, WhatMustNotBeListenedAtIsRefusedWithWhatToDo) {
  boost::asio::io_context io;
  SystemClock clock;
  Log log([](Log::Level, std::string_view) {});
  const auto refusal = [&](const std::string& listen, const std::string& token, bool insecure = false) {
    try {
      const Acceptor acceptor(
          io, {.protocol = onebot11::converse, .listen = listen, .token = token, .insecure = insecure}, clock, log, {});
      return std::string();
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()).find("s3cret"), std::string::npos);
      return std::string(error.what());
    }
  };
  EXPECT_EQ(refusal("127.0.0.1:0", ""), "");
  EXPECT_EQ(refusal("[::1]:0", ""), "");
  EXPECT_EQ(refusal("0.0.0.0:0", "s3cret"), "");
  EXPECT_NE(refusal("0.0.0.0:0", "").find("Set token_file"), std::string::npos);
  EXPECT_NE(refusal("192.168.1.5:0", "").find("Set token_file"), std::string::npos);
  EXPECT_NE(refusal("8.8.8.8:0", "s3cret").find("set insecure = true"), std::string::npos);
  for (const char* odd :
       {"8080", "localhost:8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:99999", ":1"}) {
    EXPECT_NE(refusal(odd, "s3cret").find("is not like 127.0.0.1:8080"), std::string::npos) << odd;
  }
  EXPECT_NE(refusal("127.0.0.1:0", "s3cret \n").find("fits no header"), std::string::npos);
}

}  // namespace
}  // namespace banwei::test
