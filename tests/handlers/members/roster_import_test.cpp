// A roster brought into the stores: counted, whole or not at all, and roles as the file says.
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_preview.h"
#include "handlers/members/roster_reader.h"
#include "storage/suspensions.h"

#include <gtest/gtest.h>

#include <algorithm>

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
            "李强");  // He is for the college, whatever class stands beside.
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

TEST_F(RosterImport, WhoeverIsSuspendedIsNamedAndStaysSo) {
  bring(plain);
  const Person away = members.by_number("001").value();
  storage::Suspensions suspensions(database, members);
  suspensions.begin(away.id, at(150));
  const Roster roster = read_roster(plain);
  Import import(stores, roster);
  while (!import.compare(at(200), [] { return false; })) {
  }
  EXPECT_EQ(import.plan().away, std::vector<std::string>{"张三"});
  EXPECT_TRUE(import.plan().added.empty());
  const auto lines = preview(roster, import.plan());
  EXPECT_TRUE(std::any_of(lines.begin(), lines.end(),
                          [](const Phrase& line) { return line.chinese.find("张三复学") != std::string::npos; }));
  EXPECT_EQ(bring(plain, 200), (ImportCounts{0, 0, 3}));
  EXPECT_FALSE(members.by_number("001"));
  EXPECT_EQ(suspensions.of_class(away.class_id).size(), 1U);
}

TEST(RosterPreview, CountsClassesAsClassesAndPeopleAsPeople) {
  Plan plan;
  for (int number = 1; number <= 20; ++number) plan.new_classes.push_back("机电19" + std::to_string(number));
  const auto lines = preview(Roster{}, plan);
  const auto said = [&](std::string_view words) {
    return std::any_of(lines.begin(), lines.end(), [&](const Phrase& line) { return line.chinese.ends_with(words); });
  };
  EXPECT_TRUE(said(" 等20个"));
  EXPECT_FALSE(said(" 等20人"));
}

TEST_F(RosterImport, IsOneStepOfATransactionAndUndoneWhole) {
  database.script(
      "CREATE TRIGGER broken BEFORE INSERT ON persons WHEN NEW.number = '003' BEGIN "
      "SELECT RAISE(ABORT, 'broken'); END");
  storage::Transaction transaction(database);
  EXPECT_ANY_THROW(import_roster(stores, read_roster(plain), at(0)));
  transaction.commit();
  EXPECT_FALSE(members.by_number("001"));
  EXPECT_TRUE(members.classes().empty());
}

TEST_F(RosterImport, ComparesBitByBitAndWritesAllAtOnce) {
  Import import(stores, read_roster(plain));
  const auto at_once = [] { return true; };
  EXPECT_FALSE(import.compare(at(100), at_once));
  EXPECT_FALSE(import.compare(at(100), at_once));
  EXPECT_TRUE(import.compare(at(100), at_once));
  EXPECT_EQ(import.plan().added.size(), 3U);
  EXPECT_EQ(import.plan().new_classes, (std::vector<std::string>{"机电1901", "机电1902"}));
  EXPECT_TRUE(members.classes().empty());
  EXPECT_EQ(import.apply(at(100)), (ImportCounts{.added = 3}));
  EXPECT_EQ(bring(plain), (ImportCounts{.unchanged = 3}));
}

TEST_F(RosterImport, WhatChangedMeanwhileIsComparedAgain) {
  Import import(stores, read_roster(plain));
  EXPECT_FALSE(import.compare(at(100), [] { return true; }));
  bring("学号,姓名,班级,QQ\n001,张三,机电1901,10001\n");
  EXPECT_EQ(import.apply(at(100)), (ImportCounts{.added = 2, .updated = 1}));
}

Plan plan_of(storage::Stores& stores, const std::string& csv, std::int64_t now = 200) {
  Import import(stores, read_roster(csv));
  EXPECT_TRUE(import.compare(at(now), [] { return false; }));
  return import.plan();
}

std::vector<std::string> names_of(const std::vector<Person>& people) {
  std::vector<std::string> names;
  for (const Person& person : people) names.push_back(person.name);
  return names;
}

TEST_F(RosterImport, WhoIsNoLongerInACompleteListIsNamedAndGoesOnlyWhenToldSo) {
  bring(plain);
  const std::string without = "学号,姓名,班级,QQ\n001,张三,机电1901,\n";
  EXPECT_EQ(names_of(plan_of(stores, without).gone), std::vector<std::string>{"李四"});
  bring(without, 200);
  EXPECT_TRUE(members.by_number("002"));
  Import import(stores, read_roster(without), {.removed = {"002"}});
  EXPECT_EQ(import.apply(at(300)), (ImportCounts{.unchanged = 1, .removed = 1}));
  EXPECT_FALSE(members.by_number("002"));
  EXPECT_FALSE(members.by_account("10002"));
  const std::int64_t klass = members.class_by_name("机电1901")->id;
  EXPECT_EQ(names_of(members.students(klass, at(299))), (std::vector<std::string>{"张三", "李四"}));
  EXPECT_EQ(names_of(members.students(klass, at(300))), std::vector<std::string>{"张三"});
}

TEST_F(RosterImport, AFewRowsAreNoCompleteList) {
  std::string csv = "学号,姓名,班级,QQ\n";
  for (int i = 1; i < 11; ++i) csv += std::to_string(i) + "0,同学" + std::to_string(i) + ",机电1901,\n";
  bring(csv);
  const Plan plan = plan_of(stores, "学号,姓名,班级,QQ\n990,新同学,机电1901,\n");
  EXPECT_EQ(plan.added.size(), 1U);
  EXPECT_TRUE(plan.gone.empty());
  EXPECT_EQ(plan.partial, std::vector<std::string>{"机电1901"});
}

TEST_F(RosterImport, ALostZeroIsAskedAboutAndDoublesNobody) {
  bring(plain);
  const std::string bare = "学号,姓名,班级,QQ\n1,张三,机电1901,10001\n02,李四,机电1901,\n0003,王五,机电1902,\n";
  const Plan plan = plan_of(stores, bare);
  ASSERT_EQ(plan.zeros.size(), 3U);
  EXPECT_EQ(plan.zeros.front().given, "1");
  EXPECT_EQ(plan.zeros.front().stored, "001");
  EXPECT_TRUE(plan.gone.empty());
  Import open(stores, read_roster(bare));
  EXPECT_ANY_THROW(open.apply(at(200)));
  EXPECT_EQ(Import(stores, read_roster(bare), {.zeros = Zeros::same}).apply(at(200)),
            (ImportCounts{.updated = 1, .unchanged = 2}));
  EXPECT_EQ(members.by_number("001")->name, "张三");
  EXPECT_EQ(members.by_number("0003")->name, "王五");  // The longer number is the whole one.
  EXPECT_FALSE(members.by_number("003"));
  EXPECT_EQ(members.students(members.class_by_name("机电1902")->id).size(), 1U);
}

TEST_F(RosterImport, AClassThatWasStoredWithBanIsTheSame) {
  members.save_class({.name = "机电1901班", .group = "765432", .major = {}, .grade = {}});
  bring("学号,姓名,班级,QQ\n001,张三,机电1901,\n");
  ASSERT_EQ(members.classes().size(), 1U);
  EXPECT_EQ(members.classes().front().name, "机电1901");
  EXPECT_EQ(members.class_of_group("765432")->name, "机电1901");
}

TEST_F(RosterImport, WhoGoesToAnotherClassLeavesTheDutiesOfTheFirst) {
  bring(plain);
  EXPECT_EQ(bring("学号,姓名,班级,QQ\n002,李四,机电1902,\n", 200), (ImportCounts{.updated = 1}));
  EXPECT_EQ(roles_of("002", 200), Held{Role::student});
  EXPECT_EQ(names_of(members.students(members.class_by_name("机电1901")->id, at(199))),
            (std::vector<std::string>{"张三", "李四"}));
  EXPECT_EQ(names_of(members.students(members.class_by_name("机电1902")->id, at(199))),
            std::vector<std::string>{"王五"});
}

TEST_F(RosterImport, ASuccessorTakesTheRoleFromWhoeverIsNotInTheFile) {
  const std::string staff = "工号,姓名,班级,QQ,角色\n";
  bring(staff + "T1,王敏,机电1901、机电1902,20001,辅导员\nT2,李强,,20002,学工办、管理员\n");
  const std::string successor = staff + "T3,孙倩,机电1901,20003,辅导员\n";
  Plan plan = plan_of(stores, successor);
  ASSERT_EQ(plan.lapses.size(), 1U);
  EXPECT_EQ(plan.lapses.front().person.name, "王敏");
  EXPECT_EQ(plan.lapses.front().successors, "孙倩");
  EXPECT_TRUE(plan.gone.empty());  // She keeps her other class.
  bring(successor, 200);
  const std::int64_t first = members.class_by_name("机电1901")->id;
  EXPECT_EQ(names_of(members.holders(Role::counsellor, first, at(200))), std::vector<std::string>{"孙倩"});
  EXPECT_EQ(names_of(members.holders(Role::counsellor, members.class_by_name("机电1902")->id, at(200))),
            std::vector<std::string>{"王敏"});

  plan = plan_of(stores, staff + "T3,孙倩,机电1901、机电1902,20003,辅导员\nT4,周宁,,20004,学工办\n", 300);
  EXPECT_EQ(names_of(plan.gone), std::vector<std::string>{"王敏"});  // Who keeps the bot is not offered.
}

}  // namespace
}  // namespace banwei::members
