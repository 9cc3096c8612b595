// Gaps: what is to be looked up grows and ends; holes are found by time.
#include "storage/gaps.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class GapsTest : public testing::Test, protected World {
 protected:
  void look(const std::string& room, int from, int to, int due, bool away = true) {
    gaps.add({.account = "bot", .room = room, .from = at(from), .to = at(to), .due = at(due), .away = away});
  }
  Gaps& gaps = stores.gaps;
};

TEST_F(GapsTest, ALineThatWasNeverSeenWasNotAway) {
  EXPECT_FALSE(gaps.down_since("bot"));
  gaps.note("bot", at(10), true);
  EXPECT_FALSE(gaps.down_since("bot"));
  gaps.note("bot", at(20), false);
  EXPECT_EQ(gaps.down_since("bot"), at(20));
}

TEST_F(GapsTest, AfterAStartEveryLineIsDownSinceItWasLastAlive) {
  gaps.note("bot", at(10), true);
  gaps.all_down();
  EXPECT_EQ(gaps.down_since("bot"), at(10));
}

TEST_F(GapsTest, ARoomThatWaitsGrowsToHoldBoth) {
  look("100", 50, 60, 60, false);
  look("100", 40, 55, 70);
  const auto gap = gaps.find("bot", "100");
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->from, at(40));
  EXPECT_EQ(gap->to, at(60));
  EXPECT_EQ(gap->due, at(70));
  EXPECT_TRUE(gap->away);
}

TEST_F(GapsTest, TheNextIsTheFirstThatIsDue) {
  look("200", 0, 10, 20);
  look("100", 0, 10, 30);
  EXPECT_FALSE(gaps.next("bot", at(19)));
  EXPECT_FALSE(gaps.next("other", at(99)));
  EXPECT_EQ(gaps.next("bot", at(30))->room, "200");
  gaps.again(*gaps.find("bot", "200"), at(50));
  EXPECT_EQ(gaps.find("bot", "200")->tries, 1);
  EXPECT_EQ(gaps.next("bot", at(30))->room, "100");
  gaps.done("bot", "100");
  EXPECT_FALSE(gaps.next("bot", at(30)));
}

TEST_F(GapsTest, AHoleIsFoundByTheTimeItOverlaps) {
  gaps.record_lost("100", at(10), at(20));
  gaps.record_lost("100", at(30), at(40));
  EXPECT_FALSE(gaps.lost_until("100", at(21), at(29)));
  EXPECT_EQ(gaps.lost_until("100", at(15), at(29)), at(20));
  EXPECT_EQ(gaps.lost_until("100", at(0), at(99)), at(40));
  EXPECT_FALSE(gaps.lost_until("200", at(0), at(99)));
  gaps.purge(at(30));
  EXPECT_FALSE(gaps.lost_until("100", at(0), at(25)));
}

}  // namespace
}  // namespace banwei::storage
