// Inbox: a message is seen once in 48 h; what waits for its sender is taken once.
#include "storage/inbox.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

constexpr std::int64_t hours = 3600;

class InboxTest : public testing::Test, protected World {
 protected:
  static MessageKey key(std::string message, std::int64_t hash) {
    return {.account = "1", .room = "100", .user = "10001", .message = std::move(message), .text_hash = hash};
  }

  /// As the desk does: what is not known is marked.
  Sight see(const MessageKey& key, Utc now) {
    const Sight sight = inbox.sight_of(key, now);
    if (sight != Sight::seen) inbox.mark(key, now);
    return sight;
  }

  Inbox& inbox = stores.inbox;
};

TEST_F(InboxTest, TheSameMessageIsSeenForTwoDays) {
  EXPECT_EQ(see(key("a", 1), at(0)), Sight::fresh);
  EXPECT_EQ(see(key("a", 1), at(0)), Sight::seen);
  EXPECT_EQ(see(key("a", 1), at(48 * hours)), Sight::seen);
  EXPECT_EQ(see(key("a", 1), at(48 * hours + 1)), Sight::fresh);
  EXPECT_EQ(see(key("a", 1), at(48 * hours + 2)), Sight::seen);
}

TEST_F(InboxTest, EveryPartOfTheKeyCounts) {
  EXPECT_EQ(see(key("a", 1), at(0)), Sight::fresh);
  for (auto part : {&MessageKey::account, &MessageKey::room, &MessageKey::user, &MessageKey::message}) {
    MessageKey other = key("a", 1);
    other.*part = "other";
    EXPECT_EQ(see(other, at(0)), Sight::fresh);
    EXPECT_EQ(see(other, at(0)), Sight::seen);
  }
}

TEST_F(InboxTest, AReusedIdIsACollisionOnce) {
  EXPECT_EQ(see(key("a", 1), at(0)), Sight::fresh);
  EXPECT_EQ(see(key("a", 2), at(10)), Sight::collision);
  EXPECT_EQ(see(key("a", 2), at(20)), Sight::seen);
  EXPECT_EQ(see(key("a", 1), at(30)), Sight::collision);
  EXPECT_EQ(see(key("a", 2), at(30 + 49 * hours)), Sight::fresh);
}

TEST_F(InboxTest, ACollisionIsRememberedFromItsOwnTime) {
  inbox.mark(key("a", 1), at(0));
  inbox.mark(key("a", 2), at(40 * hours));
  EXPECT_EQ(see(key("a", 2), at(80 * hours)), Sight::seen);
}

TEST_F(InboxTest, ADuplicateIsTheSameSaidByTheSameInTheSameRoomWithinTwoSeconds) {
  const auto said = [](std::string message, std::int64_t when, std::int64_t hash = 1, std::string user = "10001") {
    MessageKey made = key(std::move(message), hash);
    made.sent = at(when);
    made.user = std::move(user);
    return made;
  };
  inbox.mark(said("a", 100), at(500));
  EXPECT_FALSE(inbox.has_duplicate(said("a", 100)));
  for (const std::int64_t when : {98, 99, 100, 101, 102}) EXPECT_TRUE(inbox.has_duplicate(said("b", when))) << when;
  for (const std::int64_t when : {97, 103}) EXPECT_FALSE(inbox.has_duplicate(said("b", when))) << when;
  EXPECT_FALSE(inbox.has_duplicate(said("b", 100, 2)));
  EXPECT_FALSE(inbox.has_duplicate(said("b", 100, 1, "10002")));
}

TEST_F(InboxTest, TheSameIdInAnotherSecondIsAnotherMessage) {
  MessageKey later = key("a", 1);
  later.sent = at(1);
  EXPECT_EQ(see(key("a", 1), at(0)), Sight::fresh);
  EXPECT_EQ(see(later, at(1)), Sight::fresh);
  EXPECT_EQ(see(later, at(1)), Sight::seen);
}

TEST_F(InboxTest, HashesAreWholeIntegers) {
  for (std::int64_t hash : {INT64_MIN, INT64_MAX, std::int64_t{0}, std::int64_t{-1}}) {
    const MessageKey odd = key("h" + std::to_string(hash), hash);
    EXPECT_EQ(see(odd, at(0)), Sight::fresh);
    EXPECT_EQ(see(odd, at(0)), Sight::seen);
  }
}

TEST_F(InboxTest, AnAnswerIsRememberedForItsOwnMessage) {
  inbox.mark(key("a", 1), at(0));
  EXPECT_FALSE(inbox.answer(key("a", 1)));
  inbox.mark(key("a", 1), at(0), "noted");
  EXPECT_EQ(inbox.answer(key("a", 1)), "noted");
  EXPECT_FALSE(inbox.answer(key("b", 1)));
  EXPECT_FALSE(inbox.answer(key("a", 2)));
  EXPECT_EQ(see(key("a", 1), at(1)), Sight::seen);
  EXPECT_EQ(inbox.answer(key("a", 1)), "noted");
  inbox.mark(key("a", 2), at(2));  // It is other text under the same id, and nothing was said to it.
  EXPECT_FALSE(inbox.answer(key("a", 1)));
  EXPECT_FALSE(inbox.answer(key("a", 2)));
}

TEST_F(InboxTest, AnEmptyAnswerIsAnAnswer) {
  inbox.mark(key("a", 1), at(0), "");
  EXPECT_EQ(inbox.answer(key("a", 1)), "");
}

TEST_F(InboxTest, AMarkStandsBesideTheStepThatFailed) {
  Transaction transaction(database);
  EXPECT_EQ(inbox.sight_of(key("a", 1), at(0)), Sight::fresh);
  {
    const Savepoint step(database);
    inbox.hold("10009", "100", "{}", at(0));
  }
  inbox.mark(key("a", 1), at(0));
  transaction.commit();
  EXPECT_EQ(see(key("a", 1), at(1)), Sight::seen);
  EXPECT_FALSE(inbox.answer(key("a", 1)));
  EXPECT_EQ(count("SELECT count(*) FROM held"), 0);
}

TEST_F(InboxTest, DeadLettersAreCounted) {
  EXPECT_EQ(inbox.dead_letters(), 0);
  inbox.dead_letter("{}", "why", at(0));
  inbox.dead_letter("{}", "why", at(1));
  EXPECT_EQ(inbox.dead_letters(), 2);
}

TEST_F(InboxTest, HeldMessagesAreTakenWhenTheirSenderJoins) {
  inbox.hold("30001", "100", "too old", at(99));
  inbox.hold("30001", "100", "first", at(100));
  inbox.hold("30002", "100", "of another", at(100));
  inbox.hold("30001", "100", "second", at(200));
  inbox.hold("", "100", "of nobody", at(200));
  student("008", "Unbound", first_class, "");
  EXPECT_TRUE(inbox.take_joined(at(100)).empty());
  student("009", "New", first_class, "30001");
  const auto taken = inbox.take_joined(at(100));
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_EQ(taken.at(0).content, "first");
  EXPECT_EQ(taken.at(1).content, "second");
  EXPECT_TRUE(inbox.take_joined(at(100)).empty());
  EXPECT_EQ(count("SELECT count(*) FROM held"), 3);
}

TEST_F(InboxTest, AGapIsRecorded) {
  inbox.gap(at(10), at(20), 5, "full");
  EXPECT_EQ(count("SELECT count(*) FROM gaps WHERE began = 10 AND ended = 20 AND events = 5 AND why = $1", "full"), 1);
}

TEST_F(InboxTest, APurgeTakesWhatIsOld) {
  inbox.mark(key("old", 1), at(99));
  inbox.mark(key("young", 1), at(100));
  inbox.hold("30001", "100", "old", at(9));
  inbox.hold("30001", "100", "young", at(10));
  inbox.dead_letter("old", "why", at(9));
  inbox.dead_letter("young", "why", at(10));
  inbox.purge(at(100), at(10));
  EXPECT_EQ(count("SELECT count(*) FROM seen"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM held WHERE content = 'young'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM held"), 1);
  EXPECT_EQ(inbox.dead_letters(), 1);
  EXPECT_EQ(see(key("young", 1), at(100)), Sight::seen);
}

/// The contents that are held, oldest first.
std::string held(Database& database) {
  std::string all;
  Rows rows = database.query("SELECT content FROM held ORDER BY id");
  while (rows.next()) all += rows.text(0) + " ";
  return all;
}

TEST_F(InboxTest, WhatOnePersonHasHeldIsBoundedAndTheOldestGoes) {
  for (int i = 0; i < Inbox::held_of_one; ++i) {
    EXPECT_EQ(inbox.hold("30001", "100", "m" + std::to_string(i), at(i)), 0);
  }
  EXPECT_EQ(inbox.hold("30001", "101", "m10", at(10)), 1) << "in whatever room";
  EXPECT_EQ(held(stores.database), "m1 m2 m3 m4 m5 m6 m7 m8 m9 m10 ");
}

TEST_F(InboxTest, WhatIsHeldInOneRoomAndInAllIsBounded) {
  std::int64_t dropped = 0;
  for (int i = 0; i < 6'000; ++i) dropped += inbox.hold("x" + std::to_string(i), "100", "flood", at(i));
  EXPECT_EQ(inbox.held(), Inbox::held_in_one_room);
  EXPECT_EQ(dropped, 6'000 - Inbox::held_in_one_room);
  EXPECT_EQ(inbox.hold("30001", "200", "elsewhere", at(0)), 0) << "a flooded room takes nothing from another";
  for (int i = 0; i < 6'000; ++i) inbox.hold("y" + std::to_string(i), "r" + std::to_string(i), "flood", at(i));
  EXPECT_EQ(inbox.held(), Inbox::held_in_all);
}

}  // namespace
}  // namespace banwei::storage
