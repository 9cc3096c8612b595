// Schedule: an occurrence once, a timer at its moment.
#include "storage/schedule.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class ScheduleTest : public testing::Test, protected World {
 protected:
  std::vector<std::string> due(std::int64_t now, int limit = 10) {
    std::vector<std::string> keys;
    for (const Timer& timer : schedule.due(at(now), limit)) keys.push_back(timer.key);
    return keys;
  }

  bool claim(const std::string& job, const std::string& key, std::int64_t now, bool missed) {
    return schedule.claim({.job = job, .key = key, .due = at(now)}, at(now), missed);
  }

  Schedule& schedule = stores.schedule;
};

using Keys = std::vector<std::string>;

TEST_F(ScheduleTest, AnOccurrenceIsClaimedOnce) {
  EXPECT_TRUE(claim("temperature/close", "2020-03-11", 100, false));
  EXPECT_FALSE(claim("temperature/close", "2020-03-11", 100, false));
  EXPECT_FALSE(claim("temperature/close", "2020-03-11", 50, true));  // Whatever the clock does.
  EXPECT_TRUE(claim("temperature/close", "2020-03-12", 100, true));
  EXPECT_FALSE(claim("temperature/close", "2020-03-12", 200, false));  // Missed is missed.
  EXPECT_TRUE(claim("temperature/open", "2020-03-11", 100, false));
  EXPECT_EQ(count("SELECT count(*) FROM occurrences WHERE missed = 1"), 1);
}

TEST_F(ScheduleTest, OldOccurrencesArePurged) {
  claim("job", "1", 99, false);
  claim("job", "2", 100, false);
  schedule.purge(at(100));
  EXPECT_TRUE(claim("job", "1", 200, false));
  EXPECT_FALSE(claim("job", "2", 200, false));
}

TEST_F(ScheduleTest, TimersComeWhenDueEarliestFirst) {
  EXPECT_FALSE(schedule.next_due());
  schedule.set_timer("temperature", "late", at(300), "{}");
  schedule.set_timer("temperature", "early", at(100), R"({"a":1})");
  schedule.set_timer("attendance", "middle", at(200), "{}");
  EXPECT_EQ(schedule.next_due(), at(100));
  EXPECT_EQ(due(99), Keys{});
  EXPECT_EQ(due(200), (Keys{"early", "middle"}));
  EXPECT_EQ(due(400, 2), (Keys{"early", "middle"}));
  const Timer first = schedule.due(at(100), 1).at(0);
  EXPECT_EQ(first.feature, "temperature");
  EXPECT_EQ(first.due, at(100));
  EXPECT_EQ(first.payload, R"({"a":1})");
  schedule.drop(first.id);
  EXPECT_EQ(schedule.next_due(), at(200));
}

TEST_F(ScheduleTest, SettingAgainMovesIt) {
  schedule.set_timer("temperature", "recheck", at(100), "old");
  schedule.set_timer("attendance", "recheck", at(100), "other");
  schedule.set_timer("temperature", "recheck", at(200), "new");
  const auto timers = schedule.due(at(300), 10);
  ASSERT_EQ(timers.size(), 2U);
  EXPECT_EQ(timers.at(0).feature, "attendance");
  EXPECT_EQ(timers.at(1).due, at(200));
  EXPECT_EQ(timers.at(1).payload, "new");
}

TEST_F(ScheduleTest, ATimerSetAgainWhileItFiresSurvivesItsDrop) {
  schedule.set_timer("temperature", "recheck", at(100), "");
  const Timer fired = schedule.due(at(100), 1).at(0);
  schedule.set_timer("temperature", "recheck", at(200), "");
  schedule.drop(fired.id);
  EXPECT_EQ(schedule.next_due(), at(200));
}

TEST_F(ScheduleTest, CancelTakesThatOneOnly) {
  schedule.set_timer("temperature", "a", at(100), "");
  schedule.set_timer("temperature", "b", at(100), "");
  schedule.set_timer("attendance", "a", at(100), "");
  schedule.cancel_timer("temperature", "a");
  schedule.cancel_timer("temperature", "none");
  EXPECT_EQ(schedule.due(at(100), 10).size(), 2U);
}

}  // namespace
}  // namespace banwei::storage
