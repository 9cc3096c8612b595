// Steps of absence as a college writes them, and what so many hours come to.
#include "handlers/lesson/steps.h"

#include <gtest/gtest.h>

#include "handlers/lesson/lesson_settings.h"

namespace banwei::lesson {
namespace {

TEST(Steps, AreReadAsTheyAreWritten) {
  for (const char* words : {"1 提醒，6 谈话，11 联系家长，21 学院会商", "1提醒,6谈话,11联系家长,21学院会商，",
                            " 1  提醒 ，6 谈话 , 11 联系家长，21 学院会商 "}) {
    const auto steps = Steps::read(words);
    ASSERT_TRUE(steps) << words;
    EXPECT_EQ(steps->words(), Settings{}.steps.words()) << words << ": those are the usual ones";
  }
  ASSERT_TRUE(Steps::read(""));
  EXPECT_TRUE(Steps::read("")->all().empty());
  EXPECT_EQ(Steps::read("")->words(), "");
}

TEST(Steps, WhatIsNoneIsRefused) {
  for (const char* words : {"谈话", "6", "0 谈话", "6 谈话，6 联系家长", "6 谈话，1 提醒", "6 谈话，，11 联系家长",
                            "201 谈话", "6 一二三四五六七八九十一二三四五六七八九十一"})
    EXPECT_FALSE(Steps::read(words)) << words;
}

TEST(Steps, HoursReachTheHighestThatIsNotAbove) {
  const Steps steps = Settings{}.steps;
  EXPECT_EQ(steps.reached(0), nullptr);
  for (const auto& [hours, range, what] :
       {std::tuple{1, "1–5学时", "提醒"}, std::tuple{5, "1–5学时", "提醒"}, std::tuple{6, "6–10学时", "谈话"},
        std::tuple{10, "6–10学时", "谈话"}, std::tuple{11, "11–20学时", "联系家长"},
        std::tuple{20, "11–20学时", "联系家长"}, std::tuple{21, "21学时以上", "学院会商"},
        std::tuple{200, "21学时以上", "学院会商"}}) {
    ASSERT_NE(steps.reached(hours), nullptr) << hours;
    EXPECT_EQ(steps.reached(hours)->what, what) << hours;
    EXPECT_EQ(steps.range(*steps.reached(hours)), range) << hours;
  }
  EXPECT_EQ(steps.next(0)->from, 1);
  EXPECT_EQ(steps.next(6)->from, 11);
  EXPECT_EQ(steps.next(21), nullptr);
  EXPECT_EQ(Steps::read("1 提醒，2 谈话")->range({1, "提醒"}), "1学时");
  EXPECT_EQ(Steps().next(0), nullptr);
}

TEST(Steps, CountFromTheBeginOfTheTerm) {
  const Day today{std::chrono::year{2020} / 3 / 13};
  EXPECT_EQ(Settings{}.term_of(today), today - std::chrono::days{180});
  EXPECT_EQ(Settings{.term_begins = today - std::chrono::days{25}}.term_of(today), today - std::chrono::days{25});
  EXPECT_EQ(Settings{.term_begins = today + std::chrono::days{2}}.term_of(today), today - std::chrono::days{180})
      << "the next term's begin is set before this one is over";
  EXPECT_EQ(Settings{.term_begins = today - std::chrono::days{300}}.term_of(today), today - std::chrono::days{180})
      << "what is older is kept no more";
}

}  // namespace
}  // namespace banwei::lesson
