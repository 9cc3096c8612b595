// The budgets: nothing leaves faster than they allow, alerts pass, reactions take what is left over.
#include "bot/pace.h"

#include <gtest/gtest.h>

#include <set>

namespace banwei {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Steady = Clock::Steady;

class PaceTest : public testing::Test {
 protected:
  /// How many of `tries` sends, one each 100 ms, leave within the time.
  int leave(const Way& way, Steady::duration time) {
    int left = 0;
    const Steady end = now + time;
    for (; now < end; now += milliseconds{100}) {
      if (!pace.allows(way, now)) continue;
      pace.note(way, now);
      ++left;
    }
    return left;
  }
  static Way group(const std::string& room, Lane lane) { return {"bot", true, room, lane}; }
  static Way person(const std::string& user, Lane lane = Lane::answer) { return {"bot", false, user, lane}; }

  PaceSettings settings;
  Pace pace{settings, 7};
  Steady now{hours(100)};

  static std::chrono::hours hours(int count) { return std::chrono::hours{count}; }
};

TEST_F(PaceTest, AnAccountSendsABurstAndThenOneEveryTwoSeconds) {
  int at_once = 0;
  for (int i = 0; i < 100; ++i) {
    const Way way = group("g" + std::to_string(i), Lane::unasked);
    if (!pace.allows(way, now)) continue;
    pace.note(way, now);
    ++at_once;
  }
  EXPECT_EQ(at_once, 3);
  int later = 0;
  const Steady end = now + minutes{10};
  for (int i = 0; now < end; now += milliseconds{100}, ++i) {
    const Way way = group("h" + std::to_string(i), Lane::unasked);
    if (!pace.allows(way, now)) continue;
    pace.note(way, now);
    ++later;
  }
  EXPECT_GE(later, 280);
  EXPECT_LE(later, 320);
}

TEST_F(PaceTest, WaitsDifferFromEachOther) {
  std::set<Steady::duration> waits;
  Steady last = now;
  for (int i = 0; i < 20; ++i) {
    const Way way = group("g" + std::to_string(i), Lane::unasked);
    while (!pace.allows(way, now)) now += milliseconds{10};
    pace.note(way, now);
    waits.insert(now - last);
    last = now;
  }
  EXPECT_GT(waits.size(), 10U);
}

TEST_F(PaceTest, AnHourHasItsLimit) {
  int left = 0;
  const Steady end = now + hours(1);
  for (int i = 0; now < end; now += milliseconds{500}, ++i) {
    const Way way = group("g" + std::to_string(i), Lane::answer);
    if (!pace.allows(way, now)) continue;
    pace.note(way, now);
    ++left;
  }
  EXPECT_EQ(left, 1200);
}

TEST_F(PaceTest, AGroupHearsOneUnaskedLineAMinuteAndTwelveAnHour) {
  EXPECT_EQ(leave(group("g", Lane::unasked), minutes{5}), 5);
  EXPECT_EQ(leave(group("g", Lane::unasked), minutes{55}), 7);
}

TEST_F(PaceTest, AnswersToCommandsAreApartFromThat) {
  EXPECT_EQ(leave(group("g", Lane::unasked), seconds{10}), 1);
  EXPECT_EQ(leave(group("g", Lane::answer), minutes{1}), 6);
}

TEST_F(PaceTest, WhispersAreThreeSecondsApart) { EXPECT_EQ(leave(person("u"), seconds{30}), 10); }

TEST_F(PaceTest, AnAlertWaitsForNothingAndIsCounted) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(pace.allows(person("u", Lane::alert), now));
    pace.note(person("u", Lane::alert), now);
  }
  EXPECT_FALSE(pace.allows(person("v"), now + seconds{30}));
  EXPECT_TRUE(pace.allows(person("v"), now + minutes{3}));
}

TEST_F(PaceTest, AReactionTakesOnlyWhatNothingElseWants) {
  EXPECT_TRUE(pace.allows(group("g", Lane::reaction), now));
  pace.note(group("g", Lane::answer), now);
  EXPECT_FALSE(pace.allows(group("g", Lane::reaction), now + seconds{1}));
  EXPECT_TRUE(pace.allows(group("g", Lane::answer), now + seconds{1}));
  EXPECT_TRUE(pace.allows(group("g", Lane::reaction), now + seconds{3}));
  now += seconds{3};
  EXPECT_LE(leave(group("g", Lane::reaction), hours(1)), 600);  // half of the hour is kept for words
  EXPECT_TRUE(pace.allows(group("h", Lane::answer), now + seconds{3}));
}

TEST_F(PaceTest, NothingIsSavedUpForALineThatHasJustComeUp) {
  pace.calm("bot", now);
  int at_once = 0;
  for (; at_once < 10 && pace.allows(group("g" + std::to_string(at_once), Lane::unasked), now); ++at_once)
    pace.note(group("g" + std::to_string(at_once), Lane::unasked), now);
  EXPECT_EQ(at_once, 1);
}

TEST_F(PaceTest, AccountsHaveBudgetsOfTheirOwn) {
  EXPECT_EQ(leave(group("g", Lane::unasked), milliseconds{100}), 1);
  EXPECT_TRUE(pace.allows({"other", true, "g", Lane::unasked}, now));
}

TEST_F(PaceTest, NoLimitIsNoLimit) {
  Pace off{PaceSettings::off(), 1};
  for (int i = 0; i < 5'000; ++i) {
    for (Lane lane : {Lane::answer, Lane::unasked, Lane::reaction}) {
      ASSERT_TRUE(off.allows(group("g", lane), now));
      off.note(group("g", lane), now);
    }
    ASSERT_TRUE(off.allows(person("u"), now));
    off.note(person("u"), now);
  }
}

}  // namespace
}  // namespace banwei
