// The sandbox as a gateway, heard through the bot's own codec, and as the page sees it.
#include "bot/web/sandbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <nlohmann/json.hpp>

#include "bot/gateway/link.h"
#include "bot/gateway/onebot11.h"
#include "bot/web/assets.h"
#include "bot/web/demo.h"
#include "bot/web/pictures.h"
#include "bot/web/sandbox_clock.h"
#include "tests/bot/socket_client.h"

namespace banwei::web {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;

class HandClock final : public Clock {
 public:
  Utc wall() const override { return now; }
  Steady steady() const override { return {}; }
  Utc now{std::chrono::seconds{1'583'883'600}};  // 2020-03-11 07:40 in Shanghai
};

Campus small_campus() {
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
  ~SandboxTest() override {
    sandbox_.stop();
    server_.stop();
    io_.restart();
    io_.run_for(milliseconds{50});
  }

  void SetUp() override { server_.start(); }

  static SandboxOptions options() {
    SandboxOptions out;
    out.token = "secret";
    out.heartbeat = milliseconds{40};
    return out;
  }

  /// A bot whose line is open, or was refused.
  SocketClient dial() {
    SocketClient bot(io_, server_.port(), Sandbox::onebot_path, "Authorization: Bearer secret\r\n");
    for (int turn = 0; turn < SocketClient::patience && bot.status() == 101 && !sandbox_.linked(); ++turn) {
      io_.run_for(milliseconds{1});
    }
    return bot;
  }
  SocketClient browse() {
    return {io_, server_.port(), "/chat", "Origin: http://127.0.0.1:" + std::to_string(server_.port()) + "\r\n"};
  }

  /// The next frame that is no heartbeat and no lifecycle.
  static std::string heard(SocketClient& bot) {
    for (int frames = 0; frames < 100; ++frames) {
      const std::string text = bot.next().value_or("{}");
      if (text.find("meta_event") == std::string::npos) return text;
    }
    return "{}";
  }

  static Json call(SocketClient& bot, const std::string& action, Json parameters = Json::object()) {
    bot.send(Json{{"action", action}, {"params", std::move(parameters)}, {"echo", "e"}}.dump());
    while (true) {  // events may come between
      Json frame = Json::parse(heard(bot));
      if (frame.empty() || frame.contains("retcode")) return frame;
    }
  }

  /// A message that the codec wrote, and the answer as the codec reads it.
  onebot11::Answer send(SocketClient& bot, bool group, std::string target, std::string text) {
    OutgoingCall out;
    out.what = Send{group, std::move(target), plain(std::move(text))};
    bot.send(onebot11::encode(out, "7"));
    return answer(bot);
  }

  onebot11::Answer answer(SocketClient& bot) {
    const auto frame = onebot11::decode(heard(bot), clock_.now);
    const auto* got = std::get_if<onebot11::Answer>(&frame);
    return got != nullptr ? *got : onebot11::Answer{};
  }

  template <class Event>
  Event event(SocketClient& bot) {
    const auto frame = onebot11::decode(heard(bot), clock_.now);
    const auto* got = std::get_if<Event>(&frame);
    EXPECT_NE(got, nullptr) << "another kind of frame, index " << frame.index();
    return got != nullptr ? *got : Event{};
  }

  boost::asio::io_context io_{1};
  HandClock clock_;
  Server server_{io_, "127.0.0.1", 0};
  Sandbox sandbox_{server_, io_, clock_, small_campus(), options()};
};

// --- the line ------------------------------------------------------------------------------------

TEST_F(SandboxTest, TheTokenIsAskedBeforeTheUpgrade) {
  EXPECT_EQ(SocketClient(io_, server_.port(), Sandbox::onebot_path).status(), 401);
  EXPECT_EQ(SocketClient(io_, server_.port(), Sandbox::onebot_path, "Authorization: Bearer wrong\r\n").status(), 403);
  EXPECT_EQ(dial().status(), 101);
}

TEST_F(SandboxTest, NoBrowserGetsTheBotsSide) {
  const std::string right = "Authorization: Bearer secret\r\n";
  EXPECT_EQ(SocketClient(io_, server_.port(), Sandbox::onebot_path, right + "Origin: http://evil.example\r\n").status(),
            403);
  EXPECT_EQ(SocketClient(io_, server_.port(), Sandbox::onebot_path, right + "Host: evil.example\r\n").status(), 421);
}

TEST_F(SandboxTest, TheLineOpensWithALifecycleAndBeats) {
  bool up = false;
  sandbox_.observe({.said = {}, .reacted = {}, .recalled = {}, .linked = [&](bool now) { up = now; }});
  SocketClient bot = dial();
  const auto first = onebot11::decode(bot.next().value_or(""), clock_.now);
  ASSERT_TRUE(std::holds_alternative<onebot11::Lifecycle>(first));
  EXPECT_EQ(std::get<onebot11::Lifecycle>(first).self_id, "10000");
  const auto second = onebot11::decode(bot.next().value_or(""), clock_.now);
  ASSERT_TRUE(std::holds_alternative<onebot11::Heartbeat>(second));
  EXPECT_TRUE(std::get<onebot11::Heartbeat>(second).online);
  EXPECT_TRUE(up);
  sandbox_.drop();
  EXPECT_TRUE(bot.ended());
  EXPECT_FALSE(up);
}

TEST_F(SandboxTest, WhoItIsAndWhomItKnows) {
  SocketClient bot = dial();
  EXPECT_EQ(onebot11::login(call(bot, "get_login_info")["data"].dump()), "10000");
  EXPECT_EQ(onebot11::friends(call(bot, "get_friend_list")["data"].dump()),
            (std::vector<std::string>{"10001", "10002"}));
  EXPECT_EQ(call(bot, "get_status")["data"]["online"], true);
  EXPECT_EQ(call(bot, "get_version_info")["data"]["protocol_version"], "v11");
  const Json groups = call(bot, "get_group_list")["data"];
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0]["member_count"], 4);
  const Json members = call(bot, "get_group_member_list", {{"group_id", "700001"}})["data"];
  ASSERT_EQ(members.size(), 4U);
  EXPECT_EQ(members[1]["card"], "01-张三");
}

TEST_F(SandboxTest, WhatIsNoCallIsAnsweredSo) {
  SocketClient bot = dial();
  const Json unknown = call(bot, "brew_tea");
  EXPECT_EQ(unknown["retcode"], 1404);
  EXPECT_EQ(unknown["echo"], "e");
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}})["retcode"], 1400);
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}, {"message", "[CQ:at,qq=all]"}})["retcode"], 1400);
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 1}, {"message", Json::array({1})}})["retcode"], 1200);
  EXPECT_EQ(call(bot, "get_group_msg_history", {{"group_id", 700001}, {"count", "x"}})["retcode"], 1200);
  bot.send("{broken");
  EXPECT_EQ(Json::parse(heard(bot))["retcode"], 1400);
}

// --- what people do ------------------------------------------------------------------------------

TEST_F(SandboxTest, TheBotHearsWhatIsSaidAndHow) {
  SocketClient bot = dial();
  const std::string first = sandbox_.say("10001", "700001", plain("36.5 [CQ:at,qq=all]"));
  const auto said = event<Message>(bot);
  EXPECT_EQ(said.id, first);
  EXPECT_EQ(said.room, "700001");
  EXPECT_EQ(said.user, "10001");
  EXPECT_EQ(said.nickname, "01-张三");
  EXPECT_EQ(said.sent, clock_.now);
  EXPECT_EQ(said.content, plain("36.5 [CQ:at,qq=all]"));

  const Content mixed{{Part::Kind::quote, first}, {Part::Kind::mention, "10000"}, {Part::Kind::text, " 谁没报"}};
  sandbox_.say("10002", "700001", mixed);
  EXPECT_EQ(event<Message>(bot).content, mixed);

  sandbox_.whisper("10002", {{Part::Kind::image, ""}});
  const auto picture = event<Message>(bot);
  EXPECT_EQ(picture.place, Place::direct);
  EXPECT_EQ(picture.room, "10002");
  ASSERT_EQ(picture.content.size(), 1U);
  EXPECT_EQ(picture.content[0].kind, Part::Kind::image);
}

TEST_F(SandboxTest, AStrangersWhisperIsATemporaryChat) {
  SocketClient bot = dial();
  sandbox_.whisper("10020", plain("36.6"));
  const auto said = event<Message>(bot);
  EXPECT_EQ(said.place, Place::direct);
  EXPECT_EQ(said.user, "10020");
  EXPECT_TRUE(said.temporary);
  EXPECT_FALSE(send(bot, false, "10020", "好").ok);
}

TEST_F(SandboxTest, WhoAsksAndIsTakenCanBeWhisperedTo) {
  SocketClient bot = dial();
  sandbox_.request_friend("10020");
  const auto asked = event<Friendship>(bot);
  EXPECT_EQ(asked.user, "10020");
  EXPECT_FALSE(asked.accepted);
  OutgoingCall accept;
  accept.what = AcceptFriend{asked.flag};
  bot.send(onebot11::encode(accept, "1"));
  EXPECT_TRUE(event<Friendship>(bot).accepted);
  EXPECT_TRUE(answer(bot).ok);
  EXPECT_TRUE(send(bot, false, "10020", "你好").ok);
}

TEST_F(SandboxTest, ARecallNamesTheMessage) {
  SocketClient bot = dial();
  const std::string id = sandbox_.say("10001", "700001", plain("36.9"));
  event<Message>(bot);
  sandbox_.recall(id);
  const auto back = event<Recall>(bot);
  EXPECT_EQ(back.message, id);
  EXPECT_EQ(back.room, "700001");
  EXPECT_EQ(call(bot, "get_group_msg_history", {{"group_id", 700001}})["retcode"], 1200);
}

TEST_F(SandboxTest, TheSameEventCanComeTwice) {
  SocketClient bot = dial();
  const std::string id = sandbox_.say("10001", "700001", plain("36.9"));
  sandbox_.resend(id);
  EXPECT_EQ(event<Message>(bot).id, id);
  EXPECT_EQ(event<Message>(bot).id, id);
}

TEST_F(SandboxTest, WhoIsNotThereCannotSpeak) {
  EXPECT_THROW(sandbox_.say("99", "700001", plain("1")), std::invalid_argument);
  EXPECT_THROW(sandbox_.say("10001", "700002", plain("1")), std::invalid_argument);
  EXPECT_THROW(sandbox_.say("10001", "700001", {}), std::invalid_argument);
  EXPECT_THROW(sandbox_.recall("1"), std::invalid_argument);
}

TEST_F(SandboxTest, HistoryBringsBackWhatTheBotMissedAndIsBounded) {
  for (int i = 0; i < 520; ++i) sandbox_.say("10001", "700001", plain(std::to_string(i)));
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), ChatRooms::room_limit);
  SocketClient bot = dial();
  const Json answered = call(bot, "get_group_msg_history", {{"group_id", 700001}, {"count", 3}});
  ASSERT_EQ(answered["data"]["messages"].size(), 3U);
  const auto frame = onebot11::decode(answered["data"]["messages"][2].dump(), clock_.now);
  ASSERT_TRUE(std::holds_alternative<Message>(frame));
  EXPECT_EQ(std::get<Message>(frame).content, plain("519"));
  EXPECT_EQ(call(bot, "get_group_msg_history", {{"group_id", 700001}})["data"]["messages"].size(), 20U);
}

TEST(ChatRooms, IdsLookLikeHashesAndNeverRepeat) {
  ChatRooms rooms(small_campus(), 1);
  std::set<std::string> seen;
  for (int i = 0; i < 2000; ++i) {
    ChatLine line;
    line.room = "700001";
    const std::string id = rooms.add(line).id;
    EXPECT_TRUE(seen.insert(id).second);
    EXPECT_LE(std::stoll(id), 0x7fffffff);
  }
  EXPECT_NE(ChatRooms(small_campus(), 2).next_id(), ChatRooms(small_campus(), 1).next_id());
}

// --- what the bot does ---------------------------------------------------------------------------

TEST_F(SandboxTest, TheObserverSeesWhatTheBotDoes) {
  std::vector<std::string> seen;
  sandbox_.observe(
      {.said = [&](const ChatLine& line) { seen.push_back(line.room + " " + line.content.front().value); },
       .reacted = [&](const ChatLine& line, const std::string& emoji) { seen.push_back(line.user + emoji); },
       .recalled = [&](const ChatLine& line) { seen.push_back("撤回 " + line.room); },
       .linked = {}});
  SocketClient bot = dial();
  const std::string said = sandbox_.say("10001", "700001", plain("36.5"));
  event<Message>(bot);

  OutgoingCall react;
  react.what = ReactTo{Place::group, "700001", said, "👌"};
  bot.send(onebot11::encode(react, "1"));
  EXPECT_TRUE(answer(bot).ok);
  const auto group = send(bot, true, "700001", "已报 1/38");
  EXPECT_TRUE(group.ok);
  EXPECT_TRUE(send(bot, false, "10002", "再量一次好吗？").ok);
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", group.message_id}})["retcode"], 0);
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", said}})["retcode"], 1200);
  EXPECT_EQ(seen, (std::vector<std::string>{"10001👌", "700001 已报 1/38", "10002 再量一次好吗？", "撤回 700001"}));
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").front().reactions, std::vector<std::string>{"👌"});
}

TEST_F(SandboxTest, EmojiBeyondTheTableAreCodePoints) {
  std::vector<std::string> seen;
  sandbox_.observe({.said = {},
                    .reacted = [&](const ChatLine&, const std::string& emoji) { seen.push_back(emoji); },
                    .recalled = {},
                    .linked = {}});
  SocketClient bot = dial();
  const std::string said = sandbox_.say("10001", "700001", plain("1"));
  event<Message>(bot);
  for (const char* emoji : {"👍", "❤", "✅", "🌡"}) {
    OutgoingCall react;
    react.what = ReactTo{Place::group, "700001", said, emoji};
    bot.send(onebot11::encode(react, "1"));
    EXPECT_TRUE(answer(bot).ok);
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"👍", "❤", "✅", "🌡"}));
}

TEST_F(SandboxTest, OnesOwnMessageCanBeTakenBackForTwoMinutes) {
  SocketClient bot = dial();
  SocketClient page = browse();
  page.next();
  const auto early = send(bot, true, "700001", "写错了");
  const auto late = send(bot, true, "700001", "太晚了");
  page.next();
  page.next();
  clock_.now += std::chrono::minutes{2};
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", early.message_id}})["retcode"], 0);
  const Json notice = Json::parse(page.next().value_or("{}"));
  EXPECT_EQ(notice["type"], "recall");
  EXPECT_EQ(notice["message"], early.message_id);
  const Json again = call(bot, "delete_msg", {{"message_id", early.message_id}});
  EXPECT_EQ(again["retcode"], 1200);
  EXPECT_EQ(again["message"], "Recall failed");
  clock_.now += std::chrono::minutes{1};
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", late.message_id}})["message"], "Recall failed");
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", 1}})["retcode"], 1200);
  EXPECT_FALSE(sandbox_.rooms().lines(Place::group, "700001").back().recalled);

  const auto fresh = send(bot, true, "700001", "刚发的");
  sandbox_.fail({.group = {}, .direct = {}, .react = {}, .recall = muted});
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", fresh.message_id}})["retcode"], 1200);
  EXPECT_FALSE(sandbox_.rooms().lines(Place::group, "700001").back().recalled);
  sandbox_.fail({});
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", fresh.message_id}})["retcode"], 0);
  EXPECT_TRUE(sandbox_.rooms().lines(Place::group, "700001").back().recalled);
}

// --- faults --------------------------------------------------------------------------------------

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
  SocketClient bot = dial();
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
  SocketClient bot = dial();
  sandbox_.fail({.group = never_answered, .direct = {}, .react = {}, .heartbeats = false});
  OutgoingCall out;
  out.what = Send{true, "700001", plain("一")};
  bot.send(onebot11::encode(out, "1"));
  const Json next = call(bot, "get_status");
  EXPECT_EQ(next["echo"], "e");
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), 1U);
}

TEST_F(SandboxTest, AnswersCanComeInReverse) {
  SocketClient bot = dial();
  sandbox_.fail({.group = {}, .direct = {}, .react = {}, .reversed = 3});
  for (const char* echo : {"1", "2", "3"}) bot.send(onebot11::encode_action("get_status", echo));
  EXPECT_EQ(answer(bot).echo, "3");
  EXPECT_EQ(answer(bot).echo, "2");
  EXPECT_EQ(answer(bot).echo, "1");
  bot.send(onebot11::encode_action("get_status", "4"));
  EXPECT_EQ(answer(bot).echo, "4") << "one that waits alone leaves after a second";
}

TEST_F(SandboxTest, TheLineCanBeCutInsteadOfAnAnswerAndStayDown) {
  SocketClient bot = dial();
  CallFault cut;
  cut.answer = CallFault::Answer::hang_up;
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
  SocketClient bot = dial();
  sandbox_.inject("\x01 what");
  EXPECT_EQ(heard(bot), "\x01 what");
  CallFault garbage;
  garbage.answer = CallFault::Answer::garbage;
  sandbox_.fail({.group = garbage, .direct = {}, .react = {}});
  OutgoingCall out;
  out.what = Send{true, "700001", plain("一")};
  bot.send(onebot11::encode(out, "1"));
  EXPECT_TRUE(std::holds_alternative<onebot11::Ignored>(onebot11::decode(heard(bot), clock_.now)));
}

// --- the bot's real line -------------------------------------------------------------------------

class SandboxLink : public SandboxTest {
 protected:
  SandboxLink()
      : link_(
            io_, options(server_.port()), link_clock_, log_,
            [this](Event event) { events_.push_back(std::move(event)); },
            [this](CallResult result) { results_.push_back(std::move(result)); }) {}
  ~SandboxLink() override {
    link_.stop();
    pump([] { return false; }, 100);
  }

  static LinkOptions options(std::uint16_t port) {
    LinkOptions out;
    out.url = "ws://127.0.0.1:" + std::to_string(port) + Sandbox::onebot_path;
    out.token = "secret";
    out.backoff_first = milliseconds{20};
    out.call_timeout = milliseconds{300};
    return out;
  }

  template <class Done>
  bool pump(Done done, int turns = SocketClient::patience) {
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
                              {"garbage", {.answer = CallFault::Answer::garbage}, Outcome::unknown},
                              {"late", {.delay = milliseconds{60}}, Outcome::sent},
                              {"cut", {.answer = CallFault::Answer::hang_up}, Outcome::unknown}};
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

// --- the page ------------------------------------------------------------------------------------

TEST_F(SandboxTest, OnlyALoopbackPageOfOursMayChat) {
  const std::string port = std::to_string(server_.port());
  const auto status = [&](const std::string& headers) {
    return SocketClient(io_, server_.port(), "/chat", headers).status();
  };
  EXPECT_EQ(browse().status(), 101);
  EXPECT_EQ(status("Host: localhost:" + port + "\r\nOrigin: http://localhost:" + port + "\r\n"), 101);
  EXPECT_EQ(status("Host: evil.example:" + port + "\r\nOrigin: http://evil.example:" + port + "\r\n"), 421);
  EXPECT_EQ(status("Origin: http://evil.example\r\n"), 403);
  EXPECT_EQ(status("Origin: http://127.0.0.1:1\r\n"), 403);
  EXPECT_EQ(status("Origin: null\r\n"), 403);
}

TEST_F(SandboxTest, ThePageSpeaksAndSeesAllOfIt) {
  SocketClient bot = dial();
  SocketClient page = browse();
  const Json state = Json::parse(page.next().value_or("{}"));
  EXPECT_EQ(state["type"], "state");
  EXPECT_EQ(state["up"], true);
  EXPECT_EQ(state["users"].size(), 3U);

  page.send(
      R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[{"kind":"mention","value":"10000"},{"kind":"text","value":"37.8 咳嗽"}]})");
  const auto said = event<Message>(bot);
  EXPECT_EQ(said.content, (Content{{Part::Kind::mention, "10000"}, {Part::Kind::text, "37.8 咳嗽"}}));
  const Json shown = Json::parse(page.next().value_or("{}"));
  EXPECT_EQ(shown["message"]["id"], said.id);
  EXPECT_EQ(shown["message"]["time"], clock_.now.time_since_epoch().count());

  OutgoingCall react;
  react.what = ReactTo{Place::group, "700001", said.id, "👌"};
  bot.send(onebot11::encode(react, "1"));
  const Json reaction = Json::parse(page.next().value_or("{}"));
  EXPECT_EQ(reaction["type"], "reaction");
  EXPECT_EQ(reaction["reactions"], Json::array({"👌"}));
  answer(bot);

  send(bot, false, "10002", "⚠ 张三 37.8℃");
  const Json whisper = Json::parse(page.next().value_or("{}"));
  EXPECT_EQ(whisper["type"], "whisper");
  EXPECT_EQ(whisper["message"]["room"], "10002");

  page.send(R"({"type":"recall","user":"10002","message":")" + said.id + "\"}");
  EXPECT_EQ(Json::parse(page.next().value_or("{}"))["type"], "error") << "one cannot take back another's words";
  page.send(R"({"type":"recall","user":"10001","message":")" + said.id + "\"}");
  EXPECT_EQ(Json::parse(page.next().value_or("{}"))["type"], "recall");
  EXPECT_EQ(event<Recall>(bot).message, said.id);

  page.send(R"({"type":"history","place":"direct","room":"10002"})");
  EXPECT_EQ(Json::parse(page.next().value_or("{}"))["messages"].size(), 1U);
}

TEST_F(SandboxTest, NonsenseFromAPageIsAnsweredAndHarmsNothing) {
  SocketClient page = browse();
  page.next();
  for (
      const char* text :
      {"", "[]", "{}", "{\"type\":7}", "{\"type\":\"say\",\"user\":\"10001\",\"place\":\"group\"}",
       R"({"type":"say","user":"10001","place":"group","room":"700002","parts":[{"kind":"text","value":"x"}]})",
       R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[]})",
       R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[{"kind":"html","value":"x"}]})",
       R"({"type":"say","user":"10001","place":"group","room":"700001","parts":[{"kind":"image","value":"1_2x3.png"}]})",
       R"({"type":"mode","mode":"发呆"})", R"({"type":"move","to":"2020-03-11 08:00"})"}) {
    page.send(text);
    EXPECT_EQ(Json::parse(page.next().value_or("{}"))["type"], "error") << text;
  }
  EXPECT_TRUE(sandbox_.rooms().all().empty());
}

TEST_F(SandboxTest, ThePageChoosesWhatTheGatewayDoes) {
  SocketClient bot = dial();
  SocketClient page = browse();
  const Json state = Json::parse(page.next().value_or("{}"));
  EXPECT_EQ(state["modes"], Json::array({"正常", "超时", "超时丢失", "禁言", "断线"}));
  const auto choose = [&](const char* mode) {
    page.send(Json{{"type", "mode"}, {"mode", mode}}.dump());
    Json heard;
    do heard = Json::parse(page.next().value_or("{\"type\":\"mode\"}"));
    while (heard["type"] != "mode");
    EXPECT_EQ(heard["mode"], mode);
  };
  choose("禁言");
  EXPECT_FALSE(send(bot, true, "700001", "一").ok);
  EXPECT_TRUE(send(bot, false, "10001", "一").ok);  // a mute is a group's
  choose("超时");
  EXPECT_TRUE(send(bot, true, "700001", "二").ambiguous);
  choose("超时丢失");
  EXPECT_TRUE(send(bot, true, "700001", "三").ambiguous);
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").size(), 1U);
  choose("断线");
  EXPECT_TRUE(bot.ended());
  EXPECT_EQ(dial().status(), 503);
  choose("正常");
  EXPECT_EQ(dial().status(), 101);
  EXPECT_NE(
      sandbox_.transcript().find(
          "网关：禁言\n私 助→张三：一\n网关：超时\n群 助：二\n网关：超时丢失\n网关：断线\n网关：正常\n网关：重连\n"),
      std::string::npos)
      << sandbox_.transcript();
}

/// What the page asks over HTTP, from a loopback page of ours unless `headers` says otherwise.
class SandboxPages : public SandboxTest {
 protected:
  std::pair<int, std::string> ask(const std::string& method, const std::string& path, const std::string& body = "",
                                  const std::string& host = "127.0.0.1", const std::string& origin = "") {
    boost::asio::ip::tcp::socket socket(io_);
    socket.connect({boost::asio::ip::make_address("127.0.0.1"), server_.port()});
    const std::string at = ":" + std::to_string(server_.port());
    std::string request = method + " " + path + " HTTP/1.1\r\nHost: " + host + at + "\r\nConnection: close\r\n";
    if (!origin.empty()) request += "Origin: " + origin + "\r\n";
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    std::string answer;
    bool done = false;
    boost::asio::async_write(socket, boost::asio::buffer(request), [](auto, auto) {});
    boost::asio::async_read(socket, boost::asio::dynamic_buffer(answer), [&](auto, auto) { done = true; });
    for (int turn = 0; turn < SocketClient::patience && !done; ++turn) {
      if (io_.stopped()) io_.restart();
      io_.run_for(milliseconds{1});
    }
    if (answer.size() < 12) return {0, ""};
    head_ = answer.substr(0, answer.find("\r\n\r\n"));
    return {std::stoi(answer.substr(9, 3)), answer.substr(head_.size() + 4)};
  }
  std::string head_;
};

constexpr const char* tiny_png = "\x89PNG\r\n\x1a\n and so on";

TEST_F(SandboxPages, APictureGoesToTheBotAndBack) {
  SocketClient bot = dial();
  const auto [status, body] = ask("POST", "/pictures?640x480", tiny_png);
  ASSERT_EQ(status, 200);
  const std::string name = Json::parse(body)["name"];
  EXPECT_NE(name.find("_640x480.png"), std::string::npos);
  EXPECT_EQ(ask("GET", "/picture/" + name), std::make_pair(200, std::string(tiny_png)));
  EXPECT_NE(head_.find("image/png"), std::string::npos);
  EXPECT_NE(head_.find("nosniff"), std::string::npos);

  sandbox_.say("10001", "700001", {{Part::Kind::image, name}});
  const Json data = Json::parse(heard(bot))["message"][0]["data"];
  EXPECT_EQ(data["file"], name);
  EXPECT_EQ(data["url"], "http://127.0.0.1:" + std::to_string(server_.port()) + "/picture/" + name);
  EXPECT_EQ(data["file_size"], std::to_string(std::string(tiny_png).size()));

  for (const Json& back : {Json{{"file", name}}, Json{{"file", data["url"]}}, Json{{"url", data["url"]}}}) {
    const Json image{{"type", "image"}, {"data", back}};
    EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}, {"message", Json::array({image})}})["retcode"], 0);
    EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").back().content, (Content{{Part::Kind::image, name}}));
  }
  const Json foreign{{"type", "image"}, {"data", {{"file", "https://elsewhere.example/1_1x1.png"}}}};
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}, {"message", Json::array({foreign})}})["retcode"], 0);
  EXPECT_EQ(sandbox_.rooms().lines(Place::group, "700001").back().content, (Content{{Part::Kind::image, ""}}));
}

TEST_F(SandboxPages, OnlyPicturesOfOursAreTakenAndServed) {
  EXPECT_EQ(ask("POST", "/pictures?1x1", "<svg onload=alert(1)>").first, 415);
  EXPECT_EQ(ask("POST", "/pictures?1x1", "").first, 415);
  EXPECT_EQ(ask("POST", "/pictures?../etc", tiny_png).first, 415);
  EXPECT_EQ(ask("POST", "/pictures", tiny_png).first, 415);
  EXPECT_EQ(ask("GET", "/pictures?1x1").first, 405);
  EXPECT_EQ(ask("POST", "/pictures?1x1", tiny_png, "evil.example").first, 421);
  EXPECT_EQ(ask("POST", "/pictures?1x1", tiny_png, "127.0.0.1", "http://evil.example").first, 403);
  EXPECT_EQ(ask("POST", "/pictures?1x1", tiny_png + std::string(Pictures::size_limit, 'x')).first, 415);
  EXPECT_EQ(ask("GET", "/picture/../../etc/passwd").first, 404);
  EXPECT_EQ(ask("GET", "/picture/").first, 404);
}

TEST(Pictures, OldOnesMakeRoom) {
  Pictures pictures("http://127.0.0.1:1");
  const std::string big = tiny_png + std::string(Pictures::size_limit - 100, 'x');
  const std::string first = pictures.add("0", "1x1", big);
  ASSERT_NE(pictures.find(first), nullptr);
  for (std::size_t i = 1; i <= Pictures::total_limit / big.size(); ++i) pictures.add(std::to_string(i), "1x1", big);
  EXPECT_EQ(pictures.find(first), nullptr) << "too many bytes";
  const std::string small = pictures.add("small", "1x1", tiny_png);
  for (std::size_t i = 0; i < Pictures::count_limit; ++i) pictures.add("n" + std::to_string(i), "1x1", tiny_png);
  EXPECT_EQ(pictures.find(small), nullptr) << "too many";
  EXPECT_EQ(pictures.find(""), nullptr);
}

TEST_F(SandboxPages, WhatHappenedCanBeSavedByThePageOnly) {
  SocketClient bot = dial();
  sandbox_.say("10001", "700001", plain("36.5"));
  const auto [status, body] = ask("GET", "/sandbox.chat");
  EXPECT_EQ(status, 200);
  EXPECT_EQ(body, sandbox_.transcript());
  EXPECT_NE(body.find("群 张三：36.5\n"), std::string::npos);
  EXPECT_NE(head_.find("attachment"), std::string::npos);
  EXPECT_EQ(ask("GET", "/sandbox.chat", "", "evil.example").first, 421);
}

/// A sandbox whose clock can be moved.
class SandboxMoves : public testing::Test {
 protected:
  ~SandboxMoves() override {
    sandbox_.stop();
    server_.stop();
    io_.restart();
    io_.run_for(milliseconds{50});
  }
  Json move(SocketClient& page, const std::string& to) {
    page.send(Json{{"type", "move"}, {"to", to}}.dump());
    return Json::parse(page.next().value_or("{}"));
  }
  static SandboxOptions options(HandClock& clock) {
    SandboxOptions out;
    out.move_clock = [&clock](Utc to) { clock.now = to; };
    return out;
  }

  boost::asio::io_context io_{1};
  HandClock clock_;
  Server server_{io_, "127.0.0.1", 0};
  Sandbox sandbox_{server_, io_, clock_, small_campus(), options(clock_)};
};

TEST_F(SandboxMoves, TheClockGoesAheadAndNeverBack) {
  server_.start();
  SocketClient page(io_, server_.port(), "/chat",
                    "Origin: http://127.0.0.1:" + std::to_string(server_.port()) + "\r\n");
  EXPECT_EQ(Json::parse(page.next().value_or("{}"))["can_move"], true);
  const Utc start = clock_.now;
  const Json moved = move(page, "2020-03-11 10:30");
  EXPECT_EQ(moved["type"], "clock");
  EXPECT_EQ(clock_.now, start + std::chrono::minutes{170});
  EXPECT_EQ(moved["now"], clock_.now.time_since_epoch().count());
  EXPECT_EQ(move(page, "2020-03-12 08:00")["type"], "clock");
  const Utc there = clock_.now;
  for (const char* wrong :
       {"2020-03-12 08:00", "2020-03-11 23:59", "2020-03-20 08:00", "2020-02-30 08:00", "2020-03-12 24:00",
        "2020-03-12 08:60", "2020-03-12", "2020-03-12 09", "2020-03-12 9:00", "08:30", "", "2020-03-12 -1:30"}) {
    EXPECT_EQ(move(page, wrong)["type"], "error") << wrong;
  }
  EXPECT_EQ(clock_.now, there);
  EXPECT_NE(sandbox_.transcript().find("\n快进：10:30\n\n快进：2020-03-12 08:00\n"), std::string::npos);
}

TEST(SandboxClock, StandsAtWholeMinutes) {
  SandboxClock clock;
  EXPECT_EQ(clock.wall().time_since_epoch().count() % 60, 0);
  const Utc to = clock.wall() + std::chrono::hours{3};
  clock.move_to(to);
  EXPECT_EQ(clock.wall(), to);
}

TEST(Assets, AreTheFilesOfTheTree) {
  EXPECT_NE(asset("page/index.html").find("<html lang=\"zh-CN\">"), std::string_view::npos);
  for (const char* script : {"page", "pieces", "menu", "controls", "pictures", "model"}) {
    EXPECT_EQ(asset("page/" + std::string(script) + ".js").find("innerHTML"), std::string_view::npos) << script;
  }
  EXPECT_NE(asset("page/page.js").find("textContent"), std::string_view::npos);
  EXPECT_EQ(asset("page/index.html").find("style="), std::string_view::npos) << "the policy forbids inline styles";
  EXPECT_TRUE(asset("page/none").empty());
}

TEST(Demo, HasBothClassesAndThoseWhoDoNotFit) {
  const Campus campus = demo_campus();
  ASSERT_EQ(campus.groups.size(), 2U);
  EXPECT_EQ(campus.groups[0].id, "700001");
  EXPECT_EQ(campus.users.size(), 80U);
  std::set<std::string> accounts{campus.bot_account};
  int strangers = 0;
  int in_first = 0;
  for (const ChatUser& user : campus.users) {
    EXPECT_TRUE(accounts.insert(user.account).second) << user.name;
    strangers += user.is_friend ? 0 : 1;
    in_first += std::count(user.groups.begin(), user.groups.end(), "700001") > 0 ? 1 : 0;
    if (user.name == "王敏") {
      EXPECT_EQ(user.groups.size(), 2U);
    }
  }
  EXPECT_EQ(strangers, 2);
  EXPECT_EQ(in_first, 41);
  EXPECT_EQ(demo_students().substr(0, demo_students().find('\n')), "学号,姓名,班级,QQ,群号,专业,年级,职务");
  EXPECT_EQ(demo_staff().substr(0, demo_staff().find('\n')), "工号,姓名,班级,QQ,角色");
  EXPECT_EQ(std::count(demo_students().begin(), demo_students().end(), '\n'), 77);
}

}  // namespace
}  // namespace banwei::web
