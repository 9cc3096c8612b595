// SendLog: what is known of the last hour after a kill, and where sends got nowhere.
#include "storage/send_log.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class PaceStoreTest : public testing::Test, protected World {
 protected:
  SendLog& log = stores.send_log;
};

TEST_F(PaceStoreTest, SendsComeBackWholeAndInOrder) {
  log.note({"bot", true, "100", 2, at(10)});
  log.note({"bot", false, "10001", 1, at(20)});
  const auto all = log.since(at(0));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].account, "bot");
  EXPECT_TRUE(all[0].group);
  EXPECT_EQ(all[0].room, "100");
  EXPECT_EQ(all[0].send_class, 2);
  EXPECT_EQ(all[0].at, at(10));
  EXPECT_FALSE(all[1].group);
  EXPECT_EQ(log.since(at(11)).size(), 1U);
}

TEST_F(PaceStoreTest, APurgeTakesWhatIsOld) {
  log.note({"bot", true, "100", 2, at(10)});
  log.note({"bot", true, "100", 2, at(20)});
  log.purge(at(20));
  EXPECT_EQ(log.since(at(0)).size(), 1U);
}

TEST_F(PaceStoreTest, ABreakerIsOneRowAnAccountAndRoom) {
  log.put({"bot", "", 1, at(10)});
  log.put({"bot", "100", 3, at(20)});
  log.put({"bot", "", 2, at(30)});
  const auto all = log.breakers();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].failures, 2);
  EXPECT_EQ(all[0].until, at(30));
  EXPECT_TRUE(log.clear("bot", ""));
  EXPECT_FALSE(log.clear("bot", ""));
  EXPECT_EQ(log.breakers().size(), 1U);
}

}  // namespace
}  // namespace banwei::storage
