// The timetable: a class's lessons are replaced together and come back in their order.
#include "storage/timetable.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class TimetableTest : public testing::Test, protected World {};

TEST_F(TimetableTest, IsReplacedClassByClass) {
  Timetable& timetable = stores.timetable;
  EXPECT_TRUE(timetable.empty());
  const TimetableLesson maths{.class_id = first_class,
                              .weekday = 3,
                              .first = 1,
                              .last = 2,
                              .course = "高等数学",
                              .teacher = "陈红",
                              .room = "A101",
                              .from_week = 1,
                              .to_week = 16,
                              .weeks = TimetableLesson::Weeks::odd};
  TimetableLesson english = maths;
  english.weekday = 1;
  english.course = "大学英语";
  timetable.replace(first_class, std::array{maths, english});
  EXPECT_EQ(timetable.of_class(first_class), (std::vector{english, maths}));
  EXPECT_TRUE(timetable.of_class(second_class).empty());
  timetable.replace(first_class, std::array{maths});
  EXPECT_EQ(timetable.of_class(first_class), std::vector{maths});
  EXPECT_FALSE(timetable.empty());
  EXPECT_EQ(timetable.of_teacher("陈红"), std::vector{maths});
  EXPECT_TRUE(timetable.of_teacher("李华").empty());
}

}  // namespace
}  // namespace banwei::storage
