// Leaves: numbered across the college, found while they wait or hold, forgotten in time.
#include "storage/leaves.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class LeavesTest : public testing::Test, protected World {
 protected:
  using State = Leave::State;
  using Ids = std::vector<std::int64_t>;

  Day day(int n) { return *day_from_iso("2020-03-11") + std::chrono::days{n}; }

  std::int64_t add(const Person& person, int from, int to, std::int64_t asked = 0) {
    return leaves.add({.person = person.id,
                       .class_id = person.class_id,
                       .by = person.id,
                       .type = "病假",
                       .from = day(from),
                       .to = day(to),
                       .words = "不舒服，请假",
                       .said = at(asked),
                       .asked = at(asked)});
  }

  Ids ids(const std::vector<Leave>& all) {
    Ids found;
    for (const Leave& leave : all) found.push_back(leave.id);
    return found;
  }

  Leaves& leaves = stores.leaves;
};

TEST_F(LeavesTest, ComesBackWhole) {
  const auto id = leaves.add({.person = zhang.id,
                              .class_id = first_class,
                              .by = li.id,
                              .type = "事假",
                              .from = day(1),
                              .to = day(2),
                              .part = "pm",
                              .roll_call = 7,
                              .words = "家里有事",
                              .said = at(5),
                              .told = 1,
                              .asked = at(6)});
  EXPECT_EQ(id, 1);
  const auto found = leaves.by_id(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->person, zhang.id);
  EXPECT_EQ(found->class_id, first_class);
  EXPECT_EQ(found->by, li.id);
  EXPECT_EQ(found->type, "事假");
  EXPECT_EQ(found->from, day(1));
  EXPECT_EQ(found->to, day(2));
  EXPECT_EQ(found->part, "pm");
  EXPECT_EQ(found->roll_call, 7);
  EXPECT_EQ(found->words, "家里有事");
  EXPECT_EQ(found->said, at(5));
  EXPECT_EQ(found->state, State::waiting);
  EXPECT_EQ(found->told, 1);
  EXPECT_EQ(found->asked, at(6));
  EXPECT_EQ(found->decided_by, 0);
  EXPECT_FALSE(found->decided);
  EXPECT_FALSE(found->ended);
  EXPECT_FALSE(leaves.by_id(2));
}

TEST_F(LeavesTest, WaitUntilSomebodyDecidesOrTheyAreOver) {
  const auto first = add(zhang, 0, 0, 10);
  const auto second = add(li, 0, 3, 20);
  const auto third = add(wang, 1, 1, 5);
  EXPECT_EQ(ids(leaves.waiting(day(0))), (Ids{second, first, third}));
  leaves.ask(first, 2, teacher.id, at(30));
  EXPECT_EQ(ids(leaves.waiting(day(0))), (Ids{first, second, third}));
  EXPECT_EQ(leaves.by_id(first)->told, 2);
  EXPECT_EQ(leaves.by_id(first)->asked_of, teacher.id);
  leaves.set_state(second, State::forwarded, teacher.id, at(40));
  EXPECT_EQ(ids(leaves.waiting(day(2))), (Ids{second}));
  leaves.set_state(second, State::approved, teacher.id, at(50));
  EXPECT_TRUE(leaves.waiting(day(2)).empty());
  EXPECT_EQ(leaves.by_id(second)->decided_by, teacher.id);
  EXPECT_EQ(leaves.by_id(second)->decided, at(50));
}

TEST_F(LeavesTest, AnApprovedOneHoldsOnItsDaysForItsClass) {
  const auto one = add(zhang, 1, 2);
  EXPECT_TRUE(leaves.approved(first_class, day(1)).empty());
  leaves.set_state(one, State::approved, teacher.id, at(1));
  EXPECT_TRUE(leaves.approved(first_class, day(0)).empty());
  EXPECT_EQ(ids(leaves.approved(first_class, day(1))), (Ids{one}));
  EXPECT_EQ(ids(leaves.approved(first_class, day(2))), (Ids{one}));
  EXPECT_TRUE(leaves.approved(first_class, day(3)).empty());
  EXPECT_TRUE(leaves.approved(second_class, day(1)).empty());
}

TEST_F(LeavesTest, APersonsOwnAreFoundUntilTheyEnd) {
  const auto refused = add(zhang, 0, 5);
  leaves.set_state(refused, State::refused, teacher.id, at(1));
  const auto approved = add(zhang, 0, 0);
  leaves.set_state(approved, State::approved, teacher.id, at(1));
  const auto waiting = add(zhang, 2, 2);
  add(li, 0, 0);
  EXPECT_EQ(ids(leaves.of_person(zhang.id, day(0))), (Ids{waiting, approved}));
  EXPECT_EQ(ids(leaves.of_person(zhang.id, day(1))), (Ids{waiting}));
  leaves.end(approved, at(9));
  EXPECT_EQ(ids(leaves.of_person(zhang.id, day(0))), (Ids{waiting}));
  EXPECT_EQ(leaves.by_id(approved)->ended, at(9));
}

TEST_F(LeavesTest, ThoseOfARollCallAreFoundByIt) {
  const auto id = leaves.add(
      {.person = zhang.id, .class_id = first_class, .by = zhang.id, .from = day(0), .to = day(0), .roll_call = 3});
  add(zhang, 0, 0);
  EXPECT_EQ(ids(leaves.of_roll_call(3)), (Ids{id}));
  EXPECT_TRUE(leaves.of_roll_call(4).empty());
}

TEST_F(LeavesTest, WordsGoFirstThenTheRestAndNoNumberComesAgain) {
  const auto old = add(zhang, 0, 0);
  const auto last = add(li, 0, 1);
  EXPECT_EQ(leaves.forget_words(day(1)), 1);
  EXPECT_EQ(leaves.by_id(old)->words, "");
  EXPECT_EQ(leaves.by_id(last)->words, "不舒服，请假");
  EXPECT_EQ(leaves.purge(day(9)), 1);
  EXPECT_FALSE(leaves.by_id(old));
  EXPECT_TRUE(leaves.by_id(last));
  EXPECT_EQ(add(zhang, 0, 0), last + 1);
}

}  // namespace
}  // namespace banwei::storage
