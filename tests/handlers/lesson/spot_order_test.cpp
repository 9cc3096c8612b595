// How people ask for a spot check and say what they found, composed out of the parts of such a sentence.
#include "handlers/lesson/spot_order.h"

#include <gtest/gtest.h>

#include <string>

namespace banwei::lesson {
namespace {

const Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};
const std::vector<Class> classes{{.id = 1, .name = "机电1901"}, {.id = 2, .name = "数控1802"}};

std::optional<SpotOrder> order(std::string_view words) { return read_spot_order(words, classes, today); }

/// Every day, lesson, class and number of people that may stand in one, in both orders.
TEST(SpotOrder, ReadsItsPartsInAnyOrder) {
  const std::vector<std::pair<std::string, std::optional<Day>>> days{{"", std::nullopt},
                                                                     {"今天", today},
                                                                     {"昨天", today - std::chrono::days{1}},
                                                                     {"3月9日", today - std::chrono::days{2}}};
  const std::vector<std::pair<std::string, int>> lessons{
      {"", 0}, {"3-4节", 3}, {"第3、4节", 3}, {"第二大节", 3}, {"三四节课", 3}};
  const std::vector<std::pair<std::string, std::size_t>> of_classes{{"", 0}, {"2个班", 2}, {"两个班级", 2}};
  const std::vector<std::pair<std::string, std::size_t>> people{
      {"", 0}, {"5人", 5}, {"每班5名学生", 5}, {"随机抽5个人", 5}};
  int read = 0;
  for (const auto& [day, on] : days) {
    for (const auto& [lesson, first] : lessons) {
      for (const auto& [klass, count] : of_classes) {
        for (const auto& [some, most] : people) {
          for (const std::string& words :
               {day + lesson + " " + klass + " " + some, some + " " + klass + " " + day + lesson}) {
            const auto found = order(words);
            ASSERT_TRUE(found) << words;
            EXPECT_EQ(found->day, on) << words;
            EXPECT_EQ(found->first, first) << words;
            EXPECT_EQ(found->classes, count) << words;
            EXPECT_EQ(found->people, most) << words;
            ++read;
          }
        }
      }
    }
  }
  EXPECT_EQ(read, 480);
}

TEST(SpotOrder, NamesClasses) {
  const auto found = order("机电1901 1-2节 3人");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->whose.size(), 1U);
  EXPECT_EQ(found->whose[0].class_id, 1);
  EXPECT_EQ(order("机电1901和数控1802 今天")->whose.size(), 2U);
}

TEST(SpotOrder, IsNoTalk) {
  for (const char* words : {"作业了", "一下体温", "3-4节谁没来", "9-13节", "明天", "5", "学生证"}) {
    const auto found = order(words);
    if (std::string_view(words) == "5") {
      EXPECT_TRUE(found) << "so many people";
    } else {
      EXPECT_FALSE(found) << words;
    }
  }
}

/// Who asks for too many is told so.
TEST(SpotOrder, TooManyAreReadAllTheSame) {
  EXPECT_EQ(order("今天1-2节 38人")->people, 38U);
  EXPECT_EQ(order("12个班")->classes, 12U);
}

TEST(SpotOrder, AClassThatNobodyKnowsIsNamedAllTheSame) {
  const auto found = order("今天 机电1909");
  ASSERT_TRUE(found);
  ASSERT_EQ(found->whose.size(), 1U);
  EXPECT_EQ(found->whose.front().kind, Audience::Kind::unknown);
  EXPECT_EQ(found->whose.front().word, "机电1909");
}

const std::vector<Looked> looked{
    {.check = 7,
     .class_name = "机电1901",
     .students = {{1, "丁一", "2019010101"}, {2, "马上", "2019010102"}, {3, "刘洋(29)", "2019010129"}}},
    {.check = 8, .class_name = "数控1802", .students = {{4, "郑楠", "2018010101"}, {5, "何静", "2018010102"}}}};

TEST(SpotFound, SaysWhoWasMissing) {
  for (const std::string_view gone : {"缺", "没到", "不在", "没来", "未到", "没应答"}) {
    for (const std::string& words : {"1901 " + std::string(gone) + "丁一", "丁一" + std::string(gone),
                                     "机电1901丁一" + std::string(gone), "2019010101" + std::string(gone)}) {
      const auto found = read_found(words, looked);
      ASSERT_EQ(found.size(), 1U) << words;
      EXPECT_EQ(found[0].check, 7) << words;
      EXPECT_EQ(found[0].missing, (std::vector<std::int64_t>{1})) << words;
    }
  }
  const auto both = read_found("1901缺丁一、马上，1802都在", looked);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].missing.size(), 2U);
  EXPECT_TRUE(both[1].missing.empty());
  const auto others = read_found("缺郑楠，其他都在", looked);
  EXPECT_EQ(others.size(), 2U);
}

TEST(SpotFound, AllThere) {
  for (const char* words : {"都在", "全到", "到齐了", "一个不缺", "都来了", "5人都在", "没问题"})
    EXPECT_EQ(read_found(words, looked).size(), 2U) << words;
  EXPECT_EQ(read_found("1802都在", looked).size(), 1U);
}

TEST(SpotFound, TalkIsNothing) {
  for (const char* words : {"都在忙什么", "丁一", "缺人", "好的", "王五没来", "都在吗", "丁一在干嘛"})
    EXPECT_TRUE(read_found(words, looked).empty()) << words;
}

}  // namespace
}  // namespace banwei::lesson
