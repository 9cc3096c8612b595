// What a teacher says of his roster, and what only sounds like it.
#include "handlers/members/roster_talk.h"

#include <gtest/gtest.h>

namespace banwei::members {
namespace {

using Kind = RosterTalk::Kind;

TEST(RosterTalk, SomebodyIsNotThereAnyMore) {
  EXPECT_EQ(read_roster_talk("丁一退学了"), (RosterTalk{.kind = Kind::out, .who = "丁一", .why = "退学"}));
  EXPECT_EQ(read_roster_talk("王五休学一年"), (RosterTalk{.kind = Kind::out, .who = "王五", .why = "休学"}));
  EXPECT_EQ(read_roster_talk("王五已经去当兵了"), (RosterTalk{.kind = Kind::out, .who = "王五", .why = "参军"}));
  for (const char* said : {"李四退学了？真的假的", "休学要什么手续", "退学", "李四 退学 了吗", "谁退学了，怎么办"})
    EXPECT_FALSE(read_roster_talk(said)) << said;
}

TEST(RosterTalk, SomebodyComesIn) {
  const RosterTalk he{.kind = Kind::in, .who = "钱进", .number = "2019010140", .why = "转入"};
  for (const char* said :
       {"加一个人：2019010140 钱进，转班来的", "加个同学 钱进 2019010140", "新增学生：钱进，2019010140"})
    EXPECT_EQ(read_roster_talk(said), he) << said;
  for (const char* said : {"王五复学", "王五复学了", "让王五复学", "王五已经办理复学了", "王五休学回来了"})
    EXPECT_EQ(read_roster_talk(said), (RosterTalk{.kind = Kind::back, .who = "王五", .why = "复学"})) << said;
  EXPECT_EQ(read_roster_talk("复学：2018010133 周复"),
            (RosterTalk{.kind = Kind::in, .who = "周复", .number = "2018010133", .why = "复学"}));
  for (const char* said : {"加一个人", "加一个人：钱进", "加一个人：2019010140", "加一个人：钱进 李四 2019010140"})
    EXPECT_FALSE(read_roster_talk(said)) << said;
}

TEST(RosterTalk, ANameIsWrittenWrongly) {
  const RosterTalk he{.kind = Kind::rename, .who = "孙浩然", .to = "孙皓然"};
  for (const char* said : {"孙浩然名字写错了，应该是孙皓然", "孙浩然的名字错了 是孙皓然", "把孙浩然的名字改成孙皓然"})
    EXPECT_EQ(read_roster_talk(said), he) << said;
  for (const char* said : {"名字写错了", "孙浩然名字写错了", "把名字改成孙皓然"})
    EXPECT_FALSE(read_roster_talk(said)) << said;
}

TEST(RosterTalk, ANumberIsWrittenWrongly) {
  const RosterTalk he{.kind = Kind::renumber, .who = "李四", .to = "2019010113"};
  for (const char* said :
       {"李四的学号写错了，应该是2019010113", "李四学号错了 是2019010113", "把李四的学号改成2019010113",
        "李四的学号应该是2019010113", "请把李四的学号更正为２０１９０１０１１３"})
    EXPECT_EQ(read_roster_talk(said), he) << said;
  EXPECT_EQ(read_roster_talk("2019010103的学号应为2019010113"),
            (RosterTalk{.kind = Kind::renumber, .who = "2019010103", .to = "2019010113"}));
  for (const char* said : {"李四的学号是2019010113", "李四的学号写错了", "李四的学号应该是多少", "学号应该是2019010113",
                           "李四的学号应该是12", "李四的学号应该是2019010113吗？"})
    EXPECT_FALSE(read_roster_talk(said)) << said;
}

TEST(RosterTalk, NoTextIsTooMuch) {
  EXPECT_FALSE(read_roster_talk(std::string(100'000, 'x')));
  EXPECT_FALSE(read_roster_talk(""));
}

}  // namespace
}  // namespace banwei::members
