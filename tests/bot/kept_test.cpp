// Every column that refers to a person, found in the schema itself, so that no new table is forgotten: what stands in
// it is told him, goes in its time, goes when all about him is deleted; or why not stands here.
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <set>

#include "handlers/retention.h"
#include "storage/erasure.h"
#include "storage/upkeep.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using storage::Database;
using storage::Rows;

struct Column {
  std::string table;
  std::string name;
  std::string type;
  std::string refers;  // The table that it refers to.
  bool key = false;    // It alone tells the rows apart.

  std::string full() const { return table + "." + name; }
};

std::vector<Column> columns_of(Database& database) {
  std::vector<Column> all;
  for (const auto& [table, rows] : storage::row_counts(database)) {
    if (table == "schema_versions" || table.starts_with("sqlite_")) continue;
    std::map<std::string, std::string> refers;
    for (Rows keys = database.query(R"(SELECT "from", "table" FROM pragma_foreign_key_list($1))", table); keys.next();)
      refers[keys.text(0)] = keys.text(1);
    Rows single = database.query("SELECT sum(pk > 0) FROM pragma_table_info($1)", table);
    const bool alone = single.next() && single.integer(0) == 1;
    for (Rows rows_of = database.query("SELECT name, type, pk FROM pragma_table_info($1)", table); rows_of.next();)
      all.push_back({.table = table,
                     .name = rows_of.text(0),
                     .type = rows_of.text(1),
                     .refers = refers.contains(rows_of.text(0)) ? refers.at(rows_of.text(0)) : "",
                     .key = alone && rows_of.integer(2) > 0});
  }
  return all;
}

constexpr std::int64_t his = 700;  // The number of the person, and of a row in each table.
constexpr std::int64_t of_another = 701;
constexpr auto name = "周不凡";
constexpr auto account = "778899";

/// What a row says where its time is over.
const std::map<std::string, std::string>& over() {
  static const std::map<std::string, std::string> all{{"care_cases.state", "'closed'"}, {"leaves.state", "'approved'"},
                                                      {"marks.status", "'here'"},       {"parcels.state", "'sent'"},
                                                      {"readings.replaced_by", "NULL"}, {"readings.replaces", "NULL"},
                                                      {"roll_calls.cancelled", "NULL"}};
  return all;
}

/// A row in each table, under the number `row`: whatever refers to a person is `row`, whatever refers to another table
/// is its row, and in all else stands this text or this number.
void fill(Database& database, const std::vector<Column>& columns, std::int64_t row, const std::string& text,
          std::int64_t number) {
  database.script("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
  std::map<std::string, std::pair<std::string, std::string>> tables;
  for (const Column& one : columns) {
    auto& [names, values] = tables[one.table];
    const std::string comma = names.empty() ? "" : ", ";
    const auto told = over().find(one.full());
    names += comma + '"' + one.name + '"';
    if (told != over().end()) {
      values += comma + told->second;
    } else if (one.type == "TEXT") {
      values += comma + '\'' + text + '\'';
    } else {
      values += comma + std::to_string(!one.refers.empty() || one.key ? row : number);
    }
  }
  for (const auto& [table, row_of] : tables)
    database.run("INSERT OR IGNORE INTO \"" + table + "\" (" + row_of.first + ") VALUES (" + row_of.second + ")");
  database.script("PRAGMA foreign_keys = ON; PRAGMA ignore_check_constraints = OFF");
}

std::vector<Retention> sorts_of(World& world) {
  std::vector<Retention> all;
  for (Feature* feature : world.features()) {
    if (auto* keeps = dynamic_cast<Keeps*>(feature)) {
      for (Retention& sort : keeps->retention()) all.push_back(std::move(sort));
    }
  }
  return all;
}

class KeptTest : public testing::Test {
 protected:
  Database& database() { return world_.stores().database; }

  Person person() {
    constexpr auto sql = R"sql(
      UPDATE persons SET number = '2019010177', name = $1, account = $2, staff = 0, left_at = NULL, suspended = 0
      WHERE id = $3
    )sql";
    database().run(sql, name, account, his);
    return *world_.stores().members.by_id(his);
  }

  /// Makes the column say that it is of him or, with all that refers to people beside it, of another.
  void set(const Column& column, std::int64_t whose) {
    database().run("UPDATE \"" + column.table + "\" SET \"" + column.name + "\" = " + std::to_string(whose));
  }

  std::int64_t rows_where(const Column& column, const std::string& condition) {
    Rows rows =
        database().query("SELECT count(*) FROM \"" + column.table + "\" WHERE \"" + column.name + "\" " + condition);
    return rows.next() ? rows.integer(0) : 0;
  }

  World world_;
  Moment now_ = world_.zone.at(world_.clock.wall());
  std::vector<Column> columns_ = columns_of(database());
};

constexpr auto act = "what somebody did by virtue of a role, or told of another: it stays with what it was done to";
constexpr auto soon = "gone within days, or as soon as it is settled";
constexpr auto roster = "the roster, which 我的数据 names";

TEST_F(KeptTest, WhateverRefersToAPersonIsToldHimOrItIsSaidWhyNot) {
  const std::map<std::string, std::string> not_told{
      {"accesses.reader", act},
      {"alerts.by", act},
      {"alerts.seen_by", act},
      {"bind_codes.person", soon},
      {"bind_requests.person", soon},
      {"care_cases.closed_by", act},
      {"care_cases.owner", act},
      {"care_entries.by", act},
      {"care_teams.person", act},
      {"class_choices.by", act},
      {"consents.person", "a line of its own"},
      {"contacts.by", act},
      {"exemptions.by", act},
      {"findings.assignee", act},
      {"findings.settled_by", act},
      {"grants.person", roster},
      {"group_claims.person", soon},
      {"leaves.asked_of", act},
      {"leaves.by", act},
      {"leaves.decided_by", act},
      {"ledger_standings.person", "the day's readings again, gone with the next day"},
      {"lesson_reports.by", act},
      {"marks.said_by", act},
      {"meeting_themes.by", act},
      {"meetings.by", act},
      {"meetings.minutes_by", act},
      {"notes.person", "what is missing of the readings"},
      {"notices.publisher", act},
      {"questions.person", soon},
      {"readings.said_by", act},
      {"receipts.teller", act},
      {"roll_calls.caller", act},
      {"spot_checks.by", act},
      {"spot_checks.explained_by", act},
      {"staged_rosters.person", soon},
      {"stays.person", roster},
      {"tellings.person", act}};
  const Day yesterday = now_.day() - std::chrono::days{1};
  fill(database(), columns_, his, iso(yesterday), (now_.utc - std::chrono::hours{1}).time_since_epoch().count());
  const Person self = person();
  database().script("PRAGMA foreign_keys = OFF");
  std::set<std::string> untold;
  for (const Column& one : columns_) {
    if (one.refers != "persons") continue;
    for (const Column& beside : columns_)
      if (beside.table == one.table && beside.refers == "persons") set(beside, of_another);
    std::map<std::string, std::int64_t> before;
    for (const Retention& sort : sorts_of(world_))
      if (sort.count) before[sort.of.key] = sort.count(self, now_);
    set(one, his);
    bool told = false;
    for (const Retention& sort : sorts_of(world_))
      told = told || (sort.count && sort.count(self, now_) > before[sort.of.key]);
    if (!told) untold.insert(one.full());
    for (const Column& beside : columns_)
      if (beside.table == one.table && beside.refers == "persons") set(beside, his);
  }
  std::set<std::string> stated;
  for (const auto& [column, why] : not_told) stated.insert(column);
  EXPECT_EQ(untold, stated);
}

TEST_F(KeptTest, WhateverRefersToAPersonGoesInItsTimeOrItIsSaidWhyNot) {
  const std::map<std::string, std::string> stays{
      {"class_choices.by", "the choice that holds"},
      {"consents.person", "what he agreed to, as long as he is here"},
      {"exemptions.by", "past days are counted by it, without its reason"},
      {"exemptions.person", "past days are counted by it, without its reason"},
      {"grants.person", roster},
      {"stays.person", roster}};
  constexpr std::chrono::sys_days long_ago{std::chrono::year{2019} / 12 / 1};
  fill(database(), columns_, his, "2019-12-01", Utc{long_ago}.time_since_epoch().count());
  // What is newest stays, so that its number is not given again.
  fill(database(), columns_, of_another, iso(now_.day()), now_.utc.time_since_epoch().count());
  database().run("DELETE FROM day_counts");
  for (const Retention& sort : sorts_of(world_)) {
    constexpr int turns = 1000;  // A day of temperatures is counted in one.
    for (int i = 0; i < turns && sort.forget(now_, 100) > 0; ++i) {
    }
  }
  world_.stores().purge(now_.utc);
  std::set<std::string> left;
  for (const Column& one : columns_)
    if (one.refers == "persons" && rows_where(one, "= 700") > 0) left.insert(one.full());
  std::set<std::string> stated;
  for (const auto& [column, why] : stays) stated.insert(column);
  EXPECT_EQ(left, stated);
}

TEST_F(KeptTest, NothingOfAPersonIsLeftWhenAllAboutHimIsDeleted) {
  constexpr auto nobody = "it tells of nobody: our own words, accounts and rooms";
  constexpr auto a_class = "it tells of a class";
  constexpr auto free_text = "what others have written, until its time is over; the preview counts it";
  const std::map<std::string, std::string> of_others{{"invitations", nobody},
                                                     {"reach", nobody},
                                                     {"audit", nobody},
                                                     {"breakers", nobody},
                                                     {"class_choices", a_class},
                                                     {"classes", a_class},
                                                     {"day_counts", a_class},
                                                     {"deliveries", a_class},
                                                     {"gaps", nobody},
                                                     {"holes", nobody},
                                                     {"ledger_classes", a_class},
                                                     {"ledgers", a_class},
                                                     {"lesson_reports", a_class},
                                                     {"lines.account", nobody},
                                                     {"breakers.account", nobody},
                                                     {"looks.account", nobody},
                                                     {"sent_lately.account", nobody},
                                                     {"looks", nobody},
                                                     {"meeting_themes", a_class},
                                                     {"meetings", a_class},
                                                     {"notices", free_text},
                                                     {"occurrences", nobody},
                                                     {"roll_calls", a_class},
                                                     {"sent_lately", soon},
                                                     {"spot_checks", act},
                                                     {"timers", soon},
                                                     {"timetable", a_class}};
  std::set<std::string> left;
  for (const std::string text : {name, account}) {
    database().script("PRAGMA foreign_keys = OFF");
    for (const Column& one : columns_) {
      if (one.table != "audit") database().run("DELETE FROM \"" + one.table + "\"");
    }
    fill(database(), columns_, his, text, 1);
    storage::erase(world_.stores(), person(), now_.utc);
    for (const Column& one : columns_) {
      const bool refers = one.refers == "persons";
      const bool of_accounts = one.name == "account" || one.name == "user" || one.name == "target";
      if (!refers && (one.type != "TEXT" || of_accounts != (text == account))) continue;
      if (rows_where(one, refers ? "= 700" : "= '" + text + "'") > 0) left.insert(of_accounts ? one.full() : one.table);
    }
  }
  std::set<std::string> stated;
  for (const auto& [table, why] : of_others) stated.insert(table);
  EXPECT_EQ(left, stated);
}

}  // namespace
}  // namespace banwei::tests
