// Roll calls: nothing is overwritten, the last mark counts.
#include "storage/roll_calls.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

using Status = Mark::Status;

class RollCallsTest : public testing::Test, protected World {
 protected:
  std::int64_t open(std::int64_t class_id, std::int64_t opened, const std::string& message = "m1") {
    RollCall call;
    call.class_id = class_id;
    call.caller = teacher.id;
    call.room = "100";
    call.message = message;
    call.opened = at(opened);
    call.due = at(opened + 600);
    return calls.open(call);
  }

  Mark mark(std::int64_t call, const Person& person, Status status, std::int64_t sent) {
    Mark mark;
    mark.roll_call = call;
    mark.person = mark.by = person.id;
    mark.status = status;
    mark.room = "100";
    mark.message = "m2";
    mark.sent = at(sent);
    mark.recorded = at(sent + 5);
    return mark;
  }

  RollCalls& calls = stores.roll_calls;
};

TEST_F(RollCallsTest, ComesBackWhole) {
  RollCall call;
  call.class_id = first_class;
  call.title = "高等数学";
  call.password = "雷锋";
  call.caller = teacher.id;
  call.room = "100";
  call.message = "m1";
  call.opened = at(100);
  call.due = at(700);
  const std::int64_t id = calls.open(call);
  const auto found = calls.by_id(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->class_id, first_class);
  EXPECT_EQ(found->title, "高等数学");
  EXPECT_EQ(found->password, "雷锋");
  EXPECT_EQ(found->caller, teacher.id);
  EXPECT_EQ(found->opened, at(100));
  EXPECT_EQ(found->due, at(700));
  EXPECT_FALSE(found->closed);
  EXPECT_EQ(found->rounds, 0);
  EXPECT_EQ(calls.called_by("100", "m1")->id, id);
  EXPECT_FALSE(calls.called_by("200", "m1"));
  EXPECT_FALSE(calls.by_id(id + 1));
}

TEST_F(RollCallsTest, EndsOnceWithTheDeadlineItReallyHad) {
  const std::int64_t id = open(first_class, 100);
  EXPECT_TRUE(calls.close(id, at(400), at(410)));
  EXPECT_FALSE(calls.close(id, at(500), at(510)));
  EXPECT_EQ(calls.by_id(id)->due, at(400));
  EXPECT_EQ(calls.by_id(id)->closed, at(410));
}

TEST_F(RollCallsTest, WhatAClassHasIsNeverAnOldAnswer) {
  const auto due = [&] {
    std::vector<Utc> all;
    for (const RollCall& call : calls.of_class(first_class, at(0), at(900))) all.push_back(call.due);
    return all;
  };
  EXPECT_TRUE(due().empty());
  const std::int64_t id = open(first_class, 100);
  EXPECT_EQ(due(), std::vector{at(700)});
  calls.extend(id, at(800));
  EXPECT_EQ(due(), std::vector{at(800)});
  {
    const Transaction undone(database);
    calls.cancel(id, at(300));
    EXPECT_TRUE(due().empty());
  }
  EXPECT_EQ(due(), std::vector{at(800)});
  calls.close(id, at(400), at(410));
  EXPECT_EQ(due(), std::vector{at(400)});
}

TEST_F(RollCallsTest, ThoseOfAClassComeNewestFirst) {
  const std::int64_t early = open(first_class, 100);
  const std::int64_t late = open(first_class, 200);
  open(second_class, 150);
  const auto found = calls.of_class(first_class, at(100), at(201));
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].id, late);
  EXPECT_EQ(found[1].id, early);
  EXPECT_EQ(calls.of_class(first_class, at(101), at(201)).size(), 1U);
  EXPECT_EQ(calls.of_class(first_class, at(100), at(200)).size(), 1U);
}

TEST_F(RollCallsTest, AClassIsListedUpToSixty) {
  for (int i = 0; i < 65; ++i) open(first_class, 100 + i);
  EXPECT_EQ(calls.of_class(first_class, at(0), at(1000)).size(), 60U);
}

TEST_F(RollCallsTest, EveryStatusComesBackAndTheLastMarkCounts) {
  const std::int64_t id = open(first_class, 100);
  int sent = 110;
  for (const Status status : {Status::behalf, Status::leave, Status::refused, Status::excused, Status::problem,
                              Status::absent, Status::late, Status::present}) {
    calls.mark(mark(id, zhang, status, ++sent));
    ASSERT_TRUE(calls.mark_of(id, zhang.id));
    EXPECT_EQ(calls.mark_of(id, zhang.id)->status, status);
  }
  const auto last = calls.marks(id);
  ASSERT_EQ(last.size(), 1U);
  EXPECT_EQ(last.at(zhang.id).sent, at(sent));
  EXPECT_EQ(last.at(zhang.id).recorded, at(sent + 5));
  EXPECT_EQ(last.at(zhang.id).by, zhang.id);
  EXPECT_EQ(last.at(zhang.id).message, "m2");
  EXPECT_EQ(count("SELECT count(*) FROM marks"), 8);
}

TEST_F(RollCallsTest, MarksBelongToOneRollCall) {
  const std::int64_t one = open(first_class, 100);
  const std::int64_t other = open(first_class, 200);
  calls.mark(mark(one, zhang, Status::present, 110));
  EXPECT_FALSE(calls.mark_of(other, zhang.id));
  EXPECT_TRUE(calls.marks(other).empty());
  EXPECT_FALSE(calls.mark_of(one, li.id));
}

TEST_F(RollCallsTest, RoundsAreCounted) {
  const std::int64_t id = open(first_class, 100);
  calls.count_round(id);
  calls.count_round(id);
  EXPECT_EQ(calls.by_id(id)->rounds, 2);
}

TEST_F(RollCallsTest, WhatWasCancelledIsKnownToNobody) {
  const auto id = open(first_class, 100);
  calls.mark(mark(id, zhang, Status::present, 150));
  calls.cancel(id, at(160));
  EXPECT_FALSE(calls.by_id(id));
  EXPECT_FALSE(calls.called_by("100", "m1"));
  EXPECT_TRUE(calls.of_class(first_class, at(0), at(1000)).empty());
  EXPECT_EQ(count("SELECT count(*) FROM roll_calls WHERE cancelled = $1", at(160).time_since_epoch().count()), 1);
}

TEST_F(RollCallsTest, OldOnesGoWithTheirMarksAndNoIdComesTwice) {
  const auto first = open(first_class, 100, "m1");
  const auto second = open(first_class, 200, "m2");
  calls.mark(mark(first, zhang, Status::present, 150));
  calls.mark(mark(second, zhang, Status::present, 250));
  calls.purge(at(200));
  EXPECT_FALSE(calls.by_id(first));
  EXPECT_TRUE(calls.marks(first).empty());
  EXPECT_EQ(calls.marks(second).size(), 1U);
  calls.purge(at(1000));
  EXPECT_TRUE(calls.by_id(second)) << "the newest stays";
  EXPECT_GT(open(first_class, 2000, "m3"), second);
  calls.purge(at(1000));
  EXPECT_EQ(count("SELECT count(*) FROM roll_calls"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM marks"), 0);
}

}  // namespace
}  // namespace banwei::storage
