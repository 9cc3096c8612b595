// Migrations: fresh, step by step, refused when newer, undone whole when one fails.
#include "storage/migrations.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "storage/stores.h"
#include "tests/storage/file.h"

namespace banwei::storage {
namespace {

constexpr std::array<std::string_view, 2> steps{
    "CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1)",
    "ALTER TABLE t ADD COLUMN b TEXT NOT NULL DEFAULT 'x'",
};
constexpr std::array<std::string_view, 2> broken{
    "CREATE TABLE u (a INTEGER) STRICT",
    "CREATE TABLE v (a INTEGER) STRICT; CREATE TABLE u (a INTEGER) STRICT",
};

TableSet set_of(std::string_view name, std::span<const std::string_view> all, std::size_t first_steps) {
  return {name, all.first(first_steps)};
}

std::int64_t version(Database& database, std::string_view name) {
  Rows rows = database.query("SELECT version FROM schema_versions WHERE name = $1", name);
  return rows.next() ? rows.integer(0) : -1;
}

bool has_table(Database& database, std::string_view name) {
  Rows rows = database.query("SELECT 1 FROM sqlite_schema WHERE name = $1", name);
  return rows.next();
}

std::string refusal(Database& database, std::span<const TableSet> sets) {
  try {
    migrate(database, sets);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Migrations, FreshDatabaseGetsEveryStep) {
  Database database(":memory:", Database::Access::write);
  migrate(database, std::array{set_of("t", steps, 2)});
  EXPECT_EQ(version(database, "t"), 2);
  Rows rows = database.query("SELECT b FROM t");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(0), "x");
}

TEST(Migrations, OnlyWhatIsMissingIsApplied) {
  Database database(":memory:", Database::Access::write);
  migrate(database, std::array{set_of("t", steps, 1)});
  EXPECT_EQ(version(database, "t"), 1);
  for (int again = 0; again < 2; ++again) {
    migrate(database, std::array{set_of("t", steps, 2)});
    EXPECT_EQ(version(database, "t"), 2);
  }
  Rows rows = database.query("SELECT count(*), min(b) FROM t");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), 1);
  EXPECT_EQ(rows.text(1), "x");
}

TEST(Migrations, ANewerDatabaseIsRefusedAndLeftAlone) {
  Database database(":memory:", Database::Access::write);
  migrate(database, std::array{set_of("t", steps, 2)});
  const std::string why = refusal(database, std::array{set_of("u", broken, 1), set_of("t", steps, 1)});
  EXPECT_NE(why.find("upgrade banwei"), std::string::npos) << why;
  EXPECT_EQ(version(database, "t"), 2);
  EXPECT_FALSE(has_table(database, "u"));
  EXPECT_FALSE(database.in_transaction());
}

TEST(Migrations, AStepThatFailsUndoesAll) {
  Database database(":memory:", Database::Access::write);
  EXPECT_THROW(migrate(database, std::array{set_of("t", steps, 2), set_of("u", broken, 2)}), Error);
  EXPECT_FALSE(database.in_transaction());
  for (const char* table : {"t", "u", "v", "schema_versions"}) EXPECT_FALSE(has_table(database, table)) << table;
}

TEST(Migrations, AReaderOnlyLooks) {
  const File file;
  Database writer(file.path(), Database::Access::write);
  migrate(writer, std::array{set_of("t", steps, 1)});
  Database reader(file.path(), Database::Access::read);
  EXPECT_EQ(refusal(reader, std::array{set_of("t", steps, 1)}), "");
  EXPECT_NE(refusal(reader, std::array{set_of("t", steps, 2)}).find("older"), std::string::npos);
  migrate(writer, std::array{set_of("t", steps, 2)});
  EXPECT_NE(refusal(reader, std::array{set_of("t", steps, 1)}).find("upgrade banwei"), std::string::npos);
}

TEST(Migrations, AFileOfSomebodyElseIsLeftAlone) {
  const File file;
  Database writer(file.path(), Database::Access::write);
  Database reader(file.path(), Database::Access::read);
  const auto sets = std::array{set_of("t", steps, 2)};
  EXPECT_NE(refusal(reader, sets).find("holds nothing yet"), std::string::npos);
  writer.script("CREATE TABLE theirs (a INTEGER)");
  for (Database* database : {&writer, &reader}) {
    EXPECT_NE(refusal(*database, sets).find("another program's"), std::string::npos);
    EXPECT_FALSE(has_table(*database, "t"));
  }
}

TEST(Migrations, EveryShippedStepLeadsToTheNewestSchema) {
  const std::array sets{Members::tables,       Readings::tables,     Questions::tables, Alerts::tables,
                        ClassSettings::tables, RollCalls::tables,    Reminders::tables, Notices::tables,
                        Inbox::tables,         Gaps::tables,         Outbox::tables,    SendLog::tables,
                        Schedule::tables,      GroupChanges::tables, Leaves::tables,    AccessLog::tables,
                        Audit::tables,         LessonReports::tables};
  const auto schema = [](Database& database) {
    std::string all;
    Rows rows = database.query("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY type, name");
    while (rows.next()) all += rows.text(0) + "\n";
    return all;
  };
  Database fresh(":memory:", Database::Access::write);
  migrate(fresh, sets);
  for (std::size_t grown = 0; grown < sets.size(); ++grown) {
    for (std::size_t shipped = 1; shipped <= sets.at(grown).steps.size(); ++shipped) {
      Database database(":memory:", Database::Access::write);
      std::vector<TableSet> older(sets.begin(), sets.end());
      older.at(grown).steps = older.at(grown).steps.first(shipped);
      migrate(database, older);
      migrate(database, sets);
      EXPECT_EQ(schema(database), schema(fresh)) << sets.at(grown).name << " from " << shipped;
    }
  }
}

TEST(Stores, OpenTwiceOnOneFileAndForReading) {
  const File file;
  {
    Database database(file.path(), Database::Access::write);
    Stores stores(database);
    stores.members.save_class({.name = "机电1901", .group = {}, .major = {}, .grade = {}});
  }
  {
    Database database(file.path(), Database::Access::write);
    const Stores stores(database);
    EXPECT_EQ(stores.members.classes().size(), 1U);
  }
  Database reader(file.path(), Database::Access::read);
  const Stores stores(reader);
  EXPECT_EQ(stores.members.classes().size(), 1U);
}

TEST(Stores, EveryTableIsStrictAndHoldsOnlyIntegersAndTexts) {
  Database database(":memory:", Database::Access::write);
  const Stores stores(database);
  Rows tables =
      database.query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'");
  int count = 0;
  while (tables.next()) {
    ++count;
    EXPECT_EQ(tables.integer(1), 1) << tables.text(0);
    Rows columns = database.query("SELECT name, type FROM pragma_table_info($1)", tables.text(0));
    while (columns.next()) {
      const std::string type = columns.text(1);
      EXPECT_TRUE(type == "INTEGER" || type == "TEXT") << tables.text(0) << '.' << columns.text(0);
    }
  }
  EXPECT_GT(count, 12);
}

}  // namespace
}  // namespace banwei::storage
