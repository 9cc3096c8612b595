// Members: the account decides who somebody is, a role is held for a time and a class.
#include "storage/members.h"

#include <gtest/gtest.h>

#include "storage/class_archive.h"
#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

using Names = std::vector<std::string>;

class MembersTest : public testing::Test, protected World {
 protected:
  Members& members = stores.members;
  ClassArchive archive{database, stores.members};
};

std::vector<std::pair<Role, std::int64_t>> pairs(const std::vector<Grant>& grants) {
  std::vector<std::pair<Role, std::int64_t>> all;
  for (const Grant& grant : grants) all.emplace_back(grant.role, grant.class_id);
  return all;
}

TEST_F(MembersTest, FindsAPersonByEachKey) {
  for (const auto& found : {members.by_account("10001"), members.by_id(zhang.id), members.by_number("001")}) {
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, zhang.id);
    EXPECT_EQ(found->name, "Zhang");
    EXPECT_EQ(found->number, "001");
    EXPECT_EQ(found->account, "10001");
    EXPECT_EQ(found->class_id, first_class);
    EXPECT_FALSE(found->staff);
  }
  ASSERT_TRUE(members.by_number("T1"));
  EXPECT_TRUE(members.by_number("T1")->staff);
  EXPECT_EQ(members.by_number("T1")->class_id, 0);
  EXPECT_FALSE(members.by_account("9"));
  EXPECT_FALSE(members.by_id(999));
  EXPECT_FALSE(members.by_number(""));
}

TEST_F(MembersTest, NobodyIsFoundByNoAccount) {
  student("004", "Unbound", first_class, "");
  student("005", "Unbound too", first_class, "");
  EXPECT_FALSE(members.by_account(""));
}

TEST_F(MembersTest, AnAccountIsTakenFromWhoeverHadIt) {
  student("002", "Li", first_class, "10001");
  ASSERT_TRUE(members.by_account("10001"));
  EXPECT_EQ(members.by_account("10001")->id, li.id);
  EXPECT_EQ(members.by_id(zhang.id)->account, "");
  EXPECT_FALSE(members.by_account("10002"));
}

TEST_F(MembersTest, SavingAgainUpdatesByNumberAndKeepsWhatIsNotGiven) {
  Person again = zhang;
  again.name = "Zhang San";
  again.class_id = second_class;
  again.account.clear();
  members.save_person(again, "13800000000");
  EXPECT_EQ(members.save_person(again, ""), zhang.id);
  const auto found = members.by_account("10001");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Zhang San");
  EXPECT_EQ(found->class_id, second_class);
  EXPECT_EQ(members.phone(zhang.id), "13800000000");
  EXPECT_EQ(members.phone(li.id), "");
  EXPECT_EQ(members.phone(999), "");
}

TEST_F(MembersTest, AClassIsKnownByNameGroupAndId) {
  Class entry;
  entry.name = "A1901";
  entry.major = "Mechanics";
  entry.grade = "2019";
  EXPECT_EQ(members.save_class(entry), first_class);
  for (const auto& found :
       {members.class_by_name("A1901"), members.class_of_group("100"), members.class_by_id(first_class)}) {
    ASSERT_TRUE(found);
    EXPECT_EQ(found->id, first_class);
    EXPECT_EQ(found->name, "A1901");
    EXPECT_EQ(found->group, "100");  // What was not given stays.
    EXPECT_EQ(found->major, "Mechanics");
    EXPECT_EQ(found->grade, "2019");
  }
  EXPECT_FALSE(members.class_by_name("none"));
  EXPECT_FALSE(members.class_by_id(0));
  const auto all = members.classes();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(0).name, "A1901");
  EXPECT_EQ(all.at(1).name, "B1901");
}

TEST_F(MembersTest, AGroupBelongsToOneClass) {
  new_class("C1901", "");
  new_class("D1901", "");
  EXPECT_FALSE(members.class_of_group(""));
  new_class("B1901", "100");
  EXPECT_EQ(members.class_of_group("100")->name, "B1901");
  EXPECT_EQ(members.class_by_name("A1901")->group, "");
  EXPECT_FALSE(members.class_of_group("200"));
}

TEST_F(MembersTest, StudentsComeInOrderOfNumberWithoutStaff) {
  student("0015", "Between", first_class, "");
  Person odd = teacher;
  odd.class_id = first_class;
  members.save_person(odd, "");
  EXPECT_EQ(names(members.students(first_class)), (Names{"Zhang", "Between", "Li"}));
  EXPECT_EQ(names(members.students(second_class)), (Names{"Wang"}));
  EXPECT_TRUE(members.students(0).empty());
}

TEST_F(MembersTest, WhoLeavesIsNoStudentHasNoAccountAndNoRole) {
  members.grant(zhang.id, {Role::monitor, first_class}, at(0));
  members.leave(zhang.id, at(100));
  EXPECT_EQ(names(members.students(first_class)), (Names{"Li"}));
  EXPECT_FALSE(members.by_account("10001"));
  EXPECT_FALSE(members.by_number("001"));
  ASSERT_TRUE(members.by_id(zhang.id));  // Old readings still have their name.
  EXPECT_TRUE(members.holders(Role::monitor, first_class, at(100)).empty());

  student("001", "Zhang", first_class, "10001");
  EXPECT_EQ(members.by_account("10001")->id, zhang.id);
  EXPECT_EQ(names(members.students(first_class)), (Names{"Zhang", "Li"}));
  EXPECT_TRUE(members.holders(Role::monitor, first_class, at(200)).empty());
}

TEST_F(MembersTest, WhoWasInAClassThenIsKnownWhateverCameAfter) {
  const auto then = [&](std::int64_t class_id, std::int64_t when) {
    return names(members.students(class_id, at(when)));
  };
  Person moved = zhang;
  moved.class_id = second_class;
  members.save_person(moved, "", at(100));
  members.leave(li.id, at(200));
  EXPECT_EQ(then(first_class, 99), (Names{"Zhang", "Li"}));
  EXPECT_EQ(then(first_class, 100), (Names{"Li"}));
  EXPECT_EQ(then(second_class, 99), (Names{"Wang"}));
  EXPECT_EQ(then(second_class, 100), (Names{"Zhang", "Wang"}));
  EXPECT_TRUE(then(first_class, 200).empty());
  members.save_person(li, "", at(300));  // They are back again.
  EXPECT_TRUE(then(first_class, 299).empty());
  EXPECT_EQ(then(first_class, 300), (Names{"Li"}));
}

TEST_F(MembersTest, ANumberAndTheNameOfAClassAreCorrected) {
  const auto before = members.revision();
  members.renumber(zhang.id, "0001");
  members.rename_class(first_class, "A 1901");
  EXPECT_NE(members.revision(), before);
  EXPECT_EQ(members.by_number("0001")->id, zhang.id);
  EXPECT_EQ(members.class_of_group("100")->name, "A 1901");
}

TEST_F(MembersTest, StudentIsARoleOfOnesOwnClass) {
  using Pairs = std::vector<std::pair<Role, std::int64_t>>;
  members.grant(zhang.id, {Role::monitor, first_class}, at(10));
  members.grant(zhang.id, {Role::office, 0}, at(10));
  EXPECT_EQ(pairs(members.grants(zhang, at(9))), (Pairs{{Role::student, first_class}}));
  EXPECT_EQ(pairs(members.grants(zhang, at(10))),
            (Pairs{{Role::student, first_class}, {Role::monitor, first_class}, {Role::office, 0}}));
  EXPECT_TRUE(members.grants(teacher, at(10)).empty());
  EXPECT_EQ(names(members.holders(Role::student, first_class, at(0))), (Names{"Zhang", "Li"}));
}

TEST_F(MembersTest, ARoleEndsWhenItIsRevoked) {
  const Grant monitor{Role::monitor, first_class};
  members.grant(zhang.id, monitor, at(10));
  members.revoke(zhang.id, monitor, at(20));
  EXPECT_EQ(members.grants(zhang, at(19)).size(), 2U);
  EXPECT_EQ(members.grants(zhang, at(20)).size(), 1U);
  EXPECT_EQ(names(members.holders(Role::monitor, first_class, at(19))), (Names{"Zhang"}));
  EXPECT_TRUE(members.holders(Role::monitor, first_class, at(20)).empty());

  members.revoke(zhang.id, monitor, at(50));  // A role that has ended stays ended.
  EXPECT_EQ(members.grants(zhang, at(30)).size(), 1U);
  members.grant(zhang.id, monitor, at(30));
  EXPECT_EQ(members.grants(zhang, at(30)).size(), 2U);
  EXPECT_EQ(members.grants(zhang, at(25)).size(), 1U);
}

TEST_F(MembersTest, ARoleForAWhileEndsByItself) {
  const Grant deputy{Role::counsellor, first_class};
  members.grant(teacher.id, deputy, at(10));
  members.revoke(teacher.id, deputy, at(100));
  members.grant(teacher.id, deputy, at(50));  // It is for good, while the other still runs.
  EXPECT_EQ(members.grants(teacher, at(60)).size(), 1U);
  EXPECT_EQ(members.grants(teacher, at(100)).size(), 1U);
}

TEST_F(MembersTest, GrantingTwiceIsGrantingOnce) {
  const Grant monitor{Role::monitor, first_class};
  members.grant(zhang.id, monitor, at(30));
  members.grant(zhang.id, monitor, at(40));
  EXPECT_EQ(members.grants(zhang, at(20)).size(), 1U);
  members.grant(zhang.id, monitor, at(20));
  EXPECT_EQ(members.grants(zhang, at(20)).size(), 2U);
  EXPECT_EQ(count("SELECT count(*) FROM grants"), 1);
}

TEST_F(MembersTest, RevokingTouchesThatClassAndRoleOnly) {
  members.grant(teacher.id, {Role::counsellor, first_class}, at(0));
  members.grant(teacher.id, {Role::counsellor, second_class}, at(0));
  members.grant(teacher.id, {Role::counsellor, 0}, at(0));
  members.grant(teacher.id, {Role::office, first_class}, at(0));
  members.revoke(teacher.id, {Role::counsellor, first_class}, at(10));
  EXPECT_EQ(members.grants(teacher, at(10)).size(), 3U);
  members.revoke(teacher.id, {Role::counsellor, 0}, at(10));
  EXPECT_EQ(members.grants(teacher, at(10)).size(), 2U);
}

TEST_F(MembersTest, TheClassesOwnComeBeforeTheCollegesEachOnce) {
  const Person dean = staff("A1", "Dean", "20002");
  const Person early = staff("A2", "Early", "20003");
  members.grant(dean.id, {Role::counsellor, 0}, at(0));
  members.grant(teacher.id, {Role::counsellor, first_class}, at(0));
  members.grant(early.id, {Role::counsellor, 0}, at(0));
  members.grant(early.id, {Role::counsellor, first_class}, at(0));
  EXPECT_EQ(names(members.holders(Role::counsellor, first_class, at(0))), (Names{"Early", "Chen", "Dean"}));
  EXPECT_EQ(names(members.holders(Role::counsellor, second_class, at(0))), (Names{"Dean", "Early"}));
  EXPECT_EQ(names(members.holders(Role::counsellor, 0, at(0))), (Names{"Dean", "Early"}));
  EXPECT_TRUE(members.holders(Role::office, first_class, at(0)).empty());
}

TEST_F(MembersTest, AClassThatIsOverHasNoGroupAndNoPostsUntilItIsSavedAgain) {
  const Class klass = members.class_by_id(first_class).value();
  members.grant(teacher.id, {Role::counsellor, first_class}, at(0));
  members.archive_class(first_class, at(5));
  const auto listed = members.classes();
  for (const Class& one : listed) EXPECT_NE(one.id, first_class);
  EXPECT_EQ(members.class_by_id(first_class).value().group, "");
  EXPECT_TRUE(members.holders(Role::counsellor, first_class, at(5)).empty());
  EXPECT_FALSE(members.holders(Role::counsellor, first_class, at(4)).empty());
  EXPECT_EQ(members.save_class({.name = klass.name, .group = {}, .major = {}, .grade = {}}), first_class);
  EXPECT_EQ(members.classes().size(), listed.size() + 1);
}

TEST_F(MembersTest, AClassThatIsOverIsFoundByNoName) {
  members.archive_class(first_class, at(5));
  EXPECT_FALSE(members.class_by_name("A1901")) << "no group is bound to it and no order goes to it";
  EXPECT_TRUE(members.students(first_class).empty());
}

TEST_F(MembersTest, AClassThatWasNotOverIsAsItWas) {
  const Person deputy = staff("T2", "Deputy", "20004");
  const Person gone = staff("T3", "Gone", "20005");
  members.leave(li.id, at(1));
  members.grant(zhang.id, {Role::monitor, first_class}, at(0));
  members.grant(teacher.id, {Role::counsellor, first_class}, at(0));
  members.grant(deputy.id, {Role::counsellor, first_class}, at(0), at(90));
  members.grant(gone.id, {Role::class_teacher, first_class}, at(0), at(7));
  members.archive_class(first_class, at(5));
  EXPECT_EQ(archive.since(at(5), std::nullopt).size(), 1U);
  EXPECT_EQ(archive.since(at(5), teacher.id).size(), 1U);
  EXPECT_TRUE(archive.since(at(6), std::nullopt).empty()) << "that was before";
  EXPECT_TRUE(archive.since(at(5), zhang.id).empty()) << "a monitor brings nothing back";

  archive.restore(first_class, at(10));
  EXPECT_EQ(names(members.students(first_class)), Names{"Zhang"}) << "who had left before stays away";
  EXPECT_EQ(names(members.students(first_class, at(10))), Names{"Zhang"});
  EXPECT_EQ(members.by_account("10001")->id, zhang.id);
  EXPECT_EQ(members.class_of_group("100")->id, first_class);
  EXPECT_EQ(names(members.holders(Role::counsellor, first_class, at(10))), (Names{"Deputy", "Chen"}));
  EXPECT_EQ(names(members.holders(Role::counsellor, first_class, at(90))), Names{"Chen"}) << "until the day it was for";
  EXPECT_TRUE(members.holders(Role::class_teacher, first_class, at(10)).empty()) << "that ended meanwhile";
  EXPECT_EQ(names(members.holders(Role::monitor, first_class, at(10))), Names{"Zhang"});
  EXPECT_TRUE(archive.since(at(0), std::nullopt).empty());
}

TEST_F(MembersTest, WhatSomebodyElseHasByNowStaysHis) {
  members.archive_class(first_class, at(5));
  members.save_class({.name = "C2001", .group = "100", .major = {}, .grade = {}});
  Person moved = zhang;
  moved.class_id = second_class;
  members.save_person(moved, "", at(6));
  student("009", "New", second_class, "10002");
  archive.restore(first_class, at(10));
  EXPECT_EQ(members.class_by_id(first_class)->group, "");
  EXPECT_EQ(members.class_of_group("100")->name, "C2001");
  EXPECT_EQ(names(members.students(first_class)), Names{"Li"});
  EXPECT_EQ(members.by_id(zhang.id)->class_id, second_class);
  EXPECT_EQ(members.by_account("10002")->name, "New");
}

TEST_F(MembersTest, WhoeverStandsInForAnotherIsTheFirst) {
  const Person deputy = staff("T2", "Deputy", "20004");
  members.grant(teacher.id, {Role::counsellor, first_class}, at(0));
  members.grant(deputy.id, {Role::counsellor, first_class}, at(0), at(90));
  EXPECT_EQ(names(members.holders(Role::counsellor, first_class, at(10))), (Names{"Deputy", "Chen"}));
  EXPECT_EQ(names(members.holders(Role::counsellor, first_class, at(90))), Names{"Chen"});
}

TEST_F(MembersTest, ReachIsUnknownUntilItIsKnown) {
  EXPECT_EQ(members.reach("10001"), Reach::unknown);
  for (Reach reach : {Reach::friendly, Reach::refused, Reach::unknown, Reach::friendly}) {
    members.set_reach("10001", reach);
    EXPECT_EQ(members.reach("10001"), reach);
  }
  EXPECT_EQ(members.reach("10002"), Reach::unknown);
}

TEST_F(MembersTest, WhatWasReadWhileAStepWasUndoneIsNotKept) {
  const std::uint64_t before = stores.members.revision();
  Transaction transaction(database);
  {
    const Savepoint step(database);
    Person renamed = zhang;
    renamed.name = "Renamed";
    stores.members.save_person(renamed, "");
    EXPECT_EQ(stores.members.by_account(zhang.account)->name, "Renamed");
    stores.members.save_class({.name = "moved", .group = "900", .major = {}, .grade = {}});
    EXPECT_TRUE(stores.members.class_of_group("900"));
  }
  EXPECT_EQ(stores.members.by_account(zhang.account)->name, zhang.name);
  EXPECT_FALSE(stores.members.class_of_group("900"));
  EXPECT_NE(stores.members.revision(), before);
  transaction.commit();
}

}  // namespace
}  // namespace banwei::storage
