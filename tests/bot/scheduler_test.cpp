// Acts and gaps: what falls due runs once, late within its time, and is listed when it was missed.
#include "bot/scheduler.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/storage/world.h"

namespace banwei {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

/// Two jobs a day, and a memory of what happened.
class Diary final : public Feature, public Keeps {
 public:
  std::string_view title() const override { return "diary"; }
  std::vector<ScheduledJob> jobs(Day day) override {
    ++listed;
    const auto act = [&](const char* key, minutes at, minutes catch_up) {
      return ScheduledJob{
          .key = key, .name = key, .at = at, .catch_up = catch_up, .run = [this, key, day](const Moment&) {
            if (fails) throw std::logic_error("a fault of ours");
            ran.push_back(iso(day) + " " + key);
            return Reply{};
          }};
    };
    return {act("morning", hours{8}, hours{1}), act("noon", hours{12}, minutes{10})};
  }
  std::vector<TimerKind> timers() override {
    return {{"wake", [this](const Topic&, const storage::Timer& timer, const Moment&) {
               if (fails) throw std::logic_error("a fault of ours");
               ran.push_back(timer.key);
               return Reply{};
             }}};
  }
  std::vector<Retention> retention() override {
    return {{{"pages", 30},
             [this](const Moment& before, int most) {
               if (fails) throw std::logic_error("a fault of ours");
               kept_since = iso(before.day());
               const int gone = std::min(most, old_pages);
               old_pages -= gone;
               return std::int64_t{gone};
             }},
            {{"covers", 0}, [this](const Moment&, int) { return std::int64_t{old_covers-- > 0 ? 1 : 0}; }}};
  }
  std::vector<std::string> ran;
  int listed = 0;  // How often it was asked for its jobs.
  bool fails = false;
  int old_pages = 0;
  int old_covers = 0;
  std::string kept_since;
};

class SchedulerTest : public testing::Test, protected storage::World {
 protected:
  void tick(const char* day, minutes at) { scheduler.run(zone.utc(day_from_iso(day).value() + at), step()); }

  /// The first tick of a day, and the next ones; in a hurry there is time for one slice alone.
  bool purge(const char* day, bool in_a_hurry) {
    return scheduler.purge(zone.utc(day_from_iso(day).value()), step(), [=] { return in_a_hurry; });
  }

  Scheduler::Step step() {
    return [&](const std::string&, const std::function<Reply()>& act) {
      try {
        storage::Savepoint savepoint(stores.database);
        const Reply reply = act();
        savepoint.keep();
        for (const Fact& fact : reply.facts) {
          for (const auto& late : std::get<CaughtUp>(fact).late) {
            told.push_back(late.name + (late.ran ? " late" : " missed") + " x" + std::to_string(late.count));
          }
        }
        return true;
      } catch (const std::logic_error&) {
        return false;
      }
    };
  }

  using Lines = std::vector<std::string>;
  Zone zone{"Asia/Shanghai"};
  Diary diary;
  std::vector<Feature*> features{&diary};
  Scheduler scheduler{stores, features, zone};
  Lines told;
};

TEST_F(SchedulerTest, ATimerThatNobodyDeclaresIsFound) {
  stores.schedule.set_timer("diary", "wake/1", zone.utc(day_from_iso("2020-03-11").value()), "");
  stores.schedule.set_timer("diary", "sleep/1", zone.utc(day_from_iso("2020-03-11").value()), "");
  stores.schedule.set_timer("gone", "wake", zone.utc(day_from_iso("2020-03-11").value()), "");
  const auto sorts = undeclared_timers(stores.schedule, features);
  ASSERT_EQ(sorts.size(), 2U);
  EXPECT_EQ(sorts[0].kind, "sleep");
  EXPECT_EQ(sorts[1].feature, "gone");
  stores.schedule.drop_all(sorts[0]);
  EXPECT_EQ(undeclared_timers(stores.schedule, features).size(), 1U);
}

TEST_F(SchedulerTest, AnActRunsOnceWhateverTheClockDoes) {
  tick("2020-03-11", hours{7});
  EXPECT_TRUE(diary.ran.empty());
  tick("2020-03-11", hours{8});
  tick("2020-03-11", hours{8} + minutes{1});
  tick("2020-03-11", hours{7} + minutes{59});
  tick("2020-03-11", hours{8});
  EXPECT_EQ(diary.ran, Lines{"2020-03-11 morning"});
  EXPECT_TRUE(told.empty());
}

TEST_F(SchedulerTest, ADayIsListedAgainOnlyWhenSomethingWasWrittenOrFellDue) {
  const auto listed = [&](minutes at) {
    diary.listed = 0;
    tick("2020-03-11", at);
    return diary.listed > 0;
  };
  EXPECT_TRUE(listed(hours{7}));
  EXPECT_FALSE(listed(hours{7} + minutes{1}));
  stores.schedule.set_timer("diary", "wake/1", zone.utc(day_from_iso("2020-03-12").value()), "");
  EXPECT_TRUE(listed(hours{7} + minutes{2})) << "another order of the day may have been written";
  {
    const storage::Savepoint undone(stores.database);
    stores.schedule.cancel_timer("diary", "wake/1");
  }
  EXPECT_TRUE(listed(hours{7} + minutes{3}));
  EXPECT_FALSE(listed(hours{7} + minutes{4}));
  scheduler.retain({});
  EXPECT_TRUE(listed(hours{7} + minutes{5}));
  EXPECT_FALSE(listed(hours{7} + minutes{6}));
  EXPECT_TRUE(listed(hours{7} + minutes{4})) << "the clock went back";
  tick("2020-03-11", hours{7} + minutes{59});
  EXPECT_TRUE(listed(hours{8}));
  EXPECT_EQ(diary.ran, Lines{"2020-03-11 morning"});
}

TEST_F(SchedulerTest, WhatWasDueBeforeTheFirstStartIsNoBusinessOfOurs) {
  tick("2020-03-11", hours{8} + minutes{30});
  EXPECT_TRUE(diary.ran.empty());
  EXPECT_TRUE(told.empty());
}

TEST_F(SchedulerTest, AfterAGapAnActRunsLateOnceOrIsListedAsMissed) {
  tick("2020-03-11", hours{7});
  tick("2020-03-11", hours{12} + minutes{5});
  EXPECT_EQ(diary.ran, Lines{"2020-03-11 noon"}) << "the morning is over";
  EXPECT_EQ(told, (Lines{"morning missed x1", "noon late x1"}));
  tick("2020-03-11", hours{12} + minutes{6});
  EXPECT_EQ(told.size(), 2U) << "told once";
}

TEST_F(SchedulerTest, DaysThatWereSleptThroughAreListedAndTheDayItselfGoesOn) {
  tick("2020-03-11", hours{13});
  tick("2020-03-13", hours{8} + minutes{1});
  EXPECT_EQ(diary.ran, Lines{"2020-03-13 morning"});
  EXPECT_EQ(told, (Lines{"morning missed x1", "noon missed x1"}));
  tick("2020-03-23", hours{7});
  EXPECT_EQ(told.size(), 8U) << "three days at most";
}

TEST_F(SchedulerTest, AnActThatFailsIsMissedAndNotRepeated) {
  tick("2020-03-11", hours{7});
  diary.fails = true;
  tick("2020-03-11", hours{8});
  diary.fails = false;
  tick("2020-03-11", hours{8} + minutes{1});
  EXPECT_TRUE(diary.ran.empty());
  EXPECT_EQ(told, Lines{"morning missed x1"});
}

TEST_F(SchedulerTest, ATimerThatFailsIsTriedAgainAndNeverLost) {
  const Utc noon = zone.utc(day_from_iso("2020-03-11").value() + hours{12});
  tick("2020-03-11", hours{11});
  stores.schedule.set_timer("diary", "wake/1", noon, "");
  diary.fails = true;
  tick("2020-03-11", hours{12});
  diary.fails = false;
  tick("2020-03-11", hours{12} + minutes{4});
  EXPECT_EQ(std::count(diary.ran.begin(), diary.ran.end(), "wake/1"), 0);
  tick("2020-03-11", hours{12} + minutes{5});
  tick("2020-03-11", hours{12} + minutes{6});
  EXPECT_EQ(std::count(diary.ran.begin(), diary.ran.end(), "wake/1"), 1);
}

TEST_F(SchedulerTest, APurgeGoesInSlicesAndOnFromThereAndOnceADay) {
  diary.old_pages = 500;
  diary.old_covers = 1;
  const auto purge = [&](const char* day) { return this->purge(day, true); };
  EXPECT_TRUE(purge("2020-03-11"));
  EXPECT_EQ(diary.kept_since, "2020-02-10");
  EXPECT_EQ(diary.old_pages, 300);
  EXPECT_EQ(diary.old_covers, 1) << "one sort after the other";
  int ticks = 1;
  while (purge("2020-03-11") && ticks < 20) ++ticks;
  EXPECT_EQ(ticks, 7) << "500 pages in three and an empty one, a cover and an empty one, the house";
  EXPECT_EQ(diary.old_pages, 0);
  EXPECT_LE(diary.old_covers, 0);
  diary.old_pages = 1;
  EXPECT_FALSE(purge("2020-03-11"));
  EXPECT_TRUE(purge("2020-03-12"));
  EXPECT_EQ(diary.old_pages, 0);
}

TEST_F(SchedulerTest, ASortThatFailsIsLeftToTheNextNightAndHoldsNoOtherUp) {
  diary.fails = true;
  diary.old_pages = diary.old_covers = 1;
  EXPECT_TRUE(purge("2020-03-11", false));
  EXPECT_EQ(diary.old_pages, 1);
  EXPECT_LE(diary.old_covers, 0);
  diary.fails = false;
  EXPECT_FALSE(purge("2020-03-11", false));
  EXPECT_TRUE(purge("2020-03-12", false));
  EXPECT_EQ(diary.old_pages, 0);
}

TEST_F(SchedulerTest, ASortThatHasNoEndIsLeftToTheNextNightAndHoldsNoOtherUp) {
  diary.old_pages = 1'000'000'000;
  diary.old_covers = 1;
  int ticks = 1;
  while (purge("2020-03-11", false) && ticks < 20) ++ticks;
  EXPECT_LT(ticks, 20);
  EXPECT_LE(diary.old_covers, 0);
  const int left = diary.old_pages;
  EXPECT_GT(left, 0);
  EXPECT_TRUE(purge("2020-03-12", false));
  EXPECT_LT(diary.old_pages, left);
}

TEST_F(SchedulerTest, ATimerOfNobodyIsForgotten) {
  stores.schedule.set_timer("gone", "x", zone.utc(day_from_iso("2020-03-11").value()), "");
  tick("2020-03-11", hours{11});
  EXPECT_FALSE(stores.schedule.next_due());
}

}  // namespace
}  // namespace banwei
