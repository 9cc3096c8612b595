// What is said of posts, and what only sounds like it.
#include "handlers/posts/post_talk.h"

#include <gtest/gtest.h>

namespace banwei::posts {
namespace {

using Kind = PostTalk::Kind;

const std::chrono::local_seconds now = day_from_iso("2020-03-11").value() + std::chrono::hours{9};
std::optional<PostTalk> read(std::string_view said) { return read_post_talk(said, now); }
std::optional<Day> day(const char* text) { return day_from_iso(text); }

TEST(PostTalk, AHandOverInManyWords) {
  for (const char* said : {"移交班长 给 李四", "移交班长给李四", "班长移交 李四", "班长转给李四了", "把班长交给李四",
                           "我要移交班长给李四", "班长让给李四吧", "交接班长 李四"})
    EXPECT_EQ(read(said), (PostTalk{.kind = Kind::hand_over, .role = Role::monitor, .who = "李四"})) << said;
  EXPECT_EQ(read("学委转给丁一"), (PostTalk{.kind = Kind::hand_over, .role = Role::study_rep, .who = "丁一"}));
  for (const char* said : {"移交材料放哪", "班长换人了？", "班长转给李四了吗？", "班长", "移交班长", "副班长移交给李四",
                           "班长让李四来一下", "班长 李四", "班长交李四的钱"})
    EXPECT_FALSE(read(said) && read(said)->kind == Kind::hand_over) << said;
}

TEST(PostTalk, ADeputyHasAnEnd) {
  const PostTalk li{.kind = Kind::deputise, .role = Role::monitor, .who = "李四", .until = day("2020-03-20")};
  for (const char* said :
       {"李四代理班长到3月20日", "请李四代理班长到3月20日", "代理班长 李四 到3月20日", "让李四代理班长到3月20号"})
    EXPECT_EQ(read(said), li) << said;
  const auto endless = read("李四代理班长到以后");
  ASSERT_TRUE(endless);
  EXPECT_FALSE(endless->until);
  EXPECT_FALSE(read("李四代理班长"));
  EXPECT_FALSE(read("代理到底怎么弄"));
}

TEST(PostTalk, AnAppointmentAndItsEnd) {
  const PostTalk he{.kind = Kind::appoint, .role = Role::care_rep, .who = "何静"};
  for (const char* said :
       {"以后何静是心理委员", "任命何静为心理委员", "任命 何静 心理委员", "以后由何静担任心理委员",
        "给何静心理委员的权限", "从今天起何静当心理委员了", "何静当心理委员", "让何静当心理委员", "设置心理委员何静"})
    EXPECT_EQ(read(said), he) << said;
  for (const char* said : {"何静接替李四做心理委员", "何静接替李四当心理委员了", "心理委员换人了，现在是何静",
                           "心理委员换人了，改由何静担任"})
    EXPECT_EQ(read(said), he) << said;
  for (const char* said : {"心理委员换人了", "接替李四做心理委员", "何静不当心理委员"})
    EXPECT_FALSE(read(said) && read(said)->kind == Kind::appoint) << said;
  const PostTalk li{.kind = Kind::dismiss, .role = Role::study_rep, .who = "李四"};
  for (const char* said : {"撤销李四的学习委员", "免去李四学习委员职务", "取消李四的学委", "撤销李四学委的权限",
                           "李四不当学委了", "李四不再担任学习委员"})
    EXPECT_EQ(read(said), li) << said;
  for (const char* said : {"以后班长", "给班长", "以后何静是心理委员吗？", "以后李四交给班长", "给李四班长", "取消班长",
                           "任命副班长", "以后副班长是谁", "取消点名"})
    EXPECT_FALSE(read(said) && (read(said)->kind == Kind::appoint || read(said)->kind == Kind::dismiss)) << said;
}

TEST(PostTalk, WhoAndWhy) {
  EXPECT_EQ(read("谁是班长"), (PostTalk{.kind = Kind::ask_who, .role = Role::monitor}));
  EXPECT_EQ(read("心理委员是谁啊"), (PostTalk{.kind = Kind::ask_who, .role = Role::care_rep}));
  EXPECT_EQ(read("谁是机电1902的班长？"),
            (PostTalk{.kind = Kind::ask_who, .role = Role::monitor, .klass = "机电1902"}));
  EXPECT_FALSE(read("班长是谁啊，人呢"));
  EXPECT_FALSE(read("谁是卧底"));
  EXPECT_EQ(read("为什么 李四 不能 点名"), (PostTalk{.kind = Kind::ask_why, .who = "李四", .what = "点名"}));
  EXPECT_EQ(read("李四为什么不能点名？"), (PostTalk{.kind = Kind::ask_why, .who = "李四", .what = "点名"}));
  EXPECT_EQ(read("我咋发不了通知"), (PostTalk{.kind = Kind::ask_why, .what = "通知"}));
  EXPECT_EQ(read("我为什么不能用点名"), (PostTalk{.kind = Kind::ask_why, .what = "点名"}));
  EXPECT_FALSE(read("我不能来了"));
}

TEST(PostTalk, NoTextIsTooMuch) {
  EXPECT_FALSE(read(std::string(100'000, 'x')));
  EXPECT_FALSE(read(""));
  EXPECT_FALSE(read("？？"));
}

}  // namespace
}  // namespace banwei::posts
