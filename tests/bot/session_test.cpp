// A session over a wire that is no socket: what it does when nothing in Beast watches over it.
#include "bot/gateway/session.h"

#include <gtest/gtest.h>

#include "bot/gateway/onebot11/conversation.h"
#include "tests/hand_clock.h"

namespace banwei {
namespace {

using namespace std::chrono_literals;

class StringWire final : public net::Wire {
 public:
  void write(std::vector<std::string> some) override {
    ++writes;
    frames.insert(frames.end(), some.begin(), some.end());
  }
  void close() override { closed = true; }
  void cut() override { cuts = true; }

  std::vector<std::string> frames;
  int writes = 0;
  bool closed = false;
  bool cuts = false;
};

class SessionTest : public testing::Test {
 protected:
  SessionTest() : log_([](Log::Level, std::string_view) {}) {
    session_ = std::make_shared<Session>(io_, wire_, SessionOptions{.protocol = onebot11::converse, .idle = 100ms},
                                         clock_, log_, Sink{.event = [this](const Event&) { ++events_; }});
  }

  /// The session writes what it must, and every call that it wrote is answered.
  void answer_all() {
    io_.poll();
    for (const std::string& frame : std::exchange(wire_->frames, {})) {
      session_->on_text(R"({"status":"ok","retcode":0,"data":[{"user_id":2}],)" +
                        frame.substr(frame.find("\"echo\":")));
    }
    session_->on_written();
  }

  boost::asio::io_context io_;
  tests::HandClock clock_;  // It stands until it is moved, so that a busy machine proves nothing.
  Log log_;
  int events_ = 0;
  std::shared_ptr<StringWire> wire_ = std::make_shared<StringWire>();
  std::shared_ptr<Session> session_;
};

TEST_F(SessionTest, AWireWithoutASignOfLifeIsCut) {
  const SystemClock real;
  const auto began = real.steady();
  session_->start();
  while (!wire_->cuts && io_.run_one_for(60s) > 0) continue;
  EXPECT_TRUE(wire_->cuts);
  EXPECT_GE(real.steady() - began, 100ms) << "not before it was silent for so long";
  session_->over("it was cut");
  EXPECT_EQ(session_->why(), "no sign of life from the gateway");
  EXPECT_EQ(events_, 0);
}

TEST_F(SessionTest, ABotThatWasHeldUpDoesNotTakeThatForTheGatewaysSilence) {
  session_->start();
  answer_all();
  clock_.pass(1h);
  while (wire_->frames.empty() && io_.run_one_for(60s) > 0) continue;
  EXPECT_FALSE(wire_->frames.empty()) << "the look that saw the hour go by asks the gateway";
  EXPECT_FALSE(wire_->cuts);
  session_->abandon();
}

TEST_F(SessionTest, WhatIsBegunTogetherIsWrittenAtOnceAndTheNextOnceThatHasLeft) {
  session_->start();
  io_.poll();
  EXPECT_EQ(wire_->writes, 1);
  ASSERT_EQ(wire_->frames.size(), 4U);
  session_->on_text(
      R"({"post_type":"message","message_type":"group","group_id":1,"self_id":2,"user_id":3,"message":"a"})");
  for (int i = 0; i < 4; ++i) {
    const std::string& frame = wire_->frames[static_cast<std::size_t>(i)];
    const std::size_t echo = frame.find("\"echo\":");
    session_->on_text(R"({"status":"ok","retcode":0,"data":{"user_id":2},)" + frame.substr(echo));
  }
  for (int i = 0; i < 300; ++i) session_->take({.what = Send{.group = true, .target = "1", .content = {}}});
  io_.poll();
  EXPECT_EQ(wire_->writes, 1);
  session_->on_written();
  EXPECT_EQ(wire_->writes, 2);
  EXPECT_EQ(wire_->frames.size(), 260U);
  session_->on_written();
  EXPECT_EQ(wire_->frames.size(), 304U);
  session_->on_written();
  EXPECT_EQ(wire_->writes, 3);
  session_->abandon();
  session_->on_written();
  EXPECT_EQ(wire_->writes, 3);
}

TEST_F(SessionTest, WhoGoesOnTalkingAfterHeWasLoggedOutIsOnlineWhateverTheGatewaySays) {
  const auto says = [&] {
    session_->on_text(
        R"({"post_type":"message","message_type":"group","group_id":1,"self_id":2,"user_id":3,"message":"a"})");
  };
  session_->start();
  answer_all();
  EXPECT_EQ(events_, 1) << "up";
  session_->on_text(R"({"post_type":"notice","notice_type":"bot_offline","self_id":2,"user_id":2})");
  EXPECT_EQ(events_, 2) << "down";
  for (int i = 0; i < 5; ++i) says();
  answer_all();
  EXPECT_EQ(events_, 7) << "what was on its way is heard and changes nothing";
  clock_.pass(11s);
  for (int i = 0; i < 2; ++i) says();
  answer_all();
  EXPECT_EQ(events_, 9);
  says();
  answer_all();
  EXPECT_EQ(events_, 11) << "up, and the third";
  session_->on_text(R"({"post_type":"meta_event","meta_event_type":"heartbeat","status":{"online":false}})");
  EXPECT_EQ(events_, 11) << "it lies";
  session_->abandon();
}

/// The smallest protocol there can be: a frame is its echo, and every frame that comes answers one.
class EchoTalk final : public Conversation {
 public:
  explicit EchoTalk(const Capabilities& can) : can_(can) {}
  std::vector<Question> greet() override { return {question()}; }
  Question friends() const override { return question(); }
  Question status() const override { return question(); }
  Question self_test() const override { return question(); }
  const std::string& gateway() const override { return name_; }
  const Capabilities& can() const override { return can_; }
  Frame decode(std::string_view text, Utc) const override { return CallAnswer{.echo = std::string(text), .ok = true}; }
  History history(const CallAnswer&, Utc) const override { return {}; }
  std::string encode(const OutgoingCall&, std::string_view echo) const override { return std::string(echo); }
  std::string encode(const Question&, std::string_view echo) const override { return std::string(echo); }

 private:
  static Question question() {
    return {"?", [](const CallAnswer&, Findings& found) { found.account = "2"; }};
  }
  const std::string name_ = "echo";
  const Capabilities can_;
};

TEST(Session, SpeaksAnyProtocolAndRefusesWhatThePlatformCannotDo) {
  const std::vector<OutgoingCall> calls{
      {.what = ReactTo{.room = "1", .message = "m", .emoji = "👌"}},
      {.what = Send{.group = false, .target = "3", .content = plain("a")}},
      {.what = Send{.group = true, .target = "1", .content = {{Part::Kind::mention, "3"}}}},
      {.what = Delete{.group = true, .target = "1", .message = "m"}},
      {.what = SendFile{.group = true, .target = "1", .name = "a.csv", .bytes = "1"}},
      {.what = FetchHistory{.group = "1"}},
  };
  const auto outcomes = [&](const Capabilities& can) {
    boost::asio::io_context io;
    tests::HandClock clock;
    Log log([](Log::Level, std::string_view) {});
    const auto wire = std::make_shared<StringWire>();
    std::vector<Outcome> outcomes;
    std::vector<std::string> ups;
    const auto session = std::make_shared<Session>(
        io, wire, SessionOptions{.protocol = [&] { return std::make_unique<EchoTalk>(can); }}, clock, log,
        Sink{[&](const Event& event) {
               if (const auto* up = std::get_if<LinkUp>(&event)) ups.push_back(up->account);
             },
             [&](const CallResult& result) { outcomes.push_back(result.outcome); }});
    const auto answer_all = [&] {
      io.poll();
      for (const std::string& frame : std::exchange(wire->frames, {})) session->on_text(frame);
      session->on_written();
    };
    session->start();
    answer_all();
    EXPECT_EQ(ups, std::vector<std::string>{"2"});
    for (const OutgoingCall& call : calls) session->take(call);
    answer_all();
    session->abandon();
    return outcomes;
  };
  EXPECT_EQ(outcomes({}), std::vector(calls.size(), Outcome::sent));
  EXPECT_EQ(outcomes({.react = false,
                      .quote = false,
                      .mention = false,
                      .whisper = false,
                      .file = false,
                      .recall = false,
                      .history = false}),
            std::vector(calls.size(), Outcome::refused));
}

}  // namespace
}  // namespace banwei
