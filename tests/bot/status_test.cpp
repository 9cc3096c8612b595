// What the bot says of itself: counts and times, and nothing of anybody.
#include "bot/status.h"

#include <gtest/gtest.h>

#include "tests/chat/world.h"

namespace banwei {
namespace {

constexpr Utc noon{std::chrono::seconds{1'583'900'000}};

TEST(Status, TheFilesFiguresAreThoseOfItsRows) {
  tests::World world;
  EXPECT_EQ(
      file_status(world.stores(), world.clock.wall()).dump(),
      R"({"alerts":{"open":0,"told_nobody":0,"oldest_open_s":null},"classes_without_a_second_teacher":0,)"
      R"("outbox":{"waiting":0,"sending":0,"sent":0,"failed":0,"unknown":0,"retracted":0},"oldest_unsent_s":null,)"
      R"("dead_letters":0,"held":0,"last_heard":null,"next_due":null})");

  world.add_class("机电1901", "g");
  world.add_person("1", "张三", "机电1901", Role::student);
  world.add_person("T1", "王敏", "机电1901", Role::counsellor);
  world.hear({.place = Place::group, .room = "g", .user = "u1", .content = plain("38.6")});
  const auto before = world.clock.wall();
  world.clock.set(before + std::chrono::seconds{90});
  const auto status = file_status(world.stores(), world.clock.wall());
  EXPECT_GT(status["outbox"]["waiting"], 0);  // The line never came up.
  EXPECT_EQ(status["oldest_unsent_s"], 90);
  EXPECT_EQ(status["last_heard"], before.time_since_epoch().count());
  EXPECT_GT(status["next_due"], before.time_since_epoch().count());
  EXPECT_EQ(status.dump().find("张三"), std::string::npos);
  EXPECT_EQ(status.dump().find("38"), std::string::npos);
}

TEST(Status, ALineIsFollowedUpAndDown) {
  Arrivals arrivals(noon);
  EXPECT_EQ(arrivals.status(noon)["gateway"].dump(), "[]");
  EXPECT_FALSE(arrivals.up());
  arrivals.note(LinkUp{.account = "10000", .friends = {{"1", "2"}}}, noon);
  auto status = arrivals.status(noon + std::chrono::seconds{5});
  EXPECT_EQ(status["uptime_s"], 5);
  EXPECT_EQ(status["gateway"].dump(), R"([{"account":"10000","up":true,"since":1583900000,"why":"","friends":2}])");
  EXPECT_TRUE(arrivals.up());
  arrivals.note(LinkDown{"it broke", "10000"}, noon + std::chrono::seconds{7});
  EXPECT_FALSE(arrivals.up());
  status = arrivals.status(noon + std::chrono::seconds{8});
  EXPECT_EQ(status["gateway"].dump(),
            R"([{"account":"10000","up":false,"since":1583900007,"why":"it broke","friends":null}])");
}

TEST(Status, AFriendListThatComesLateIsCounted) {
  Arrivals arrivals(noon);
  arrivals.note(LinkUp{.account = "10000"}, noon);
  EXPECT_TRUE(arrivals.status(noon)["gateway"][0]["friends"].is_null());
  arrivals.note(Friends{.account = "10000", .friends = {"1"}}, noon);
  EXPECT_EQ(arrivals.status(noon)["gateway"][0]["friends"], 1);
}

TEST(Status, AnAccountThatWasNeverHereTakesThePlaceOfTheOneThatWentLast) {
  Arrivals arrivals(noon);
  for (const char* account : {"1", "2", "3"}) arrivals.note(LinkUp{.account = account}, noon);
  arrivals.note(LinkDown{"a person must log in", "2"}, noon + std::chrono::seconds{7});
  arrivals.note(LinkUp{.account = "3"}, noon + std::chrono::seconds{8});
  EXPECT_FALSE(arrivals.up()) << "that one has its own place";
  arrivals.note(LinkUp{.account = "4"}, noon + std::chrono::seconds{9});
  EXPECT_TRUE(arrivals.up());
  EXPECT_EQ(arrivals.status(noon)["gateway"].size(), 3U);
  arrivals.note(LinkDown{"it broke", "4"}, noon + std::chrono::seconds{10});
  arrivals.note(LinkUp{.account = "2"}, noon + std::chrono::seconds{11});
  EXPECT_TRUE(arrivals.up()) << "and back";
}

TEST(Status, HealthSaysEachThingThatIsWrong) {
  EXPECT_TRUE(troubles({}).empty());
  EXPECT_TRUE(troubles({.still = std::chrono::seconds{9}}).empty());
  const auto all = troubles({.file = storage::FileState::refused, .line_up = false, .still = std::chrono::seconds{11}});
  ASSERT_EQ(all.size(), 3U);
  EXPECT_NE(all[0].find("make room"), std::string::npos);
  EXPECT_NE(all[1].find("no line"), std::string::npos);
  EXPECT_NE(all[2].find("restart"), std::string::npos);
}

}  // namespace
}  // namespace banwei
