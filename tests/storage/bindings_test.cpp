// Lists of groups, claims, requests and codes: what waits is bounded, answered once, and goes with the night.
#include "storage/bindings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class BindingsTest : public testing::Test, protected World {
 protected:
  Bindings& bindings = stores.bindings;
};

TEST_F(BindingsTest, AListReplacesTheOneBeforeAndChangesAreAddedToIt) {
  bindings.list("100", {{"2", "b"}, {"1", "a"}});
  bindings.joined("100", {"3", "c"});
  bindings.joined("100", {"1", "new card"});
  bindings.left("100", "2");
  EXPECT_EQ(bindings.members("100"), (std::vector<GroupMember>{{"1", "new card"}, {"3", "c"}}));
  EXPECT_EQ(bindings.groups_of("3"), std::vector<std::string>{"100"});
  bindings.list("100", {{"9", ""}});
  EXPECT_EQ(bindings.members("100"), (std::vector<GroupMember>{{"9", ""}}));
  EXPECT_TRUE(bindings.groups_of("3").empty());
}

TEST_F(BindingsTest, TheLastClaimOfAGroupCountsUntilItIsSettled) {
  bindings.claim({.group = "7", .class_id = first_class, .person = teacher.id, .at = at(1)});
  bindings.claim({.group = "7", .class_id = second_class, .person = teacher.id, .at = at(2)});
  EXPECT_EQ(bindings.claim_of("7").value().class_id, second_class);
  bindings.settle("7");
  EXPECT_FALSE(bindings.claim_of("7"));
}

TEST_F(BindingsTest, AnAccountHasOneRequestAndItIsOfTheClassOfWhomItNames) {
  const auto first = bindings.ask({.user = "7", .person = zhang.id, .at = at(1)});
  const auto second = bindings.ask({.user = "7", .person = li.id, .at = at(2)});
  ASSERT_TRUE(first && second);
  EXPECT_NE(*first, *second) << "a number is never that of another request";
  EXPECT_FALSE(bindings.request(*first));
  ASSERT_EQ(bindings.requests(first_class).size(), 1U);
  EXPECT_EQ(bindings.requests(first_class).front().person, li.id);
  EXPECT_TRUE(bindings.requests(second_class).empty());
  bindings.answered(*second);
  EXPECT_TRUE(bindings.requests(first_class).empty());
  for (int i = 0; i < Bindings::waiting_limit; ++i)
    ASSERT_TRUE(bindings.ask({.user = "x" + std::to_string(i), .person = zhang.id, .at = at(1)}));
  EXPECT_FALSE(bindings.ask({.user = "one more", .person = zhang.id, .at = at(1)}));
}

TEST_F(BindingsTest, ACodeWorksOnceInItsTimeAndTheOneBeforeNoMore) {
  const std::string first = bindings.give_code(zhang.id, at(100));
  const std::string second = bindings.give_code(zhang.id, at(100));
  EXPECT_EQ(second.size(), 8U);
  EXPECT_TRUE(first == second || !bindings.take_code(first, at(1)));
  EXPECT_FALSE(bindings.take_code(second, at(100)));
  EXPECT_EQ(bindings.take_code(second, at(99)), zhang.id);
  EXPECT_FALSE(bindings.take_code(second, at(99)));
}

TEST_F(BindingsTest, WhatNobodyAnsweredGoes) {
  bindings.claim({.group = "7", .class_id = first_class, .person = teacher.id, .at = at(1)});
  bindings.ask({.user = "7", .person = zhang.id, .at = at(1)});
  bindings.give_code(zhang.id, at(1));
  bindings.ask({.user = "8", .person = zhang.id, .at = at(20)});
  EXPECT_EQ(bindings.purge(at(10)), 3);
  EXPECT_EQ(bindings.requests(first_class).size(), 1U);
}

TEST_F(BindingsTest, OfRosterThatIsSentOnlyTheLastStands) {
  StagedRosters& staged = stores.staged_rosters;
  staged.stage(teacher.id, "a", at(1));
  const auto id = staged.stage(teacher.id, "b", at(2));
  EXPECT_EQ(staged.of(teacher.id).value().id, id);
  EXPECT_EQ(staged.csv(id), "b");
  staged.set_state(id, StagedRoster::State::imported, at(3));
  EXPECT_EQ(staged.csv(id), "");
  EXPECT_EQ(staged.find(id).value().state, StagedRoster::State::imported);
  EXPECT_EQ(staged.purge(at(3)), 0);
  EXPECT_EQ(staged.purge(at(4)), 1);
}

TEST_F(BindingsTest, AnUndoIsTakenFromItsEndAndGoesWithItsRosterBitByBit) {
  StagedRosters& staged = stores.staged_rosters;
  const auto id = staged.stage(teacher.id, "a", at(1));
  for (const char* was : {"1", "2", "3", "4", "5"}) staged.keep_undo(id, was);
  staged.wrote(id, 2, 1);
  staged.wrote(id, 1, 1);
  EXPECT_EQ(staged.find(id).value().added, 3);
  EXPECT_EQ(staged.find(id).value().changed, 2);
  auto last = staged.take_undo(id, 2);
  std::sort(last.begin(), last.end());
  EXPECT_EQ(last, (std::vector<std::string>{"4", "5"}));
  const auto next = staged.stage(teacher.id, "b", at(2));
  EXPECT_NE(next, id);
  EXPECT_TRUE(staged.take_undo(next, 9).empty());
  EXPECT_EQ(staged.purge(at(1), 2), 2);
  EXPECT_EQ(staged.purge(at(1), 2), 1);
}

}  // namespace
}  // namespace banwei::storage
