// A one-time code: whoever says it first in private is its student, once and within a day.
#include <gtest/gtest.h>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

class OneTimeCode : public testing::Test {
 protected:
  OneTimeCode() {
    world.add_class("机电1901", "g1");
    teacher = world.add_person("T1", "王敏", "机电1901", Role::counsellor);
    student = world.add_person("2019010102", "张三", "机电1901", Role::student);
    other = world.add_person("2019010103", "李四", "机电1901", Role::student);
    world.stores().members.unbind(student.id);
    world.connect();
  }

  /// What is answered to it in private.
  std::string say(const std::string& account, const std::string& words) {
    (void)world.take_sent();
    world.hear({.place = Place::direct, .room = account, .user = account, .content = plain(words)});
    std::string all;
    for (const auto& sent : world.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send == nullptr || send->target != account) continue;
      for (const Part& part : send->content) all += part.value;
    }
    return all;
  }
  std::string code() {
    constexpr std::string_view before = "绑定码：";
    const std::string words = say(teacher.account, "生成绑定码 张三");
    const auto at = words.find(before);
    EXPECT_NE(at, std::string::npos) << words;
    return at == std::string::npos ? "" : words.substr(at + before.size(), 8);
  }
  std::string holder() { return world.stores().members.by_id(student.id).value().account; }
  static bool is_refused(const std::string& words) { return words.find("这个绑定码不对") != std::string::npos; }

  World world;
  Person teacher;
  Person student;
  Person other;
};

TEST_F(OneTimeCode, BindsTheAccountThatSaysItAndNoSecondOne) {
  const std::string given = code();
  EXPECT_NE(say("new", "绑定码 " + given).find("张三，绑好了"), std::string::npos);
  EXPECT_EQ(holder(), "new");
  EXPECT_TRUE(is_refused(say("thief", "绑定码 " + given)));
  EXPECT_EQ(holder(), "new");
}

TEST_F(OneTimeCode, IsGoodForADay) {
  const std::string given = code();
  world.pass_to(world.clock.wall() + std::chrono::hours{24});
  EXPECT_TRUE(is_refused(say("new", "绑定码 " + given)));
  EXPECT_EQ(holder(), "");
}

TEST_F(OneTimeCode, IsVoidOnceThereIsANewerOne) {
  const std::string given = code();
  const std::string newer = code();
  ASSERT_NE(given, newer);
  EXPECT_TRUE(is_refused(say("new", "绑定码 " + given)));
  EXPECT_NE(say("new", "绑定码 " + newer).find("绑好了"), std::string::npos);
}

TEST_F(OneTimeCode, MakesNobodyElseOfAnAccountThatIsKnown) {
  const std::string given = code();
  EXPECT_TRUE(is_refused(say(other.account, "绑定码 " + given)));
  EXPECT_EQ(holder(), "");
  EXPECT_EQ(world.stores().members.by_account(other.account).value().id, other.id);
}

TEST_F(OneTimeCode, MovesWhoeverIsBoundAlready) {
  EXPECT_NE(say("old", "绑定码 " + code()).find("绑好了"), std::string::npos);
  EXPECT_NE(say("old", "绑定码 " + code()).find("绑好了"), std::string::npos) << "it is his own";
  EXPECT_EQ(holder(), "old");
  EXPECT_NE(say("new", "绑定码 " + code()).find("张三，绑好了"), std::string::npos);
  EXPECT_EQ(holder(), "new");
  EXPECT_FALSE(world.stores().members.by_account("old"));
}

TEST_F(OneTimeCode, IsNotFoundByTrying) {
  (void)code();
  int answered = 0;
  for (int i = 0; i < 50; ++i) answered += say("guesser", "绑定码 " + std::to_string(10'000'000 + i)).empty() ? 0 : 1;
  EXPECT_GT(answered, 0);
  EXPECT_LT(answered, 10) << "each try costs, and an account has few";
}

TEST_F(OneTimeCode, IsGivenByATeacherOfTheClassAlone) {
  world.add_class("数控1801", "g2");
  const Person stranger = world.add_person("T2", "林静", "数控1801", Role::counsellor);
  EXPECT_EQ(say(stranger.account, "生成绑定码 张三").find("绑定码："), std::string::npos);
  EXPECT_EQ(say(other.account, "生成绑定码 张三").find("绑定码："), std::string::npos);
}

}  // namespace
}  // namespace banwei::tests
