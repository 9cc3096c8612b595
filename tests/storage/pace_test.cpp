// Pace: what is known of the last hour after a kill, and where sends got nowhere.
#include "storage/pace.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class PaceStoreTest : public testing::Test, protected World {
 protected:
  Pace& pace = stores.pace;
};

TEST_F(PaceStoreTest, SendsComeBackWholeAndInOrder) {
  pace.note({"bot", true, "100", 2, at(10)});
  pace.note({"bot", false, "10001", 1, at(20)});
  const auto all = pace.since(at(0));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].account, "bot");
  EXPECT_TRUE(all[0].group);
  EXPECT_EQ(all[0].room, "100");
  EXPECT_EQ(all[0].send_class, 2);
  EXPECT_EQ(all[0].at, at(10));
  EXPECT_FALSE(all[1].group);
  EXPECT_EQ(pace.since(at(11)).size(), 1U);
}

TEST_F(PaceStoreTest, APurgeTakesWhatIsOld) {
  pace.note({"bot", true, "100", 2, at(10)});
  pace.note({"bot", true, "100", 2, at(20)});
  pace.purge(at(20));
  EXPECT_EQ(pace.since(at(0)).size(), 1U);
}

TEST_F(PaceStoreTest, ABreakerIsOneRowAnAccountAndRoom) {
  pace.put({"bot", "", 1, at(10)});
  pace.put({"bot", "100", 3, at(20)});
  pace.put({"bot", "", 2, at(30)});
  const auto all = pace.breakers();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].failures, 2);
  EXPECT_EQ(all[0].until, at(30));
  EXPECT_TRUE(pace.clear("bot", ""));
  EXPECT_FALSE(pace.clear("bot", ""));
  EXPECT_EQ(pace.breakers().size(), 1U);
}

}  // namespace
}  // namespace banwei::storage
