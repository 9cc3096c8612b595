// A deadline after an outage of ours.
#include "handlers/common/outage.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

class OutageTest : public testing::Test, protected storage::World {
 protected:
  Utc after(minutes from, minutes to) {
    stores.gaps.record_lost("100", due + from, due + to);
    return due_after_outage(stores.gaps, "100", due);
  }

  const Utc due{std::chrono::seconds{1'583'895'600}};
};

TEST_F(OutageTest, WithoutOneNothingMoves) { EXPECT_EQ(due_after_outage(stores.gaps, "100", due), due); }

TEST_F(OutageTest, HalfAnHourIsLeftToAnswerOnceMore) {
  EXPECT_EQ(after(minutes{-20}, minutes{-10}), due + minutes{20});
  EXPECT_EQ(after(minutes{-5}, hours{2}), due + hours{2} + minutes{30}) << "the last one counts";
}

TEST_F(OutageTest, OneThatLeavesTimeEnoughMovesNothing) {
  EXPECT_EQ(after(minutes{-50}, minutes{-30}), due);
  EXPECT_EQ(after(minutes{-300}, minutes{-61}), due);
}

TEST_F(OutageTest, OneAfterTheDeadlineMovesNothing) { EXPECT_EQ(after(minutes{1}, minutes{30}), due); }

TEST_F(OutageTest, OtherRoomsAndNoRoomAreNotMoved) {
  after(minutes{-5}, minutes{5});
  EXPECT_EQ(due_after_outage(stores.gaps, "200", due), due);
  EXPECT_EQ(due_after_outage(stores.gaps, "", due), due);
}

}  // namespace
}  // namespace banwei
