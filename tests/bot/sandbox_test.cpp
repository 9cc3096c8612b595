// The sandbox as a gateway, heard through the bot's own codec.
#include <algorithm>
#include <set>

#include "bot/sandbox/demo.h"
#include "tests/bot/sandbox_stand.h"
#include "tests/json.h"

namespace banwei::sandbox {
namespace {

// --- the line ------------------------------------------------------------------------------------

TEST_F(SandboxTest, TheTokenIsAskedBeforeTheUpgrade) {
  EXPECT_EQ(net::SocketClient(io_, server_.port(), Sandbox::onebot_path).status(), 401);
  EXPECT_EQ(net::SocketClient(io_, server_.port(), Sandbox::onebot_path, "Authorization: Bearer wrong\r\n").status(),
            403);
  EXPECT_EQ(dial().status(), 101);
}

TEST_F(SandboxTest, NoBrowserGetsTheBotsSide) {
  const std::string right = "Authorization: Bearer secret\r\n";
  EXPECT_EQ(
      net::SocketClient(io_, server_.port(), Sandbox::onebot_path, right + "Origin: http://evil.example\r\n").status(),
      403);
  EXPECT_EQ(net::SocketClient(io_, server_.port(), Sandbox::onebot_path, right + "Host: evil.example\r\n").status(),
            421);
}

TEST_F(SandboxTest, TheLineOpensWithALifecycleAndBeats) {
  bool up = false;
  sandbox_.observe({.said = {}, .reacted = {}, .recalled = {}, .linked = [&](bool now) { up = now; }});
  net::SocketClient bot = dial();
  const auto first = onebot11::decode(bot.next().value_or(""), clock_.wall());
  ASSERT_TRUE(std::holds_alternative<Hello>(first));
  EXPECT_EQ(std::get<Hello>(first).account, "10000");
  const auto second = onebot11::decode(bot.next().value_or(""), clock_.wall());
  ASSERT_TRUE(std::holds_alternative<Heartbeat>(second));
  EXPECT_TRUE(std::get<Heartbeat>(second).online);
  EXPECT_TRUE(up);
  sandbox_.drop();
  EXPECT_TRUE(bot.ended());
  EXPECT_FALSE(up);
}

TEST_F(SandboxTest, WhoItIsAndWhomItKnows) {
  net::SocketClient bot = dial();
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
  net::SocketClient bot = dial();
  const Json unknown = call(bot, "brew_tea");
  EXPECT_EQ(unknown["retcode"], 1404);
  EXPECT_EQ(unknown["echo"], "e");
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}})["retcode"], 1400);
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 700001}, {"message", "[CQ:at,qq=all]"}})["retcode"], 1400);
  EXPECT_EQ(call(bot, "send_group_msg", {{"group_id", 1}, {"message", Json::array({1})}})["retcode"], 1200);
  EXPECT_EQ(call(bot, "get_group_msg_history", {{"group_id", 700001}, {"count", "x"}})["retcode"], 1200);
  bot.send("{broken");
  EXPECT_EQ(test::parsed(heard(bot))["retcode"], 1400);
}

// --- what people do ------------------------------------------------------------------------------

TEST_F(SandboxTest, TheBotHearsWhatIsSaidAndHow) {
  net::SocketClient bot = dial();
  const std::string first = sandbox_.say("10001", "700001", plain("36.5 [CQ:at,qq=all]"));
  const auto said = event<Message>(bot);
  EXPECT_EQ(said.id, first);
  EXPECT_EQ(said.room, "700001");
  EXPECT_EQ(said.user, "10001");
  EXPECT_EQ(said.nickname, "01-张三");
  EXPECT_EQ(said.sent, clock_.wall());
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
  net::SocketClient bot = dial();
  sandbox_.whisper("10020", plain("36.6"));
  const auto said = event<Message>(bot);
  EXPECT_EQ(said.place, Place::direct);
  EXPECT_EQ(said.user, "10020");
  EXPECT_TRUE(said.temporary);
  EXPECT_FALSE(send(bot, false, "10020", "好").ok);
}

TEST_F(SandboxTest, WhoAsksAndIsTakenCanBeWhisperedTo) {
  net::SocketClient bot = dial();
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
  net::SocketClient bot = dial();
  const std::string id = sandbox_.say("10001", "700001", plain("36.9"));
  event<Message>(bot);
  sandbox_.recall(id);
  const auto back = event<Recall>(bot);
  EXPECT_EQ(back.message, id);
  EXPECT_EQ(back.room, "700001");
  EXPECT_EQ(call(bot, "get_group_msg_history", {{"group_id", 700001}})["retcode"], 1200);
}

TEST_F(SandboxTest, TheSameEventCanComeTwice) {
  net::SocketClient bot = dial();
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
  net::SocketClient bot = dial();
  const Json answered = call(bot, "get_group_msg_history", {{"group_id", 700001}, {"count", 3}});
  ASSERT_EQ(answered["data"]["messages"].size(), 3U);
  const auto frame = onebot11::decode(answered["data"]["messages"][2].dump(), clock_.wall());
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
  net::SocketClient bot = dial();
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
  net::SocketClient bot = dial();
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
  net::SocketClient bot = dial();
  net::SocketClient page = browse();
  page.next();
  const auto early = send(bot, true, "700001", "写错了");
  const auto late = send(bot, true, "700001", "太晚了");
  page.next();
  page.next();
  clock_.pass(std::chrono::minutes{2});
  EXPECT_EQ(call(bot, "delete_msg", {{"message_id", early.message_id}})["retcode"], 0);
  const Json notice = next(page);
  EXPECT_EQ(notice["type"], "recall");
  EXPECT_EQ(notice["message"], early.message_id);
  const Json again = call(bot, "delete_msg", {{"message_id", early.message_id}});
  EXPECT_EQ(again["retcode"], 1200);
  EXPECT_EQ(again["message"], "Recall failed");
  clock_.pass(std::chrono::minutes{1});
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
}  // namespace banwei::sandbox
