// The faults that the sandbox can put on, by hand and on the bot's real line.
#include <algorithm>

#include "bot/gateway/link.h"
#include "bot/gateway/onebot11/conversation.h"
#include "tests/bot/sandbox_stand.h"

namespace banwei::sandbox {
namespace {

using std::chrono::milliseconds;

struct Case {
  const char* name;
  CallFault fault;
  bool delivered;
  bool ok;
  bool ambiguous;
};

class SandboxFault : public SandboxTest, public testing::WithParamInterface<Case> {};

TEST_P(SandboxFault, IsWhatItSays) {
  const Case& test = GetParam();
  net::SocketClient bot = dial();
  CallFault fault = test.fault;
  fault.times = 1;
  sandbox_.fail({.group = fault, .direct = {}, .react = {}});
  const auto first = send(bot, true, "700001", "一");
  EXPECT_EQ(first.ok, test.ok);
  EXPECT_EQ(first.ambiguous, test.ambiguous);
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), test.delivered ? 1U : 0U);
  EXPECT_TRUE(send(bot, false, "10001", "私聊照常").ok);
  EXPECT_TRUE(send(bot, true, "700001", "一次就好").ok);
}

INSTANTIATE_TEST_SUITE_P(All, SandboxFault,
                         testing::Values(Case{"none", {}, true, true, false}, Case{"muted", muted, false, false, false},
                                         Case{"delivered", timed_out_but_delivered, true, false, true},
                                         Case{"lost", timed_out_and_lost, false, false, true},
                                         Case{"late", {.delay = milliseconds{60}}, true, true, false}),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(SandboxTest, AnAnswerCanStayAway) {
  net::SocketClient bot = dial();
  sandbox_.fail({.group = never_answered, .direct = {}, .react = {}, .heartbeats = false});
  OutgoingCall out;
  out.what = Send{true, "700001", plain("一")};
  bot.send(onebot11::encode(out, "1"));
  const Json next = call(bot, "get_status");
  EXPECT_EQ(next["echo"], "e");
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), 1U);
}

TEST_F(SandboxTest, AnswersCanComeInReverse) {
  net::SocketClient bot = dial();
  sandbox_.fail({.group = {}, .direct = {}, .react = {}, .reversed = 3});
  for (const char* echo : {"1", "2", "3"}) bot.send(onebot11::encode_action("get_status", echo));
  EXPECT_EQ(answer(bot).echo, "3");
  EXPECT_EQ(answer(bot).echo, "2");
  EXPECT_EQ(answer(bot).echo, "1");
  bot.send(onebot11::encode_action("get_status", "4"));
  EXPECT_EQ(answer(bot).echo, "4") << "one that waits alone leaves after a second";
}

TEST_F(SandboxTest, TheLineCanBeCutInsteadOfAnAnswerAndStayDown) {
  net::SocketClient bot = dial();
  CallFault cut;
  cut.answer = CallFault::Response::hang_up;
  sandbox_.fail({.group = cut, .direct = {}, .react = {}, .open = false});
  OutgoingCall out;
  out.what = Send{true, "700001", plain("一")};
  bot.send(onebot11::encode(out, "1"));
  EXPECT_TRUE(bot.ended());
  EXPECT_FALSE(sandbox_.linked());
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), 1U);
  EXPECT_EQ(dial().status(), 503);
  sandbox_.fail({});
  EXPECT_EQ(dial().status(), 101);
}

TEST_F(SandboxTest, GarbageIsGarbage) {
  net::SocketClient bot = dial();
  sandbox_.inject("\x01 what");
  EXPECT_EQ(heard(bot), "\x01 what");
  CallFault garbage;
  garbage.answer = CallFault::Response::garbage;
  sandbox_.fail({.group = garbage, .direct = {}, .react = {}});
  OutgoingCall out;
  out.what = Send{true, "700001", plain("一")};
  bot.send(onebot11::encode(out, "1"));
  EXPECT_TRUE(std::holds_alternative<Ignored>(onebot11::decode(heard(bot), clock_.wall())));
}

// --- the bot's real line -------------------------------------------------------------------------

class SandboxLink : public SandboxTest {
 protected:
  SandboxLink()
      : link_(io_, options(server_.port()), link_clock_, log_,
              Sink{[this](Event event) { events_.push_back(std::move(event)); },
                   [this](CallResult result) { results_.push_back(std::move(result)); }}) {}
  ~SandboxLink() override {
    link_.stop();
    pump([] { return false; }, 100);
  }

  static LinkOptions options(std::uint16_t port) {
    LinkOptions out;
    out.protocol = onebot11::converse;
    out.url = "ws://127.0.0.1:" + std::to_string(port) + Sandbox::onebot_path;
    out.token = "secret";
    out.backoff_first = milliseconds{20};
    out.call_timeout = milliseconds{300};
    return out;
  }

  template <class Done>
  bool pump(Done done, int turns = net::SocketClient::patience) {
    for (int turn = 0; turn < turns && !done(); ++turn) {
      if (io_.stopped()) io_.restart();
      io_.run_for(milliseconds{1});
    }
    return done();
  }

  template <class Kind>
  std::size_t count() const {
    return static_cast<std::size_t>(std::count_if(
        events_.begin(), events_.end(), [](const Event& event) { return std::holds_alternative<Kind>(event); }));
  }

  bool up(std::size_t times = 1) {
    return pump([&] { return count<LinkUp>() == times; });
  }

  Outcome sent(std::string text) {
    const std::size_t before = results_.size();
    OutgoingCall call;
    call.tag = 1;
    call.what = Send{true, "700001", plain(std::move(text))};
    link_.submit({std::move(call)});
    EXPECT_TRUE(pump([&] { return results_.size() > before; })) << "no outcome";
    return results_.empty() ? Outcome::unsent : results_.back().outcome;
  }

  SystemClock link_clock_;
  Log log_{[](Log::Level, std::string_view) {}};
  std::vector<Event> events_;
  std::vector<CallResult> results_;
  Link link_;
};

TEST_F(SandboxLink, CarriesBothWays) {
  link_.start();
  ASSERT_TRUE(up());
  const auto greeting = std::get<LinkUp>(events_[0]);
  EXPECT_EQ(greeting.account, "10000");
  EXPECT_EQ(greeting.friends, (std::vector<std::string>{"10001", "10002"}));
  EXPECT_TRUE(greeting.can.react);
  sandbox_.say("10001", "700001", plain("36.5"));
  ASSERT_TRUE(pump([&] { return count<Message>() == 1; }));
  const auto heard = std::get<Message>(events_.back());
  OutgoingCall react;
  react.what = ReactTo{heard.place, heard.room, heard.id, "👌"};
  link_.submit({std::move(react)});
  const ChatLine& line = sandbox_.rooms().lines(Place::group, "700001").front();
  EXPECT_TRUE(pump([&] { return line.reactions == std::vector<std::string>{"👌"}; }));
}

TEST_F(SandboxLink, EveryFaultHasItsOutcome) {
  struct Row {
    const char* name;
    CallFault fault;
    Outcome outcome;
  };
  const std::vector<Row> rows{{"none", {}, Outcome::sent},
                              {"muted", muted, Outcome::refused},
                              {"delivered", timed_out_but_delivered, Outcome::unknown},
                              {"lost", timed_out_and_lost, Outcome::unknown},
                              {"silence", never_answered, Outcome::unknown},
                              {"garbage", {.answer = CallFault::Response::garbage}, Outcome::unknown},
                              {"late", {.delay = milliseconds{60}}, Outcome::sent},
                              {"cut", {.answer = CallFault::Response::hang_up}, Outcome::unknown}};
  link_.start();
  ASSERT_TRUE(up());
  for (const Row& row : rows) {
    sandbox_.fail({.group = row.fault, .direct = {}, .react = {}});
    EXPECT_EQ(sent(row.name), row.outcome) << row.name;
  }
  sandbox_.fail({});
  EXPECT_TRUE(up(2));
  EXPECT_EQ(count<LinkDown>(), 1U);
  EXPECT_EQ(sent("again"), Outcome::sent);
}

TEST_F(SandboxLink, ADroppedLineComesBackWhenTheGatewayDoes) {
  link_.start();
  ASSERT_TRUE(up());
  sandbox_.fail({.group = {}, .direct = {}, .react = {}, .open = false});
  sandbox_.drop();
  ASSERT_TRUE(pump([&] { return count<LinkDown>() == 1; }));
  EXPECT_EQ(sent("nobody hears"), Outcome::unsent);
  sandbox_.fail({});
  EXPECT_TRUE(up(2));
}

}  // namespace
}  // namespace banwei::sandbox
