// The budgets: nothing leaves faster than they allow, alerts pass, reactions take what is left over.
#include "bot/rate_limiter.h"

#include <gtest/gtest.h>

#include <set>

namespace banwei {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using Steady = Clock::Steady;

class RateLimiterTest : public testing::Test {
 protected:
  /// How many of `tries` sends, one each 100 ms, leave within the time.
  int leave(const Route& route, Steady::duration time) {
    int left = 0;
    const Steady end = now + time;
    for (; now < end; now += milliseconds{100}) {
      if (!pace.allows(route, now)) continue;
      pace.note(route, now);
      ++left;
    }
    return left;
  }
  static Route group(const std::string& room, SendClass send_class) { return {"bot", true, room, send_class}; }
  static Route person(const std::string& user, SendClass send_class = SendClass::answer) {
    return {"bot", false, user, send_class};
  }

  RateLimits settings;
  RateLimiter pace{settings, 7};
  Steady now{hours(100)};

  static std::chrono::hours hours(int count) { return std::chrono::hours{count}; }
};

TEST_F(RateLimiterTest, AnAccountSendsABurstAndThenOneEveryTwoSeconds) {
  int at_once = 0;
  for (int i = 0; i < 100; ++i) {
    const Route route = group("g" + std::to_string(i), SendClass::unasked);
    if (!pace.allows(route, now)) continue;
    pace.note(route, now);
    ++at_once;
  }
  EXPECT_EQ(at_once, 3);
  int later = 0;
  const Steady end = now + minutes{10};
  for (int i = 0; now < end; now += milliseconds{100}, ++i) {
    const Route route = group("h" + std::to_string(i), SendClass::unasked);
    if (!pace.allows(route, now)) continue;
    pace.note(route, now);
    ++later;
  }
  EXPECT_GE(later, 280);
  EXPECT_LE(later, 320);
}

TEST_F(RateLimiterTest, WaitsDifferFromEachOther) {
  std::set<Steady::duration> waits;
  Steady last = now;
  for (int i = 0; i < 20; ++i) {
    const Route route = group("g" + std::to_string(i), SendClass::unasked);
    while (!pace.allows(route, now)) now += milliseconds{10};
    pace.note(route, now);
    waits.insert(now - last);
    last = now;
  }
  EXPECT_GT(waits.size(), 10U);
}

TEST_F(RateLimiterTest, AnHourHasItsLimit) {
  int left = 0;
  const Steady end = now + hours(1);
  for (int i = 0; now < end; now += milliseconds{500}, ++i) {
    const Route route = group("g" + std::to_string(i), SendClass::answer);
    if (!pace.allows(route, now)) continue;
    pace.note(route, now);
    ++left;
  }
  EXPECT_EQ(left, 1200);
}

TEST_F(RateLimiterTest, AGroupHearsOneUnaskedLineAMinuteAndTwelveAnHour) {
  EXPECT_EQ(leave(group("g", SendClass::unasked), minutes{5}), 5);
  EXPECT_EQ(leave(group("g", SendClass::unasked), minutes{55}), 7);
}

TEST_F(RateLimiterTest, AnswersToCommandsAreApartFromThat) {
  EXPECT_EQ(leave(group("g", SendClass::unasked), seconds{10}), 1);
  EXPECT_EQ(leave(group("g", SendClass::answer), minutes{1}), 6);
}

TEST_F(RateLimiterTest, WhispersAreThreeSecondsApart) { EXPECT_EQ(leave(person("u"), seconds{30}), 10); }

TEST_F(RateLimiterTest, AnAlertWaitsForNothingAndIsCounted) {
  for (int i = 0; i < 50; ++i) {
    EXPECT_TRUE(pace.allows(person("u", SendClass::alert), now));
    pace.note(person("u", SendClass::alert), now);
  }
  EXPECT_FALSE(pace.allows(person("v"), now + seconds{30}));
  EXPECT_TRUE(pace.allows(person("v"), now + minutes{3}));
}

TEST_F(RateLimiterTest, AReactionTakesOnlyWhatNothingElseWants) {
  EXPECT_TRUE(pace.allows(group("g", SendClass::reaction), now));
  pace.note(group("g", SendClass::answer), now);
  EXPECT_FALSE(pace.allows(group("g", SendClass::reaction), now + seconds{1}));
  EXPECT_TRUE(pace.allows(group("g", SendClass::answer), now + seconds{1}));
  EXPECT_TRUE(pace.allows(group("g", SendClass::reaction), now + seconds{3}));
  now += seconds{3};
  EXPECT_LE(leave(group("g", SendClass::reaction), hours(1)), 600);  // Half of the hour is kept for words.
  EXPECT_TRUE(pace.allows(group("h", SendClass::answer), now + seconds{3}));
}

TEST_F(RateLimiterTest, NothingIsSavedUpForALineThatHasJustComeUp) {
  pace.reset_burst("bot", now);
  int at_once = 0;
  for (; at_once < 10 && pace.allows(group("g" + std::to_string(at_once), SendClass::unasked), now); ++at_once)
    pace.note(group("g" + std::to_string(at_once), SendClass::unasked), now);
  EXPECT_EQ(at_once, 1);
}

TEST_F(RateLimiterTest, AccountsHaveBudgetsOfTheirOwn) {
  EXPECT_EQ(leave(group("g", SendClass::unasked), milliseconds{100}), 1);
  EXPECT_TRUE(pace.allows({"other", true, "g", SendClass::unasked}, now));
}

TEST_F(RateLimiterTest, NoLimitIsNoLimit) {
  RateLimiter off{RateLimits::off(), 1};
  for (int i = 0; i < 5'000; ++i) {
    for (SendClass send_class : {SendClass::answer, SendClass::unasked, SendClass::reaction}) {
      ASSERT_TRUE(off.allows(group("g", send_class), now));
      off.note(group("g", send_class), now);
    }
    ASSERT_TRUE(off.allows(person("u"), now));
    off.note(person("u"), now);
  }
}

}  // namespace
}  // namespace banwei
