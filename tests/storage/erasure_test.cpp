// Everything about one person goes: afterwards nothing of him is in any table, and what others did stands.
#include "storage/erasure.h"

#include <gtest/gtest.h>

#include <array>

#include "storage/upkeep.h"
#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class ErasureTest : public testing::Test, protected World {
 protected:
  /// How many cells of all tables hold the text.
  std::int64_t cells(const std::string& text) {
    std::int64_t found = 0;
    for (const auto& [table, rows] : row_counts(database)) {
      Rows columns = database.query("SELECT name FROM pragma_table_info($1)", table);
      while (columns.next()) {
        Rows count = database.query(
            R"(SELECT count(*) FROM ")" + table + R"(" WHERE instr(")" + columns.text(0) + R"(", $1) > 0)", text);
        if (count.next()) found += count.integer(0);
      }
    }
    return found;
  }
};

TEST_F(ErasureTest, NothingOfThePersonIsLeftAndNothingOfOthersIsLost) {
  const Person zhou = student("2019010177", "周不凡", first_class, "778899");
  const Day today = day("2020-03-11");
  const auto reading = stores.readings.record(
      {.person = zhou.id, .day = today, .centi = 3800, .by = zhou.id, .text = "周不凡38", .recorded = at(1)});
  stores.readings.record({.person = li.id, .day = today, .centi = 3650, .by = zhou.id, .recorded = at(1)});
  const auto alert = stores.alerts.open(
      {.person = zhou.id, .class_id = first_class, .by = zhou.id, .centi = 3800, .reading = reading.id, .day = today});
  stores.alerts.save({.alert = alert, .person = teacher.id});
  const auto call = stores.roll_calls.open({.class_id = first_class, .caller = teacher.id, .opened = at(1)});
  stores.roll_calls.mark({.roll_call = call, .person = zhou.id, .by = zhou.id});
  stores.roll_calls.mark({.roll_call = call, .person = li.id, .by = zhou.id});
  stores.lesson_reports.add(
      {.class_id = first_class, .day = today, .by = li.id, .absences = {{.person = zhou.id}, {.person = li.id}}});
  stores.leaves.add({.person = zhou.id, .class_id = first_class, .by = zhou.id, .from = today, .to = today});
  const auto notice = stores.notices.add({.publisher = teacher.id, .body = "{}", .receipt = true});
  stores.notices.confirm(notice, zhou.id, zhou.id, at(1));
  stores.reminders.add({.owner = zhou.id, .text = "交表"});
  stores.reminders.add({.owner = teacher.id, .text = "找周不凡谈话"});
  stores.outbox.add({.target = teacher.account, .content = "⚠ 周不凡 38℃"});
  stores.outbox.add({.target = zhou.account, .content = "再量一次好吗"});
  stores.outbox.add({.target = li.account, .content = "已记36.5℃"});
  stores.questions.ask(
      {.person = zhou.id, .feature = "temperature", .kind = "typo", .payload = "{}", .day = today, .until = at(9)});
  stores.access_log.add({.reader = teacher.id, .what = "fevers", .at = at(1)}, std::array{zhou.id});
  stores.audit.add({.at = at(1), .actor = teacher.id, .verb = "leave.approve", .details = "周不凡 事假"});

  const auto open = stores.cases.open({.person = zhou.id, .class_id = first_class, .opened = at(1), .day = today});
  stores.cases.add({.case_id = open, .at = at(1), .day = today, .by = zhou.id, .words = "周不凡 37.8"});
  stores.contacts.add({.person = zhou.id, .words = "周不凡的母亲", .by = teacher.id, .at = at(1), .day = today});
  stores.whereabouts.add({.person = zhou.id, .said = at(1), .day = today, .area = "武汉"});
  stores.staged_rosters.stage(teacher.id, "学号,姓名\n2019010177,周不凡\n", at(1));
  stores.staged_rosters.keep_undo(77, R"({"name":"周不凡"})");
  stores.staged_rosters.keep_undo(77, R"({"added":"2019010177"})");
  stores.bindings.list("g1", {{zhou.account, "机电1901周不凡"}, {li.account, "李四"}, {"1", "2019010177"}});
  stores.bindings.ask({.user = "2", .person = zhou.id, .at = at(1)});
  stores.bindings.give_code(zhou.id, at(9));

  const Erased gone = erase(stores, zhou, at(2));
  EXPECT_EQ(gone.readings, 1);
  EXPECT_EQ(gone.alerts, 1);
  EXPECT_EQ(gone.marks, 2) << "of a roll call and of a lesson";
  EXPECT_EQ(gone.leaves, 1);
  EXPECT_EQ(gone.receipts, 1);
  EXPECT_EQ(gone.reminders, 1);
  EXPECT_EQ(gone.messages, 3);
  EXPECT_EQ(gone.accesses, 1);
  EXPECT_EQ(gone.mentions, 1) << "what a teacher wrote for himself";

  EXPECT_EQ(cells(zhou.name), 1) << "that reminder";
  EXPECT_EQ(cells(zhou.number), 0);
  EXPECT_EQ(cells(zhou.account), 0);
  EXPECT_FALSE(stores.members.by_account(zhou.account));
  EXPECT_FALSE(anybody(stores, zhou.number));
  EXPECT_EQ(stores.readings.of_day(li.id, today).size(), 1U) << "that he said it for somebody else does not take it";
  EXPECT_EQ(stores.roll_calls.marks(call).size(), 1U);
  EXPECT_EQ(stores.outbox.count(SendState::waiting), 1);
  EXPECT_FALSE(stores.audit.verify().broken);
  Rows broken = database.query("PRAGMA foreign_key_check");
  EXPECT_FALSE(broken.next());
}

}  // namespace
}  // namespace banwei::storage
