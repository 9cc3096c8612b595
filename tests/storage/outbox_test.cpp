// Outbox: the order in which entries go, and what becomes of them.
#include "storage/outbox.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class OutboxTest : public testing::Test, protected World {
 protected:
  std::int64_t add(Priority priority, std::int64_t when = 0) {
    OutboxMessage entry;
    entry.priority = priority;
    entry.target = "10001";
    entry.content = "[]";
    entry.created = at(when);
    return outbox.add(entry);
  }

  std::optional<OutboxMessage> next(Outbox::Gate gate) {
    return outbox.next(gate, [](const OutboxMessage&) { return true; });
  }

  Outbox& outbox = stores.outbox;
};

TEST_F(OutboxTest, ComesBackWhole) {
  OutboxMessage entry;
  entry.priority = Priority::ladder;
  entry.group = true;
  entry.target = "100";
  entry.content = R"([{"text":"x"}])";
  entry.created = at(100);
  const std::int64_t id = outbox.add(entry);
  const auto found = outbox.by_id(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
  EXPECT_EQ(found->priority, Priority::ladder);
  EXPECT_TRUE(found->group);
  EXPECT_EQ(found->target, "100");
  EXPECT_EQ(found->content, entry.content);
  EXPECT_EQ(found->state, SendState::waiting);
  EXPECT_EQ(found->attempts, 0);
  EXPECT_EQ(found->created, at(100));
  EXPECT_EQ(found->message, "");
  EXPECT_FALSE(outbox.by_id(id + 1));
}

TEST_F(OutboxTest, TheMostUrgentGoesFirstThenTheOldest) {
  const std::int64_t summary = add(Priority::summary);
  const std::int64_t first = add(Priority::answer);
  const std::int64_t second = add(Priority::answer);
  const std::int64_t care = add(Priority::care);
  for (std::int64_t id : {care, first, second, summary}) {
    const auto entry = next(Outbox::Gate::open);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->id, id);
    outbox.mark_sending(id, "bot", at(10));
  }
  EXPECT_FALSE(next(Outbox::Gate::open));
}

TEST_F(OutboxTest, CareOnlyLeavesTheOthers) {
  add(Priority::answer);
  EXPECT_FALSE(next(Outbox::Gate::care_only));
  const std::int64_t care = add(Priority::care);
  EXPECT_EQ(next(Outbox::Gate::care_only)->id, care);
}

TEST_F(OutboxTest, EachStateIsReachedAndCounted) {
  const std::int64_t id = add(Priority::answer);
  outbox.mark_sending(id, "bot", at(10));
  EXPECT_EQ(outbox.by_id(id)->state, SendState::sending);
  EXPECT_EQ(outbox.by_id(id)->attempts, 1);
  outbox.mark_waiting(id);
  EXPECT_EQ(next(Outbox::Gate::open)->id, id);
  outbox.mark_sending(id, "bot", at(20));
  EXPECT_EQ(outbox.by_id(id)->attempts, 2);
  for (SendState state : {SendState::unknown, SendState::failed, SendState::sent}) {
    outbox.mark(id, state, "m1", at(30));
    EXPECT_EQ(outbox.by_id(id)->state, state);
    EXPECT_EQ(outbox.by_id(id)->message, "m1");
    EXPECT_EQ(outbox.count(state), 1);
    EXPECT_FALSE(next(Outbox::Gate::open));
  }
  EXPECT_EQ(outbox.count(SendState::waiting), 0);
}

TEST_F(OutboxTest, WhatWasBeingSentIsUnknownAfterAStart) {
  const std::int64_t flying = add(Priority::answer);
  const std::int64_t waiting = add(Priority::answer);
  outbox.mark_sending(flying, "bot", at(10));
  const std::vector<OutboxMessage> orphans = outbox.orphan(at(20));
  ASSERT_EQ(orphans.size(), 1U);
  EXPECT_EQ(orphans.front().id, flying);
  EXPECT_TRUE(outbox.orphan(at(20)).empty());
  EXPECT_EQ(outbox.by_id(flying)->state, SendState::unknown);
  EXPECT_EQ(next(Outbox::Gate::open)->id, waiting);
}

TEST_F(OutboxTest, APurgeTakesWhatIsSettledAndOld) {
  const std::int64_t old = add(Priority::answer);
  const std::int64_t young = add(Priority::answer);
  const std::int64_t again = add(Priority::answer);
  const std::int64_t flying = add(Priority::answer);
  outbox.mark(old, SendState::sent, "m", at(99));
  outbox.mark(young, SendState::sent, "m", at(100));
  outbox.mark(again, SendState::unknown, "", at(50));
  outbox.mark_waiting(again);
  outbox.mark_sending(flying, "bot", at(50));
  outbox.purge(at(100));
  EXPECT_FALSE(outbox.by_id(old));
  for (std::int64_t id : {young, again, flying}) EXPECT_TRUE(outbox.by_id(id)) << id;
}

}  // namespace
}  // namespace banwei::storage
