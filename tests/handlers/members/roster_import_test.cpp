// A roster brought into the stores: counted, whole or not at all, and roles as the file says.
#include "handlers/members/roster_import.h"

#include <gtest/gtest.h>

#include "tests/storage/file.h"

namespace banwei::members {
namespace {

using storage::at;

class RosterImport : public testing::Test {
 protected:
  ImportCounts bring(const std::string& csv, std::int64_t now = 100) {
    const Roster roster = read_roster(csv);
    EXPECT_TRUE(roster.problems.empty());
    return import_roster(stores, roster, at(now));
  }

  std::vector<Role> roles_of(const std::string& number, std::int64_t now = 100) {
    std::vector<Role> roles;
    for (const Grant& grant : members.grants(members.by_number(number).value(), at(now))) roles.push_back(grant.role);
    return roles;
  }

  storage::Database database{":memory:", storage::Database::Access::write};
  storage::Stores stores{database};
  storage::Members& members = stores.members;
};

using Held = std::vector<Role>;

const std::string plain =
    "学号,姓名,班级,QQ,群号,专业,年级,手机,职务\n"
    "001,张三,机电1901,10001,765432,机电一体化,2019,13800000000,\n"
    "002,李四,机电1901,10002,765432,,,,班长\n"
    "003,王五,机电1902,,,,,,\n";

TEST_F(RosterImport, EverythingArrives) {
  EXPECT_EQ(bring(plain), (ImportCounts{3, 0, 0}));
  const auto zhang = members.by_account("10001");
  ASSERT_TRUE(zhang);
  EXPECT_EQ(zhang->name, "张三");
  EXPECT_EQ(zhang->number, "001");
  EXPECT_EQ(members.phone(zhang->id), "13800000000");
  const auto first = members.class_of_group("765432");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->name, "机电1901");
  EXPECT_EQ(first->major, "机电一体化");
  EXPECT_EQ(first->grade, "2019");
  EXPECT_EQ(members.students(first->id).size(), 2U);
  EXPECT_EQ(roles_of("002"), (Held{Role::student, Role::monitor}));
  EXPECT_EQ(roles_of("003"), (Held{Role::student}));
}

TEST_F(RosterImport, AgainChangesNothing) {
  bring(plain);
  EXPECT_EQ(bring(plain), (ImportCounts{0, 0, 3}));
  // What is left out stays as it is.
  EXPECT_EQ(bring("学号,姓名,班级,QQ\n001,张三,机电1901,\n"), (ImportCounts{0, 0, 1}));
  EXPECT_TRUE(members.by_account("10001"));
  EXPECT_TRUE(members.class_of_group("765432"));
}

TEST_F(RosterImport, EachChangeIsAnUpdate) {
  bring(plain);
  for (const char* row :
       {"001,张珊,机电1901,,", "001,张珊,机电1902,,", "001,张珊,机电1902,10009,", "001,张珊,机电1902,,13800000009"}) {
    EXPECT_EQ(bring(std::string("学号,姓名,班级,QQ,手机\n") + row), (ImportCounts{0, 1, 0})) << row;
    EXPECT_EQ(bring(std::string("学号,姓名,班级,QQ,手机\n") + row), (ImportCounts{0, 0, 1})) << row;
  }
  EXPECT_EQ(members.by_number("001")->account, "10009");
}

TEST_F(RosterImport, TwoMayExchangeTheirAccounts) {
  bring(plain);
  EXPECT_EQ(bring("学号,姓名,班级,QQ\n001,张三,机电1901,10002\n002,李四,机电1901,10001\n"), (ImportCounts{0, 2, 0}));
  EXPECT_EQ(members.by_account("10001")->number, "002");
  EXPECT_EQ(members.by_account("10002")->number, "001");
}

TEST_F(RosterImport, DutiesAreTakenWhenTheFileSpeaksOfThem) {
  bring(plain);
  bring("学号,姓名,班级,QQ\n002,李四,机电1901,\n", 200);
  EXPECT_EQ(roles_of("002", 200), (Held{Role::student, Role::monitor}));
  EXPECT_EQ(bring("学号,姓名,班级,QQ,职务\n001,张三,机电1901,,班长\n002,李四,机电1901,,\n", 300),
            (ImportCounts{0, 2, 0}));
  EXPECT_EQ(roles_of("001", 300), (Held{Role::student, Role::monitor}));
  EXPECT_EQ(roles_of("002", 300), (Held{Role::student}));
  EXPECT_EQ(roles_of("002", 299), (Held{Role::student, Role::monitor}));
}

TEST_F(RosterImport, AStudentWhoKeepsTheBotStaysKeeper) {
  bring(plain);
  members.grant(members.by_number("001")->id, {Role::admin, 0}, at(0));
  bring(plain, 200);
  EXPECT_EQ(roles_of("001", 200), (Held{Role::student, Role::admin}));
}

TEST_F(RosterImport, StaffHoldWhatTheFileSays) {
  const std::string staff = "工号,姓名,班级,QQ,角色\n";
  EXPECT_EQ(bring(staff + "T1,王敏,机电1901、机电1902,20001,辅导员\nT2,李强,机电1901,20002,学工办、管理员\n"),
            (ImportCounts{2, 0, 0}));
  const std::int64_t first = members.class_by_name("机电1901")->id;
  const std::int64_t second = members.class_by_name("机电1902")->id;
  EXPECT_EQ(members.holders(Role::counsellor, first, at(100)).at(0).name, "王敏");
  EXPECT_EQ(members.holders(Role::counsellor, second, at(100)).at(0).name, "王敏");
  EXPECT_EQ(members.holders(Role::office, 0, at(100)).at(0).name,
            "李强");  // for the college, whatever class stands beside
  EXPECT_TRUE(members.by_account("20001")->staff);
  EXPECT_EQ(members.by_account("20001")->class_id, 0);

  EXPECT_EQ(bring(staff + "T1,王敏,机电1902,20001,班主任\nT2,李强,,20002,分管领导\n", 200), (ImportCounts{0, 2, 0}));
  EXPECT_TRUE(members.holders(Role::counsellor, first, at(200)).empty());
  EXPECT_TRUE(members.holders(Role::counsellor, second, at(200)).empty());
  EXPECT_EQ(roles_of("T1", 200), Held{Role::class_teacher});
  EXPECT_EQ(roles_of("T2", 200), (Held{Role::admin, Role::leader}));
}

TEST_F(RosterImport, WhoCameBackIsAdded) {
  bring(plain);
  members.leave(members.by_number("001")->id, at(150));
  EXPECT_EQ(bring(plain, 200), (ImportCounts{1, 0, 2}));
  EXPECT_EQ(members.students(members.class_by_name("机电1901")->id).size(), 2U);
}

TEST_F(RosterImport, IsOneStepOfATransactionAndUndoneWhole) {
  Roster roster = read_roster(plain);
  roster.entries.back().roles = {Role::monitor};
  roster.entries.back().classes.clear();  // no reader yields such an entry
  storage::Transaction transaction(database);
  EXPECT_ANY_THROW(import_roster(stores, roster, at(0)));
  transaction.commit();
  EXPECT_FALSE(members.by_number("001"));
  EXPECT_TRUE(members.classes().empty());
}

TEST_F(RosterImport, BitByBitComesToTheSame) {
  Import import(stores, read_roster(plain));
  EXPECT_FALSE(import.step(at(100), [] { return true; }));
  EXPECT_TRUE(members.by_number("001"));
  EXPECT_FALSE(members.by_number("002"));
  EXPECT_FALSE(import.step(at(100), [] { return true; }));
  EXPECT_TRUE(import.step(at(100), [] { return true; }));
  EXPECT_EQ(import.counts(), (ImportCounts{.added = 3}));
  EXPECT_EQ(roles_of("002"), (Held{Role::student, Role::monitor}));
  EXPECT_EQ(bring(plain), (ImportCounts{.unchanged = 3}));
}

TEST_F(RosterImport, OneThatWasCutOffIsCompletedByTheNext) {
  Import(stores, read_roster(plain)).step(at(100), [] { return true; });
  EXPECT_EQ(bring(plain), (ImportCounts{.added = 2, .unchanged = 1}));
}

}  // namespace
}  // namespace banwei::members
