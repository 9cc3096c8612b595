// Meetings: one of a class for a theme, kept up to date, cancelled with its theme, forgotten in time.
#include "storage/meetings.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class MeetingsTest : public testing::Test, protected World {
 protected:
  std::int64_t theme(std::int64_t said = 0) {
    return meetings.add(
        {.title = "防控", .whose = "2019级", .by = teacher.id, .said = at(said), .until = day("2020-03-15")});
  }
  std::int64_t add(std::int64_t theme, std::int64_t klass, std::int64_t said = 0) {
    return meetings.add({.theme = theme, .class_id = klass, .title = "班会", .by = teacher.id, .said = at(said)});
  }

  Meetings& meetings = stores.meetings;
};

TEST_F(MeetingsTest, ComeBackWhole) {
  const auto id = theme();
  const auto kept = meetings.theme(id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->title, "防控");
  EXPECT_EQ(kept->until, day("2020-03-15"));
  Meeting meeting = *meetings.by_id(add(id, first_class));
  EXPECT_FALSE(meeting.begins);
  meeting.begins = at(100);
  meeting.lead = std::chrono::minutes{30};
  meeting.roll_call = 7;
  meeting.ended = at(200);
  meeting.due = 38;
  meeting.present = 37;
  meeting.minutes = "讲了防控";
  meeting.minutes_by = zhang.id;
  meetings.save(meeting);
  const auto again = *meetings.by_id(meeting.id);
  EXPECT_EQ(again.begins, at(100));
  EXPECT_EQ(again.lead, std::chrono::minutes{30});
  EXPECT_EQ(again.ended, at(200));
  EXPECT_EQ(again.present, 37);
  EXPECT_EQ(again.minutes_by, zhang.id);
  EXPECT_EQ(again.theme, id);
}

TEST_F(MeetingsTest, AThemeTakesThoseThatHaveNotBegunWithIt) {
  const auto id = theme();
  Meeting held = *meetings.by_id(add(id, first_class));
  held.roll_call = 3;
  meetings.save(held);
  add(id, second_class);
  EXPECT_EQ(meetings.of_theme(id).size(), 2U);
  EXPECT_THROW(add(id, first_class), Error);
  meetings.cancel_theme(id, at(10));
  EXPECT_FALSE(meetings.theme(id));
  EXPECT_TRUE(meetings.themes().empty());
  ASSERT_EQ(meetings.of_theme(id).size(), 1U);
  EXPECT_EQ(meetings.of_theme(id).front().id, held.id);
}

TEST_F(MeetingsTest, AreForgottenWithTheirTheme) {
  const auto old = theme();
  add(old, first_class);
  theme(50);
  const auto last = add(0, first_class, 50);
  EXPECT_EQ(meetings.purge(at(60)), 1);
  EXPECT_FALSE(meetings.theme(old));
  EXPECT_TRUE(meetings.by_id(last));
  EXPECT_EQ(meetings.of_class(first_class, at(0)).size(), 1U);
}

}  // namespace
}  // namespace banwei::storage
