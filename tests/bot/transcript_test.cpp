// What the sandbox saves, and that the replay of the test suite brings the same words back.
#include "bot/sandbox/transcript.h"

#include <gtest/gtest.h>

#include "bot/sandbox/demo.h"
#include "tests/chat/replay.h"
#include "tests/hand_clock.h"

namespace banwei::sandbox {
namespace {

Campus campus() {
  Campus out;
  out.bot_account = "10000";
  out.groups = {{"700001", "机电1901班级群", "机电1901"}, {"700002", "数控1802班级群", "数控1802"}};
  const auto add = [&](const char* account, const char* name, const char* label, std::vector<std::string> groups) {
    ChatUser user;
    user.account = account;
    user.name = name;
    user.number = account;
    user.label = label;
    user.groups = std::move(groups);
    out.users.push_back(user);
  };
  add("1", "张三", "学生", {"700001"});
  add("2", "刘洋", "学生", {"700001"});
  add("3", "刘洋", "班长", {"700001"});
  add("4", "陆子昂", "班长", {"700002"});
  add("5", "郑楠", "学生", {"700002"});
  add("6", "王敏", "辅导员", {"700001", "700002"});
  add("7", "赵老师", "学工办", {});
  add("8", "清风", "不在名单", {"700001"});
  out.users[4].is_friend = false;
  out.users[7].is_friend = false;
  out.users[7].number.clear();
  return out;
}

class TranscriptTest : public testing::Test {
 protected:
  TranscriptTest() { transcript_.linked(true); }

  ChatLine say(const std::string& user, const std::string& room, Content content) {
    ChatLine line;
    line.place = room.size() > 2 ? Place::group : Place::direct;
    line.room = room;
    line.user = user;
    line.sent = clock_.wall();
    line.content = std::move(content);
    const ChatLine kept = rooms_.add(std::move(line));
    transcript_.said(kept);
    return kept;
  }
  ChatLine say(const std::string& user, const std::string& room, std::string words) {
    return say(user, room, plain(std::move(words)));
  }
  ChatLine bot(const std::string& room, std::string words) { return say("10000", room, plain(std::move(words))); }

  /// What follows the lines about the classes.
  std::string body() const {
    const std::string text = transcript_.text();
    return text.substr(text.find("\n\n") + 2);
  }

  tests::HandClock clock_;
  ChatRooms rooms_{campus(), 1};
  Transcript transcript_{rooms_, clock_, "Asia/Shanghai"};
};

TEST_F(TranscriptTest, NamesEverybodyAsTheReplayDoes) {
  EXPECT_EQ(transcript_.text(),
            "# 沙盒里的一段对话，2020-03-11 07:40 开始\n"
            "班级：机电1901 王敏（辅导员） 赵老师（学工办） 张三 刘洋 刘洋（班长）\n"
            "班级：数控1802 王敏（辅导员） 陆子昂（班长） 郑楠\n"
            "好友：张三 刘洋 刘洋(03) 陆子昂 王敏 赵老师\n"
            "时间：2020-03-11 07:39\n"
            "快进：07:40\n\n");
}

TEST_F(TranscriptTest, ADayComesBackAsItWas) {
  const ChatLine first = say("1", "700001", "37.8\n咳嗽");
  transcript_.reacted(first, "👌");
  bot("6", "⚠ 机电1901 张三 37.8℃ 咳嗽（07:40 本人）。回“已联系”");
  bot("1", "先休息、多喝水，30分钟后我请你再量一次。这就告诉王敏老师");
  clock_.pass(std::chrono::minutes{1});
  const ChatLine report = say("3", "700001", "36.5");
  transcript_.reacted(report, "👌");
  const ChatLine talk = say("2", "700001", {{Part::Kind::mention, "3"}, {Part::Kind::text, " 早"}});
  say("4", "700002", {{Part::Kind::image, "1.png"}});
  say("8", "700001", {{Part::Kind::quote, talk.id}, {Part::Kind::text, "早"}});
  transcript_.recalled(report);
  bot("3", "你撤回了那条消息。36.5℃也一起撤回吗？要撤就回“是”");
  transcript_.jump(clock_.wall() + std::chrono::minutes{39});
  clock_.pass(std::chrono::minutes{39});
  bot("6", "还没有人回应，再提醒一次：⚠ 机电1901 张三 37.8℃ 咳嗽（07:40 本人）。回“已联系”");
  bot("1", "再量一次好吗？");
  const std::string greeting = "早上好，今天的体温请在11:00前发，直接发数字就行，如 36.5";
  bot("700002", greeting);
  bot("700001", greeting);
  transcript_.linked(false);
  say("1", "1", "37.0");
  transcript_.linked(true);
  transcript_.gateway("禁言");
  say("4", "700002", "36.2");
  transcript_.gateway("正常");
  say("5", "5", "36.9");
  say("5", "5", "我的记录");

  EXPECT_EQ(body(),
            "群 张三：37.8\n"
            "  咳嗽\n"
            "群 助：〔👌 张三〕\n"
            "私 助→王敏：⚠ 机电1901 张三 37.8℃ 咳嗽（07:40 本人）。回“已联系”\n"
            "私 助→张三：先休息、多喝水，30分钟后我请你再量一次。这就告诉王敏老师\n"
            "\n"
            "时间：07:41\n"
            "群 刘洋(03)：36.5\n"
            "群 助：〔👌 刘洋(03)〕\n"
            "群 刘洋：@刘洋(03) 早\n"
            "群[数控1802] 陆子昂：〔图片〕\n"
            "群 清风 引用“@刘洋(03) 早”：早\n"
            "撤回 刘洋(03)：36.5\n"
            "私 助→刘洋(03)：你撤回了那条消息。36.5℃也一起撤回吗？要撤就回“是”\n"
            "\n"
            "快进：08:20\n"
            "私 助→王敏：还没有人回应，再提醒一次：⚠ 机电1901 张三 37.8℃ 咳嗽（07:40 本人）。回“已联系”\n"
            "私 助→张三：再量一次好吗？\n"
            "群[数控1802] 助：早上好，今天的体温请在11:00前发，直接发数字就行，如 36.5\n"
            "群 助：早上好，今天的体温请在11:00前发，直接发数字就行，如 36.5\n"
            "网关：断线\n"
            "私 张三：37.0\n"
            "网关：重连\n"
            "网关：禁言\n"
            "群[数控1802] 陆子昂：36.2\n"
            "网关：正常\n"
            "临时 郑楠：36.9\n"
            "临时 郑楠：我的记录\n");
  EXPECT_EQ(tests::replay(transcript_.text()), transcript_.text());
}

TEST_F(TranscriptTest, WhatTheBotSaysBecauseTimePassedStandsAtItsTime) {
  say("1", "1", "37.9");
  bot("6", "⚠ 机电1901 张三 37.9℃（07:40 本人）。回“已联系”");
  bot("1", "先休息、多喝水，30分钟后我请你再量一次。这就告诉王敏老师");
  clock_.pass(std::chrono::minutes{30});
  bot("1", "再量一次好吗？");
  clock_.pass(std::chrono::hours{24});
  say("1", "1", "36.6");
  bot("1", "已记36.6℃");
  EXPECT_NE(body().find("\n时间：08:10\n私 助→张三：再量一次好吗？\n\n时间：2020-03-12 08:10\n私 张三：36.6\n"),
            std::string::npos)
      << body();
}

TEST_F(TranscriptTest, AnAnswerThatCrossesTheMinuteStaysWithItsQuestion) {
  clock_.pass(std::chrono::seconds{59});
  say("1", "1", "帮助");
  clock_.pass(std::chrono::seconds{2});
  clock_.jump(std::chrono::seconds{58});
  bot("1", "…");
  EXPECT_EQ(body().find("时间：07:41"), std::string::npos) << body();
}

TEST_F(TranscriptTest, WhateverAPageCanSayIsWritten) {
  say("1", "700001", "〔图片〕不是图片");
  say("1", "700001", "我没有@助手，也没有@刘洋");
  say("1", "700001", {{Part::Kind::mention_all, ""}});
  say("1", "700001", {{Part::Kind::mention, "8"}, {Part::Kind::text, " 早"}});
  const ChatLine old = say("2", "700001", "早");
  const ChatLine quoted = say("2", "700001", "”早");
  say("2", "700001", "早");
  say("1", "700001", {{Part::Kind::quote, old.id}, {Part::Kind::text, "是你"}});
  say("1", "700001", {{Part::Kind::quote, quoted.id}, {Part::Kind::text, "是谁"}});
  transcript_.resent(old);
  transcript_.recalled(old);
  EXPECT_EQ(body(),
            "群 张三：〔〔〕图片〕不是图片\n"
            "群 张三：我没有〔@〕助手，也没有〔@〕刘洋\n"
            "群 张三：〔@全体〕\n"
            "群 张三：〔@清风〕 早\n"
            "群 刘洋：早\n"
            "群 刘洋：”早\n"
            "群 刘洋：早\n"
            "群 张三 引用“早”#2：是你\n"
            "群 张三 引用“”#3：是谁\n"
            "重发 刘洋#2：早\n"
            "撤回 刘洋#2：早\n");
  EXPECT_EQ(tests::replay(transcript_.text()), transcript_.text());
}

TEST_F(TranscriptTest, WhatIsTakenBackWhileTheLineIsDownIsNotFoundInTheHistory) {
  transcript_.linked(false);
  const ChatLine gone = say("1", "700001", "36.5");
  transcript_.recalled(gone);
  transcript_.linked(true);
  EXPECT_EQ(body(), "网关：断线\n群 张三：36.5\n撤回 上一条\n网关：重连\n");
  EXPECT_EQ(tests::replay(transcript_.text()), transcript_.text());
}

TEST_F(TranscriptTest, AFriendListThatDoesNotComeIsWritten) {
  for (const char* word : {"不来", "迟到", "来了", "来了"}) {
    transcript_.friend_list(word);
    transcript_.linked(false);
    transcript_.linked(true);
  }
  transcript_.gateway("拒绝");
  transcript_.gateway("同号");
  EXPECT_EQ(body(),
            "好友名单：不来\n网关：断线\n网关：重连\n好友名单：迟到\n网关：断线\n网关：重连\n"
            "好友名单：来了\n网关：断线\n网关：重连\n网关：断线\n网关：重连\n网关：拒绝\n网关：同号\n");
  EXPECT_EQ(tests::replay(transcript_.text()), transcript_.text());
}

TEST_F(TranscriptTest, WhatTheBotSendsAndTakesBackReadsAsTheReplayWritesIt) {
  const ChatLine post = say("10000", "700002", {{Part::Kind::text, "看这张\n"}, {Part::Kind::image, "1_2x3.png"}});
  const ChatLine whisper = bot("6", "写错了\n再来");
  transcript_.recalled(post);
  transcript_.recalled(whisper);
  EXPECT_EQ(body(),
            "群[数控1802] 助：看这张\n  〔图片〕\n"
            "私 助→王敏：写错了\n  再来\n"
            "群[数控1802] 助：〔撤回 看这张〕\n"
            "私 助→王敏：〔撤回 写错了〕\n");
}

TEST_F(TranscriptTest, AFileOfTheBotIsALineWithItsName) {
  say("10000", "7", {{Part::Kind::file, "全院_台账_3月11日.xlsx"}});
  EXPECT_EQ(body(), "私 助→赵老师：〔文件 全院_台账_3月11日.xlsx〕\n");
}

TEST_F(TranscriptTest, AFriendshipIsALineOfItsOwn) {
  rooms_.befriend("5");
  transcript_.befriended("5");
  say("5", "5", "36.9");
  bot("5", "已记36.9℃");
  EXPECT_EQ(body(), "加好友：郑楠\n私 郑楠：36.9\n私 助→郑楠：已记36.9℃\n");
  EXPECT_EQ(tests::replay(transcript_.text()), transcript_.text());
}

TEST_F(TranscriptTest, HasABoundAndSaysSo) {
  const std::string words(4'000, 'x');
  for (int i = 0; i < 300; ++i) say("1", "700001", words);
  EXPECT_LT(transcript_.text().size(), Transcript::limit + 4'000);
  EXPECT_NE(transcript_.text().find("# 太长了，后面的没有存\n"), std::string::npos);
}

TEST(TranscriptDemo, BothClassesReplay) {
  tests::HandClock clock;
  const ChatRooms rooms(demo_campus(), 1);
  const Transcript transcript(rooms, clock, "Asia/Shanghai");
  EXPECT_EQ(tests::replay(transcript.text()), transcript.text());
}

}  // namespace
}  // namespace banwei::sandbox
