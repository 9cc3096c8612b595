// Hours, rates and sums of attendance on plain structs.
#include "handlers/lesson/attendance_count.h"

#include <gtest/gtest.h>

#include <array>

#include "handlers/lesson/week_counts.h"

namespace banwei::lesson {
namespace {

using Status = storage::LessonReport::Status;

TEST(AttendanceCount, SumsTimesHoursAndSortsOfLeave) {
  const std::array lessons{Attended{.first = 1,
                                    .last = 2,
                                    .hours = 2,
                                    .due = 10,
                                    .present = 7,
                                    .absences = {{1, Status::absent, ""},
                                                 {2, Status::leave, "病假"},
                                                 {3, Status::leave, ""},
                                                 {4, Status::late, ""}}},
                           Attended{.first = 3,
                                    .last = 6,
                                    .hours = 4,
                                    .due = 10,
                                    .present = 9,
                                    .absences = {{1, Status::absent, ""}, {4, Status::early, ""}}},
                           Attended{.title = "高数", .due = 10, .present = 10, .absences = {{4, Status::late, ""}}}};
  const ClassCounts all = count(lessons);
  EXPECT_EQ(all.lessons, 3U);
  EXPECT_EQ(all.sum.absent, 2U);
  EXPECT_EQ(all.sum.hours_absent, 6);
  EXPECT_EQ(all.sum.leave, 2U);
  EXPECT_EQ(all.sum.types.at("病假"), 1U);
  EXPECT_EQ(all.people.at(1).hours_absent, 6);
  EXPECT_NEAR(*all.rate(), 100.0 * 26 / 28, 1e-9) << "whoever was on leave was not expected";

  const Counts& late = all.people.at(4);
  EXPECT_EQ(late.late + late.early, 3U);
  EXPECT_EQ(late.hours({.lates_an_hour = 2}), 1) << "twice late or gone early";
  EXPECT_EQ(late.hours({.lates_an_hour = 3}), 0) << "being late for a roll costs no hour, as missing it does not";
  EXPECT_EQ(late.hours({.lates_an_hour = 0}), 0);

  ClassCounts both = all;
  both.add(count(std::span(lessons).first(1)));
  EXPECT_EQ(both.lessons, 4U);
  EXPECT_EQ(both.sum.types.at("病假"), 2U);
  EXPECT_FALSE(both.full());
}

TEST(AttendanceCount, AMeetingIsNoLesson) {
  const std::array held{
      Attended{.first = 1, .last = 2, .hours = 2, .due = 4, .present = 3, .absences = {{1, Status::absent, ""}}},
      Attended{.title = "班会",
               .due = 4,
               .present = 1,
               .absences = {{1, Status::absent, ""}, {2, Status::absent, ""}, {3, Status::late, ""}}}};
  ClassCounts all = count(held);
  EXPECT_EQ(all.lessons, 1U);
  EXPECT_EQ(all.calls, 1U);
  EXPECT_EQ(all.missed, 2U);
  EXPECT_EQ(all.sum.absent, 1U);
  EXPECT_EQ(all.absentees(), 1U);
  EXPECT_FALSE(all.people.contains(2));
  EXPECT_NEAR(*all.rate(), 75.0, 1e-9) << "nobody was away from a lesson by missing the meeting";

  const ClassCounts meeting = count(std::span(held).last(1));
  EXPECT_FALSE(meeting.rate());
  EXPECT_FALSE(meeting.full());
  all.add(meeting);
  EXPECT_EQ(all.lessons, 1U);
  EXPECT_EQ(all.calls, 2U);
  EXPECT_EQ(all.missed, 4U);
}

TEST(AttendanceCount, ARollOfNothingKnownIsNoMeeting) {
  const std::array held{Attended{.title = "班会"}, Attended{.title = "年级大会"}, Attended{.title = ""},
                        Attended{.title = "大扫除"}, Attended{.title = "会计基础补课"}};
  ClassCounts all = count(held);
  EXPECT_EQ(all.calls, 5U);
  EXPECT_EQ(all.meetings, 2U);
  EXPECT_EQ(rolls_in_words(all), "班会等点名2次、其他点名3次");
  EXPECT_EQ(rolls_in_words(count(std::span(held).first(1))), "班会等点名1次");
  EXPECT_EQ(rolls_in_words(count(std::span(held).last(2))), "其他点名2次");
  EXPECT_EQ(rolls_in_words(count({})), "");
  all.add(all);
  EXPECT_EQ(all.meetings, 4U);
}

TEST(AttendanceCount, ARollOfACourseCountsThoughItWeighsNothing) {
  const std::array held{Attended{.title = "高等数学", .due = 4, .present = 3, .absences = {{1, Status::absent, ""}}}};
  const ClassCounts all = count(held);
  EXPECT_EQ(all.lessons, 1U);
  EXPECT_EQ(all.sum.absent, 1U);
  EXPECT_EQ(all.absentees(), 1U) << "who is counted and how often are of the same lessons";
  EXPECT_EQ(all.sum.hours_absent, 0);
}

TEST(AttendanceCount, NothingHeldHasNoRate) {
  EXPECT_FALSE(count({}).rate());
  EXPECT_TRUE(count({}).full());
  const std::array away{Attended{.hours = 2, .due = 1, .absences = {{1, Status::leave, "公假"}}}};
  EXPECT_FALSE(count(away).rate()) << "nobody was expected";
}

}  // namespace
}  // namespace banwei::lesson
