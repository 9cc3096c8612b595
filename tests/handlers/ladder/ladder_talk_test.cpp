// What is said of those who are missing: every word is one of that, or it is nothing.
#include "handlers/ladder/ladder_talk.h"

#include <gtest/gtest.h>

namespace banwei::ladder {
namespace {

const std::vector<std::string> missing{"马上", "李四", "刘洋(29)"};
const std::vector<std::string> classes{"机电1901", "机电1902"};

/// "lost 0 1", "mine", "mine in 1"
std::string heard(std::string_view text) {
  const auto answer = understand(text, missing, classes);
  if (!answer) return "";
  std::string words = answer->takes_over ? "mine" : answer->all ? "all lost" : "lost";
  for (const std::size_t who : answer->who) words += " " + std::to_string(who);
  for (const std::size_t klass : answer->classes) words += " in " + std::to_string(klass);
  return words;
}

TEST(LadderTalk, SomebodyCannotBeReached) {
  EXPECT_EQ(heard("联系不上"), "lost");
  EXPECT_EQ(heard("联系不上 李四"), "lost 1");
  EXPECT_EQ(heard("马上找不到人，微信也不回"), "lost 0");
  EXPECT_EQ(heard("李四电话打不通"), "lost 1");
  EXPECT_EQ(heard("马上和李四都联系不上"), "all lost 0 1");
  EXPECT_EQ(heard("都联系不上"), "all lost");
  EXPECT_EQ(heard("老师，刘洋(29)一直没回消息"), "lost 2");
  EXPECT_EQ(heard("打了好几遍没人接"), "lost");
}

TEST(LadderTalk, SomebodyTakesItOver) {
  EXPECT_EQ(heard("我来"), "mine");
  EXPECT_EQ(heard("好的，我来处理"), "mine");
  EXPECT_EQ(heard("机电1902我来跟进"), "mine in 1");
  EXPECT_EQ(heard("收到，我去问"), "mine");
}

TEST(LadderTalk, OtherTalkIsNothing) {
  for (const char* text :
       {"好的", "我来晚了", "联系不上怎么办", "我来吗", "马上", "36.5", "王五联系不上", "我来报一下 36.5"})
    EXPECT_EQ(heard(text), "") << text;
}

}  // namespace
}  // namespace banwei::ladder
