// Timetables as schools keep them: lists and grids, their weeks and lessons, and what is told of a row that is wrong.
#include "handlers/timetable/timetable_reader.h"

#include <gtest/gtest.h>

#include "handlers/timetable/timetable_cells.h"
#include "handlers/timetable/timetable_view.h"

namespace banwei::timetable {
namespace {

using storage::TimetableLesson;
using Weeks = TimetableLesson::Weeks;
using Ranges = std::vector<WeekRange>;
using Pair = std::optional<std::pair<int, int>>;

const std::vector<Class> classes{
    {.id = 1, .name = "机电1901"}, {.id = 2, .name = "机电1902"}, {.id = 3, .name = "数控1802"}};

TEST(TimetableCells, DaysOfTheWeek) {
  EXPECT_EQ(weekday_in("星期三"), 3);
  EXPECT_EQ(weekday_in("周日"), 7);
  EXPECT_EQ(weekday_in("礼拜天"), 7);
  EXPECT_EQ(weekday_in("三", true), 3);
  EXPECT_EQ(weekday_in("5", true), 5);
  EXPECT_EQ(weekday_in("1-16周 3-4节"), std::nullopt);
  EXPECT_EQ(weekday_in("1-16周周三3-4节"), 3);
  EXPECT_EQ(weekday_in("三"), std::nullopt);
}

TEST(TimetableCells, LessonsOfTheDay) {
  EXPECT_EQ(lessons_in("第1-2节"), Pair({1, 2}));
  EXPECT_EQ(lessons_in("第二大节", true), Pair({3, 4}));
  EXPECT_EQ(lessons_in("3、4节", true), Pair({3, 4}));
  EXPECT_EQ(lessons_in("0102", true), Pair({1, 2}));
  EXPECT_EQ(lessons_in("01020304", true), Pair({1, 4}));
  EXPECT_EQ(lessons_in("1-2", true), Pair({1, 2}));
  EXPECT_EQ(lessons_in("5", true), Pair({5, 5}));
  EXPECT_EQ(lessons_in("13-14节", true), std::nullopt);
  EXPECT_EQ(lessons_in("星期一第1-2节{第1-16周}"), Pair({1, 2}));
  EXPECT_EQ(lessons_in("上午", true), std::nullopt);
}

TEST(TimetableCells, WeeksOfTheTerm) {
  EXPECT_EQ(weeks_in("1-16周"), (Ranges{{1, 16, Weeks::all}}));
  EXPECT_EQ(weeks_in("第1-16周"), (Ranges{{1, 16, Weeks::all}}));
  EXPECT_EQ(weeks_in("1-16周(单)"), (Ranges{{1, 16, Weeks::odd}}));
  EXPECT_EQ(weeks_in("1-16双周"), (Ranges{{1, 16, Weeks::even}}));
  EXPECT_EQ(weeks_in("1-8,10-16周"), (Ranges{{1, 8, Weeks::all}, {10, 16, Weeks::all}}));
  EXPECT_EQ(weeks_in("1-8周,9-16周(双)"), (Ranges{{1, 8, Weeks::all}, {9, 16, Weeks::even}}));
  EXPECT_EQ(weeks_in("3周"), (Ranges{{3, 3, Weeks::all}}));
  EXPECT_EQ(weeks_in("1-16", true), (Ranges{{1, 16, Weeks::all}}));
  EXPECT_EQ(weeks_in("单周"), (Ranges{{1, 99, Weeks::odd}}));
  EXPECT_EQ(weeks_in("星期一第1-2节{第1-16周}"), (Ranges{{1, 16, Weeks::all}}));
  EXPECT_EQ(weeks_in("1-2节"), Ranges{});
  EXPECT_EQ(weeks_in("16-1周"), Ranges{});
  EXPECT_EQ(weeks_in("1-60周"), Ranges{});
}

TEST(TimetableCells, FieldsOfTheGrid) {
  const auto fields = fields_in("高等数学\n陈红\n1-16周\na101");
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ(fields[0].course, "高等数学");
  EXPECT_EQ(fields[0].teacher, "陈红");
  EXPECT_EQ(fields[0].room, "a101");
  EXPECT_EQ(fields[0].weeks, (Ranges{{1, 16, Weeks::all}}));
  const auto one_line = fields_in("大学英语(1-8周) 李华老师 教学楼205");
  ASSERT_EQ(one_line.size(), 1U);
  EXPECT_EQ(one_line[0].course, "大学英语");
  EXPECT_EQ(one_line[0].teacher, "李华");
  EXPECT_EQ(one_line[0].room, "教学楼205");
  EXPECT_EQ(one_line[0].weeks, (Ranges{{1, 8, Weeks::all}}));
  const auto two = fields_in("高等数学\n1-8周\n\n线性代数\n9-16周");
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[1].course, "线性代数");
  EXPECT_TRUE(fields_in("").empty());
}

ReadTimetable read(std::string_view csv, std::string_view name = "课表.csv") {
  return read_timetable(csv, name, classes);
}

TEST(TimetableReader, AListWithARowALesson) {
  const auto read_list = read(
      "2019-2020学年第二学期课表\n"
      "班级,星期,节次,课程名称,任课教师,上课地点,周次,单双周\n"
      "机电1901,星期一,1-2节,高数,陈红,A101,1-16周,\n"
      "\"机电1901、机电1902\",周三,第3-4节,大学英语,李华,,1-8,单\n"
      "数控1802班,5,0506,金工实训,,实训楼,,\n"
      "\n");
  EXPECT_TRUE(read_list.problems.empty());
  ASSERT_EQ(read_list.lessons.size(), 4U);
  EXPECT_EQ(read_list.lessons[0], (TimetableLesson{.class_id = 1,
                                                   .weekday = 1,
                                                   .first = 1,
                                                   .last = 2,
                                                   .course = "高等数学",
                                                   .teacher = "陈红",
                                                   .room = "A101",
                                                   .from_week = 1,
                                                   .to_week = 16}));
  EXPECT_EQ(read_list.lessons[1].weeks, Weeks::odd);
  EXPECT_EQ(read_list.lessons[2].class_id, 2);
  EXPECT_EQ(read_list.lessons[3].first, 5);
  EXPECT_EQ(read_list.lessons[3].last, 6);
  EXPECT_EQ(read_list.lessons[3].to_week, 99);
}

TEST(TimetableReader, ATimeInOneCellAndTheClassInTheTitle) {
  const auto one = read(
      "机电1901班课程表\n"
      "课程,教师,上课时间,地点\n"
      "高数,陈红,\"星期一第1-2节{第1-16周|单周}\",A101\n");
  EXPECT_TRUE(one.problems.empty());
  ASSERT_EQ(one.lessons.size(), 1U);
  EXPECT_EQ(one.lessons[0].class_id, 1);
  EXPECT_EQ(one.lessons[0].weekday, 1);
  EXPECT_EQ(one.lessons[0].last, 2);
  EXPECT_EQ(one.lessons[0].to_week, 16);
}

TEST(TimetableReader, AGridForEachClass) {
  const auto grid = read(
      "机电1901\n"
      "节次,星期一,星期二,星期三\n"
      "1-2节,\"高等数学\n陈红\n1-16周\",,C语言\n"
      "第二大节,,体育,\n"
      "数控1802课表\n"
      "节次,周一,周二,周三\n"
      "1,数控编程,,\n"
      "2,数控编程,,\n"
      "备注：实训课在实训楼,,,\n");
  EXPECT_TRUE(grid.problems.empty()) << grid.problems.front().what.chinese;
  ASSERT_EQ(grid.lessons.size(), 4U);
  EXPECT_EQ(grid.lessons[0].teacher, "陈红");
  EXPECT_EQ(grid.lessons[1].course, "体育");
  EXPECT_EQ(grid.lessons[1].first, 3);
  EXPECT_EQ(grid.lessons[2].course, "C语言");
  EXPECT_EQ(grid.lessons[3].class_id, 3);
  EXPECT_EQ(grid.lessons[3].last, 2) << "two lessons in a row are one";
}

TEST(TimetableReader, TheFileSaysWhoseItIs) {
  EXPECT_EQ(read("课程,星期,节次\n高数,一,1-2\n", "机电1902课表.xlsx").lessons.at(0).class_id, 2);
  EXPECT_EQ(read("课程,星期,节次\n高数,一,1-2\n").problems.size(), 1U);
}

TEST(TimetableReader, WhatIsWrongIsToldByItsRow) {
  const auto wrong = read(
      "班级,星期,节次,课程,周次\n"
      "机电1909,一,1-2,高数,\n"
      "机电1901,八,1-2,高数,\n"
      "机电1901,一,9-13节,高数,\n"
      "机电1901,一,1-2,,\n"
      "机电1901,一,1-2,高数,第一学期\n");
  ASSERT_EQ(wrong.problems.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(wrong.problems[i].row, static_cast<int>(i) + 2);
  EXPECT_EQ(read("姓名,学号\n张三,1\n").problems.size(), 1U);
  EXPECT_EQ(read("").problems.size(), 1U);
  EXPECT_EQ(read(std::string_view("\0\xff\xff", 3)).problems.size(), 1U);
}

TEST(TimetableView, WhatIsAskedFor) {
  const Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};  // 周三
  const auto asked = [&](std::string_view words) { return read_asked(words, classes, today); };
  EXPECT_TRUE(asked(""));
  EXPECT_FALSE(asked("")->from);
  EXPECT_EQ(asked("机电1902")->klass->id, 2);
  EXPECT_EQ(asked("明天")->from, today + std::chrono::days{1});
  EXPECT_EQ(asked("机电1902班明天的")->from, today + std::chrono::days{1});
  EXPECT_EQ(asked("周五")->from, today + std::chrono::days{2});
  EXPECT_EQ(asked("下周")->from, today + std::chrono::days{5});
  EXPECT_EQ(asked("下周")->to, today + std::chrono::days{11});
  EXPECT_EQ(asked("本周")->from, today - std::chrono::days{2});
  EXPECT_EQ(asked("第5周")->week, 5);
  for (const char* talk : {"谁有", "高数", "机电1902谁的", "第五", "3月"}) EXPECT_FALSE(asked(talk)) << talk;
}

}  // namespace
}  // namespace banwei::timetable
