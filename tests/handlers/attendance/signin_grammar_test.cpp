// Answers to a roll call: the case tables, who is meant, and anything at all.
#include "handlers/attendance/signin_grammar.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/handlers/class_1901.h"
#include "tests/random_texts.h"

namespace banwei::attendance {
namespace {

using tests::Class1901;

std::string rendered(std::string_view text, const language::AnswerScene& scene) {
  const auto said = understand_sign_in(text, scene);
  if (!said) return "none {}";
  return std::string(to_string(said->kind)) + " " + nlohmann::json(fields(*said)).dump();
}

class SignInTable : public testing::TestWithParam<const char*> {};

TEST_P(SignInTable, EveryRow) {
  const Class1901 people;
  for (const auto& row : tests::read_cases(GetParam())) {
    const auto speaker = row.context.at("speaker").get<std::string>();
    // What another feature takes is nothing to a roll call.
    static const std::set<std::string> others{"leave", "cancel", "leave_list", "help"};
    const std::string expected = others.contains(row.kind) ? "none {}" : row.kind + " " + row.expected.dump();
    EXPECT_EQ(rendered(row.message, people.scene(speaker)), expected) << "line " << row.line << ": " << row.message;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, SignInTable, testing::Values("signin.tsv", "more_signin.tsv"));

TEST(SignIn, TwoOfOneNameAreToldApartByTheirNumber) {
  const Class1901 people;
  const auto said = understand_sign_in("刘洋29到", people.scene());
  EXPECT_FALSE(said);  // 29 is no number of a student's own writing; 2019010129 and 06 are
  const auto told = understand_sign_in("2019010129刘洋到", people.scene());
  ASSERT_TRUE(told);
  ASSERT_EQ(told->who.size(), 1U);
  EXPECT_EQ(told->who.front().number, "2019010129");
}

TEST(SignIn, OneOfTwoWithThatNameSignsForOneself) {
  const Class1901 people;
  auto scene = people.scene();
  scene.speaker = "2019010106";
  EXPECT_EQ(rendered("刘洋到", scene), "sign {}");
}

TEST(SignIn, NobodyKnowsAnUnknownSpeakerButTheAnswerStands) {
  const Class1901 people;
  auto scene = people.scene();
  scene.speaker = {};
  EXPECT_EQ(rendered("到", scene), "sign {}");
  EXPECT_EQ(rendered("张三到", scene), R"(behalf {"who":"张三"})");
  EXPECT_EQ(rendered("到", language::AnswerScene{}), "sign {}");
}

TEST(SignIn, AnythingAtAllIsSafe) {
  const Class1901 people;
  const auto scene = people.scene();
  constexpr std::array<std::string_view, 40> shards{
      "到",         "签到", "张三",     "李四",    "刘洋", "，",   "、",     " ",    "我",     "和",
      "帮",         "代签", "了",       "都",      "马上", "刚才", "网卡",   "迟到", "？",     "1",
      "2019010102", "02",   "机电1901", "204寝室", "老师", "好的", "[微笑]", "👋",    "进不去", "请假",
      "不",         "他",   "到不了",   "签",      "#",    "\n",   "来",     "在",   "\xff",   "现在"};
  tests::for_random_texts(shards, 4'000, 8, [&](const std::string& text) {
    const auto said = understand_sign_in(text, scene);
    if (!said) return;
    EXPECT_EQ(said->kind == SignIn::Kind::behalf, !said->who.empty()) << text;
    if (text.find("？") != std::string::npos) {
      EXPECT_EQ(said->kind, SignIn::Kind::problem) << text;
    }
  });
  for (const std::string_view shard : {"到", "张三", "1", " ", "，", "刚才", "👋", "[", "签到，", "我和"}) {
    std::string text;
    for (int i = 0; i < 2'000; ++i) text += shard;
    (void)understand_sign_in(text, scene);
  }
}

TEST(SignIn, WhatOtherFeaturesAnswerIsNone) {
  const Class1901 people;
  for (const std::string_view text : {"签到结束", "没到的有谁", "打卡了吗", "健康打卡", "体温打卡", "打卡第3天",
                                      "早起打卡", "麻烦帮李四签到", "请帮李四签到"}) {
    EXPECT_EQ(rendered(text, people.scene()), "none {}") << text;
  }
}

TEST(SignIn, OneSlipIsMended) {
  const Class1901 people;
  for (const std::string_view text : {"道", "到道", "签道", "已道", "老师，道"})
    EXPECT_EQ(rendered(text, people.scene()), "sign {}") << text;
  EXPECT_EQ(rendered("李四道", people.scene()), R"(behalf {"who":"李四"})");
  for (const std::string_view text :
       {"一道", "难道", "道道道", "倒垃圾", "这道题", "街道", "手", "谁道", "道？", "上课前", "收到钱"})
    EXPECT_EQ(rendered(text, people.scene()), "none {}") << text;
}

TEST(SignIn, IsSaidInManyWays) {
  const Class1901 people;
  for (const std::string_view text :
       {"来了啊", "到噻", "到咧", "我在我在", "进来了进来了", "人在教室", "到1", "到了老师"})
    EXPECT_EQ(rendered(text, people.scene()), "sign {}") << text;
  EXPECT_EQ(rendered("到，摄像头打不开", people.scene()), "sign {}");
  EXPECT_EQ(rendered("二维码过期了", people.scene()), "problem {}");
  EXPECT_EQ(rendered("王五到 李四到", people.scene()), R"(behalf {"who":["王五","李四"]})");
  for (const std::string_view text : {"到家了", "我到食堂了", "快递到了", "谁到了", "马上到", "你到哪了", "李四马上来"})
    EXPECT_EQ(rendered(text, people.scene()), "none {}") << text;
}

TEST(SignIn, NothingUnknownIsEverSigned) {
  const Class1901 people;
  const auto scene = people.scene();
  for (const std::string_view answer : {"到", "签到", "1", "张三到", "李四到", "来了", "在"}) {
    for (const std::string_view more : {"货", "底", "吗", "没有", "谁", "家具", "x", "？", "楼下", "东西"}) {
      const std::string behind = std::string(answer) + std::string(more);
      const std::string before = std::string(more) + std::string(answer);
      EXPECT_EQ(rendered(behind, scene), "none {}") << behind;
      EXPECT_EQ(rendered(before, scene), "none {}") << before;
    }
  }
}

}  // namespace
}  // namespace banwei::attendance
