// A reading of somebody who is not in the roster yet waits a day for its sender and is then stored as it was said.
#include <gtest/gtest.h>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

Message reading(const World& world) {
  Message message;
  message.place = Place::group;
  message.room = "g";
  message.user = "u77";
  message.sent = world.clock.wall();
  message.content = plain("36.5");
  return message;
}

TEST(Held, AReadingJoinsWhenItsSenderIsInTheRoster) {
  World world;
  world.add_class("甲", "g");
  world.connect();
  const Message said = reading(world);
  world.hear(said);
  EXPECT_TRUE(world.take_sent().empty());
  const Person late = world.add_person("77", "许诺", "甲", Role::student);
  world.restart();
  const auto stored = world.stores().readings.of_day(late.id, world.zone.at(said.sent).day());
  ASSERT_EQ(stored.size(), 1U);
  EXPECT_EQ(stored.front().centi, 3650);
  EXPECT_EQ(stored.front().sent, said.sent);
}

TEST(Held, ADayLaterItIsForgotten) {
  World world;
  world.add_class("甲", "g");
  world.connect();
  const Message said = reading(world);
  world.hear(said);
  world.clock.set(said.sent + std::chrono::hours{25});
  const Person late = world.add_person("77", "许诺", "甲", Role::student);
  world.restart();
  EXPECT_TRUE(world.stores().readings.of_day(late.id, world.zone.at(said.sent).day()).empty());
}

}  // namespace
}  // namespace banwei::tests
