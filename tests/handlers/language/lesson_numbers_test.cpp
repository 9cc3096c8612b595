// The lessons of a day, as people number them.
#include "handlers/language/lesson_numbers.h"

#include <gtest/gtest.h>

#include <string>

#include "handlers/language/strings.h"

namespace banwei::language {
namespace {

/// "1-2 of 7" for the lessons at the front and the bytes that they take, "" without any.
std::string read(std::string_view words) {
  const std::string folded = normalised(words);
  const auto found = lesson_numbers_at(folded, 0);
  if (!found) return "";
  const std::string rest = folded.substr(found->length);
  return std::to_string(found->first) + "-" + std::to_string(found->last) + (rest.empty() ? "" : " " + rest);
}

TEST(LessonNumbers, AreReadAsPeopleWriteThem) {
  for (const char* words : {"1-2节", "第1-2节", "1、2节", "1~2节课", "一二节", "第一二节", "12节", "第一大节", "1.2节",
                            "1－2节", "第1节和第2节", "1到2节", "1--2节", "1,2节", "1/2节", "1、2两节"})
    EXPECT_EQ(read(words), "1-2") << words;
  EXPECT_EQ(read("三四节制图"), "3-4 制图");
  EXPECT_EQ(read("910节"), "9-10");
  EXPECT_EQ(read("九十节"), "9-10");
  EXPECT_EQ(read("1-4节"), "1-4");
  EXPECT_EQ(read("第12节"), "12-12");
  EXPECT_EQ(read("第3、4大节"), "5-8");
  EXPECT_EQ(read("3-4高数"), "3-4 高数") << "what stands behind them decides whether they are lessons";
}

TEST(LessonNumbers, WhatIsNoneIsLeft) {
  for (const char* words : {"3.4", "38/36", "1、2", "12", "2020-03-11", "1-12", "8:30", "3-4.5", "1-2:3", "3", "节课"})
    EXPECT_EQ(read(words), "") << words;
  EXPECT_EQ(read("1-2、5-6节"), "1-2 、5-6节") << "they are no neighbours";
  EXPECT_FALSE(lesson_numbers_at(normalised("9-13节"), 0)->exist());
}

}  // namespace
}  // namespace banwei::language
