// A wall clock that goes wrong and comes right again, and messages whose date cannot be.
#include <gtest/gtest.h>

#include "bot/timekeeper.h"
#include "storage/upkeep.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct TimekeeperTest : testing::Test {
  HandClock clock;
  Log log{Log::Out{[](Log::Level, std::string_view) {}}};
  Timekeeper keeper{clock, log};
};

TEST_F(TimekeeperTest, AJumpIsDoubtedUntilItHasHeldForTenMinutes) {
  const Utc began = keeper.time();
  clock.jump(days{400});
  EXPECT_EQ(keeper.time(), began);
  EXPECT_TRUE(keeper.doubts());
  clock.pass(minutes{10} - seconds{1});
  EXPECT_EQ(keeper.time(), began + minutes{10} - seconds{1}) << "time goes on from what was believed";
  clock.pass(seconds{1});
  EXPECT_EQ(keeper.time(), clock.wall());
  EXPECT_FALSE(keeper.doubts());
}

TEST_F(TimekeeperTest, AWrongClockThatComesRightWasNeverBelieved) {
  const Utc began = keeper.time();
  for (const seconds wrong : {seconds{days{400}}, -seconds{days{400}}, seconds{hours{2}}}) {
    clock.jump(wrong);
    EXPECT_EQ(keeper.time(), began);
    clock.jump(-wrong);
    EXPECT_EQ(keeper.time(), began);
    EXPECT_FALSE(keeper.doubts());
  }
}

TEST_F(TimekeeperTest, AClockThatKeepsJumpingIsNeverBelieved) {
  const Utc began = keeper.time();
  for (int i = 1; i <= 6; ++i) {
    clock.jump(days{i});
    clock.pass(minutes{9});
    EXPECT_EQ(keeper.time(), began + i * minutes{9});
  }
}

TEST_F(TimekeeperTest, WhatClocksDoIsBelieved) {
  (void)keeper.time();
  for (const seconds step : {seconds{minutes{59}}, -seconds{minutes{59}}, seconds{1}}) {
    clock.jump(step);
    EXPECT_EQ(keeper.time(), clock.wall());
  }
  clock.pass(days{3});  // The machine slept.
  EXPECT_EQ(keeper.time(), clock.wall());
  EXPECT_FALSE(keeper.doubts());
}

TEST_F(TimekeeperTest, AMoveOnPurposeIsBelievedAtOnceAndEndsADoubt) {
  (void)keeper.time();
  clock.move(days{7});
  EXPECT_EQ(keeper.time(), clock.wall());
  EXPECT_FALSE(keeper.doubts());
  clock.jump(days{400});
  (void)keeper.time();
  ASSERT_TRUE(keeper.doubts());
  clock.move(hours{1});
  EXPECT_EQ(keeper.time(), clock.wall());
  EXPECT_FALSE(keeper.doubts());
}

TEST_F(TimekeeperTest, AnAdminMaySayThatItIsRight) {
  (void)keeper.time();
  clock.jump(days{400});
  (void)keeper.time();
  keeper.believe();
  EXPECT_EQ(keeper.time(), clock.wall());
  EXPECT_FALSE(keeper.doubts());
}

TEST_F(TimekeeperTest, AWallADayBeforeTheLastCommitIsDoubtedAtStart) {
  const Utc last = clock.wall() + days{2};
  keeper.start(last);
  EXPECT_EQ(keeper.time(), last);
  EXPECT_TRUE(keeper.doubts());
  clock.pass(minutes{10});
  EXPECT_EQ(keeper.time(), clock.wall());

  Timekeeper another(clock, log);
  another.start(clock.wall() + hours{23});
  EXPECT_EQ(another.time(), clock.wall());
}

class ClockTest : public testing::Test {
 protected:
  ClockTest() {
    world.add_class("甲", "g");
    student = world.add_person("1", "张三", "甲", Role::student);
    monitor = world.add_person("2", "陈思远", "甲", Role::monitor);
    teacher = world.add_person("T1", "王敏", "甲", Role::counsellor);
    world.clock.set(at(9, 30));
    world.connect();
    world.pass_to(at(9, 31));
  }

  Utc at(int hour, int minute) {
    return world.zone.utc(day_from_iso("2020-03-11").value() + hours{hour} + minutes{minute});
  }
  void says(const Person& who, Place place, std::string words, Utc sent = {}) {
    world.hear({.place = place,
                .room = place == Place::group ? "g" : who.account,
                .user = who.account,
                .sent = sent,
                .content = plain(std::move(words))});
  }
  /// The words that reached the target since the last look, one after another.
  std::string heard(std::string_view target) {
    std::string all;
    for (const World::Sent& sent : world.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send == nullptr || send->target != target) continue;
      for (const Part& part : send->content) all += part.value;
    }
    return all;
  }
  /// How many readings of the day came in, whether another took their place or not.
  std::int64_t stored(const char* day) {
    auto rows = world.stores().database.query("SELECT count(*) FROM readings WHERE day = $1", std::string_view(day));
    return rows.next() ? rows.integer(0) : 0;
  }
  /// What the wall's clock does alone for four seconds, with a tick a second.
  void wrong_for_a_moment(seconds by) {
    world.clock.jump(by);
    for (int i = 0; i < 4; ++i) world.pass_to(world.clock.wall() + seconds{1});
    world.clock.jump(-by);
    world.pass_to(world.clock.wall() + seconds{1});
  }

  World world;
  Person student, monitor, teacher;
};

TEST_F(ClockTest, AClockThatIsWrongForAMomentMovesNoReminderAndUsesNoneUp) {
  says(monitor, Place::group, "每天13:00提醒大家开窗");
  says(student, Place::direct, "明天9点提醒我交表");
  (void)world.take_sent();
  const auto daily = world.stores().reminders.by_id(1)->next;
  const auto once = world.stores().reminders.by_id(2)->next;
  ASSERT_TRUE(daily && once);
  for (const seconds wrong : {seconds{days{400}}, -seconds{days{400}}}) {
    wrong_for_a_moment(wrong);
    EXPECT_TRUE(world.take_sent().empty());
    EXPECT_EQ(world.stores().reminders.by_id(1)->next, daily);
    EXPECT_EQ(world.stores().reminders.by_id(2)->next, once);
  }
  world.pass_to(at(13, 0));
  EXPECT_NE(heard("g").find("开窗"), std::string::npos);
  world.pass_to(at(33, 0));
  EXPECT_NE(heard(student.account).find("交表"), std::string::npos);
}

TEST_F(ClockTest, AClockThatIsWrongForAMomentPurgesNothing) {
  says(student, Place::group, "36.5");
  says(student, Place::direct, "365");  // A question is open.
  world.stores().inbox.hold("u9", "g", "{}", world.clock.wall());
  const auto rows = [&] { return storage::row_counts(world.stores().database); };
  auto before = rows();
  wrong_for_a_moment(days{400});
  auto after = rows();
  for (const char* table : {"seen", "held", "questions", "readings", "timers", "parcels"}) {
    EXPECT_EQ(after.at(table), before.at(table)) << table;
  }
  EXPECT_NE(world.stores().readings.of_day(student.id, day_from_iso("2020-03-11").value()).front().text, "");
}

TEST_F(ClockTest, WhileTheClockIsInDoubtReportsAndAlertsWork) {
  world.clock.jump(days{400});
  says(student, Place::group, "36.5", at(9, 31));
  EXPECT_EQ(stored("2020-03-11"), 1);
  says(student, Place::direct, "38.6", at(9, 32));
  EXPECT_NE(heard(teacher.account).find("38.6"), std::string::npos);
  EXPECT_EQ(stored("2020-03-11"), 2);
  EXPECT_TRUE(world.desk().doubts_clock());
}

TEST_F(ClockTest, AMessageFromTheFutureOrLongAgoCountsAsSaidWhenItCame) {
  constexpr Utc year_5138{seconds{99'999'999'999}};
  for (const Utc sent : {at(15 + 24, 0), at(9, 50), Utc{seconds{5}}, year_5138, at(9, 31) - days{8}}) {
    says(student, Place::group, "36." + std::to_string(stored("2020-03-11") + 1), sent);
  }
  EXPECT_EQ(stored("2020-03-11"), 5);
  for (const auto& reading : world.stores().readings.of_day(student.id, day_from_iso("2020-03-11").value())) {
    EXPECT_EQ(reading.sent, world.clock.wall());
  }
  says(student, Place::group, "36.9", at(9, 33));  // Clocks differ a little.
  says(student, Place::group, "36.8", at(9, 30) - days{1});
  EXPECT_EQ(stored("2020-03-11"), 6);
  EXPECT_EQ(stored("2020-03-10"), 1) << "one that is told late counts for its own day";
}

TEST_F(ClockTest, AMessageWithAnImpossibleDateIsHeardOnceHoweverOftenItComes) {
  Message message{.place = Place::group, .room = "g", .user = student.account, .id = "m-x", .content = plain("36.5")};
  message.sent = at(15 + 24, 0);
  world.hear(message);
  world.pass_to(at(9, 40));
  world.hear(message);
  EXPECT_EQ(stored("2020-03-11"), 1);
}

}  // namespace
}  // namespace banwei::tests
