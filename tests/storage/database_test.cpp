// The connection: pragmas, values, statements in use twice, transactions, and a disk that is full.
#include "storage/database.h"

#include <gtest/gtest.h>

#include "tests/storage/file.h"

namespace banwei::storage {
namespace {

std::string pragma(Database& database, const std::string& name) {
  Rows rows = database.query("PRAGMA " + name);
  return rows.next() ? rows.text(0) : "";
}

std::int64_t count(Database& database) {
  Rows rows = database.query("SELECT count(*) FROM t");
  rows.next();
  return rows.integer(0);
}

/// The code of the Error that `act` throws; 0 when it throws none.
template <class Act>
int code_of(Act act) {
  try {
    act();
  } catch (const Error& error) {
    return error.code();
  }
  return 0;
}

TEST(Database, WriterHasTheHousesPragmas) {
  const File file;
  Database database(file.path(), Database::Access::write);
  EXPECT_EQ(pragma(database, "journal_mode"), "wal");
  EXPECT_EQ(pragma(database, "synchronous"), "2");  // FULL
  EXPECT_EQ(pragma(database, "foreign_keys"), "1");
  EXPECT_EQ(pragma(database, "secure_delete"), "2");  // FAST
  EXPECT_EQ(pragma(database, "trusted_schema"), "0");
  EXPECT_EQ(pragma(database, "mmap_size"), "0");
  EXPECT_EQ(pragma(database, "temp_store"), "2");  // MEMORY
  EXPECT_EQ(pragma(database, "busy_timeout"), "2000");
  EXPECT_EQ(pragma(database, "wal_autocheckpoint"), "4000");
  EXPECT_GT(std::stoll(pragma(database, "journal_size_limit")), 0);
  EXPECT_EQ(pragma(database, "auto_vacuum"), "2");  // INCREMENTAL
}

TEST(Database, AutoVacuumIsInTheFile) {
  const File file;
  { Database(file.path(), Database::Access::write).script("CREATE TABLE t (a INTEGER) STRICT"); }
  Database reader(file.path(), Database::Access::read);
  EXPECT_EQ(pragma(reader, "auto_vacuum"), "2");
}

TEST(Database, ReaderCannotWrite) {
  const File file;
  Database writer(file.path(), Database::Access::write);
  writer.script("CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1)");
  Database reader(file.path(), Database::Access::read);
  EXPECT_EQ(count(reader), 1);
  EXPECT_EQ(pragma(reader, "mmap_size"), "0");
  EXPECT_EQ(pragma(reader, "busy_timeout"), "2000");
  EXPECT_EQ(pragma(reader, "trusted_schema"), "0");

  constexpr int readonly = 8;
  EXPECT_EQ(code_of([&] { reader.run("INSERT INTO t VALUES (2)"); }), readonly);
  EXPECT_EQ(code_of([&] { reader.script("DROP TABLE t"); }), readonly);
  // Not even when it takes its own fetters off: the file itself is open for reading only.
  reader.script("PRAGMA query_only = OFF");
  EXPECT_EQ(code_of([&] { reader.run("INSERT INTO t VALUES (2)"); }), readonly);
  EXPECT_EQ(count(writer), 1);
}

TEST(Database, NoStatementWritesTheSchemaBehindSqlitesBack) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER) STRICT; PRAGMA writable_schema = ON");
  EXPECT_NE(code_of([&] { database.run("UPDATE sqlite_schema SET sql = 'x'"); }), 0);
  EXPECT_EQ(count(database), 0);
}

TEST(Database, ReaderOfNoFileSaysSo) {
  const File file;
  try {
    Database reader(file.path(), Database::Access::read);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), 14);  // CANTOPEN
    EXPECT_TRUE(error.environment());
  }
}

TEST(Database, WhatDoesNotOpenSaysWhatToDo) {
  const File file;
  const auto said = [&](Database::Access access) -> std::string {
    try {
      const Database database(file.path(), access);
      return "";
    } catch (const Error& error) {
      return error.what();
    }
  };
  for (const auto access : {Database::Access::read, Database::Access::write}) {
    std::ofstream(file.path()) << std::string(8192, 'x');
    EXPECT_NE(said(access).find(file.path() + ": file is not a database (26): it is damaged or"), std::string::npos)
        << said(access);
    std::filesystem::remove(file.path());
    std::filesystem::create_directory(file.path());
    EXPECT_NE(said(access).find("check that it is a file"), std::string::npos) << said(access);
    std::filesystem::remove(file.path());
  }
}

TEST(Database, ValuesComeBackAsTheyWent) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER, b TEXT, c TEXT, d INTEGER) STRICT");
  const std::string odd("a\0'b\n体温", 11);
  EXPECT_EQ(database.run("INSERT INTO t VALUES ($1, $2, $3, $4)", INT64_MIN, odd, nullptr, std::optional<int>()), 1);
  EXPECT_EQ(database.run("INSERT INTO t VALUES ($1, $2, $3, $4)", true, "", std::string_view("x"),
                         std::optional<bool>(false)),
            1);
  Rows rows = database.query("SELECT * FROM t");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), INT64_MIN);
  EXPECT_EQ(rows.text(1), odd);
  EXPECT_TRUE(rows.null(2));
  EXPECT_EQ(rows.text(2), "");
  EXPECT_EQ(rows.integer(3), 0);
  EXPECT_FALSE(rows.maybe_integer(3));
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.integer(0), 1);
  EXPECT_FALSE(rows.null(1));
  EXPECT_EQ(rows.text(2), "x");
  EXPECT_EQ(rows.maybe_integer(3), 0);
  EXPECT_FALSE(rows.next());
  EXPECT_FALSE(rows.next());  // Asking again does not start over.
}

TEST(Database, AValueIsNeverSql) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a TEXT) STRICT");
  database.run("INSERT INTO t VALUES ($1)", "'); DROP TABLE t; --");
  EXPECT_EQ(count(database), 1);
}

TEST(Database, TheSameSqlRunsNested) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1), (2), (3)");
  std::vector<std::int64_t> pairs;
  for (int round = 0; round < 2; ++round) {
    Rows outer = database.query("SELECT a FROM t WHERE a > $1 ORDER BY a", 0);
    while (outer.next()) {
      Rows inner = database.query("SELECT a FROM t WHERE a > $1 ORDER BY a", outer.integer(0));
      while (inner.next()) pairs.push_back(10 * outer.integer(0) + inner.integer(0));
    }
  }
  EXPECT_EQ(pairs, (std::vector<std::int64_t>{12, 13, 23, 12, 13, 23}));
}

TEST(Database, ValuesOutliveTheCallThatGaveThem) {
  Database database(":memory:", Database::Access::write);
  auto start = [&] {
    const std::string text(100, 'x');
    return database.query("SELECT $1", text);
  };
  Rows rows = start();
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(0), std::string(100, 'x'));
}

TEST(Database, AKeptPragmaIsAskedAnew) {
  Database database(":memory:", Database::Access::write);
  EXPECT_EQ(pragma(database, "secure_delete"), "2");
  {
    const Shredding shredding(database);
    EXPECT_EQ(pragma(database, "secure_delete"), "1");
  }
  EXPECT_EQ(pragma(database, "secure_delete"), "2");
}

TEST(Database, FaultsOfOursAreNotTheEnvironments) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT; INSERT INTO t VALUES (1)");
  const std::vector<std::pair<std::string, int>> cases{{"SELEC 1", 1},
                                                       {"SELECT * FROM missing", 1},
                                                       {"INSERT INTO t VALUES (1)", 19},
                                                       {"INSERT INTO t VALUES ('x')", 19}};
  for (const auto& [sql, code] : cases) {
    try {
      database.run(sql);
      ADD_FAILURE() << sql;
    } catch (const Error& error) {
      EXPECT_FALSE(error.environment()) << sql;
      EXPECT_NE(std::string(error.what()).find(sql), std::string::npos) << error.what();
    }
  }
  EXPECT_NE(code_of([&] { database.run("INSERT INTO t VALUES ($1)"); }), 0);    // A value too few.
  EXPECT_NE(code_of([&] { database.run("INSERT INTO t VALUES (2)", 1); }), 0);  // One too many.
  EXPECT_NE(code_of([&] { database.query("SELECT 1").integer(0); }), 0);        // There is no row yet.
  EXPECT_EQ(count(database), 1);
}

TEST(Database, WhatIsTheEnvironmentsFault) {
  for (int code : {5, 6, 7, 8, 10, 13, 14}) EXPECT_TRUE(Error(code, "").environment()) << code;
  for (int code : {1, 2, 4, 9, 11, 19, 21, 25}) EXPECT_FALSE(Error(code, "").environment()) << code;
}

TEST(Database, AForeignKeyHolds) {
  Database database(":memory:", Database::Access::write);
  database.script(
      "CREATE TABLE p (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE t (p INTEGER REFERENCES p (id)) STRICT");
  EXPECT_EQ(code_of([&] { database.run("INSERT INTO t VALUES ($1)", 7); }), 19);
}

TEST(Transaction, KeptByCommitUndoneWithout) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER) STRICT");
  EXPECT_FALSE(database.in_transaction());
  {
    Transaction transaction(database);
    EXPECT_TRUE(database.in_transaction());
    database.run("INSERT INTO t VALUES (1)");
  }
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(count(database), 0);
  {
    Transaction transaction(database);
    database.run("INSERT INTO t VALUES (1)");
    transaction.commit();
  }
  EXPECT_EQ(count(database), 1);
}

TEST(Transaction, TakesTheWriteLockAtOnce) {
  const File file;
  Database first(file.path(), Database::Access::write);
  Database second(file.path(), Database::Access::write);
  second.script("PRAGMA busy_timeout = 0");
  const Transaction transaction(first);
  EXPECT_EQ(code_of([&] { Transaction refused(second); }), 5);  // BUSY
  EXPECT_FALSE(second.in_transaction());
}

TEST(Transaction, CommitThatFailedCanBeTriedAgainOrUndone) {
  Database database(":memory:", Database::Access::write);
  database.script(
      "CREATE TABLE p (id INTEGER PRIMARY KEY) STRICT;"
      "CREATE TABLE t (p INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED) STRICT");
  {
    Transaction transaction(database);
    database.run("INSERT INTO t VALUES (1)");
    EXPECT_EQ(code_of([&] { transaction.commit(); }), 19);
    EXPECT_TRUE(database.in_transaction());
  }
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(count(database), 0);
  Transaction transaction(database);
  database.run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(code_of([&] { transaction.commit(); }), 19);
  database.run("INSERT INTO p VALUES (1)");
  transaction.commit();
  EXPECT_EQ(count(database), 1);
}

TEST(Transaction, IsUndoneWhileRowsAreStillRead) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1), (2)");
  Rows rows = database.query("SELECT a FROM t");
  {
    const Transaction transaction(database);
    database.run("INSERT INTO t VALUES (3)");
    ASSERT_TRUE(rows.next());
  }
  EXPECT_FALSE(database.in_transaction());
  EXPECT_EQ(count(database), 2);
}

TEST(Savepoint, IsUndoneAlone) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER) STRICT");
  Transaction transaction(database);
  database.run("INSERT INTO t VALUES (1)");
  {
    Savepoint kept(database);
    database.run("INSERT INTO t VALUES (2)");
    {
      const Savepoint inner(database);
      database.run("INSERT INTO t VALUES (3)");
    }
    kept.keep();
  }
  {
    const Savepoint undone(database);
    database.run("INSERT INTO t VALUES (4)");
    Savepoint inner(database);
    database.run("INSERT INTO t VALUES (5)");
    inner.keep();
  }
  transaction.commit();
  Rows rows = database.query("SELECT group_concat(a) FROM t");
  ASSERT_TRUE(rows.next());
  EXPECT_EQ(rows.text(0), "1,2");
}

TEST(Savepoint, IsUndoneAfterAStatementFailed) {
  Database database(":memory:", Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER PRIMARY KEY) STRICT");
  Transaction transaction(database);
  database.run("INSERT INTO t VALUES (1)");
  try {
    Savepoint step(database);
    database.run("INSERT INTO t VALUES (2)");
    database.run("INSERT INTO t VALUES (1)");
    step.keep();
    FAIL();
  } catch (const Error& error) {
    EXPECT_FALSE(error.environment());
  }
  EXPECT_TRUE(database.in_transaction());
  transaction.commit();
  EXPECT_EQ(count(database), 1);
}

class FullDisk : public testing::Test {
 protected:
  FullDisk() {
    database_.script(
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT; INSERT INTO t VALUES (1, 'kept')");
    limit("page_count");
  }

  void limit(const std::string& to) {
    const std::string pages = to == "page_count" ? pragma(database_, to) : to;
    database_.script("PRAGMA max_page_count = " + pages);
  }

  void fill() {
    for (int i = 0; i < 100; ++i) database_.run("INSERT INTO t (b) VALUES ($1)", std::string(3000, 'x'));
  }

  const File file_;
  Database database_{file_.path(), Database::Access::write};
};

TEST_F(FullDisk, EndsTheTransactionAndTheConnectionLivesOn) {
  try {
    Transaction transaction(database_);
    Savepoint step(database_);
    fill();
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), 13);  // FULL
    EXPECT_TRUE(error.environment());
  }
  EXPECT_FALSE(database_.in_transaction());
  EXPECT_EQ(count(database_), 1);

  limit("1000000");
  Transaction transaction(database_);
  fill();
  transaction.commit();
  EXPECT_EQ(count(database_), 101);
}

TEST_F(FullDisk, LeavesNoTransactionThatAStepCouldBeKeptIn) {
  Transaction transaction(database_);
  {
    Savepoint step(database_);
    EXPECT_EQ(code_of([&] { fill(); }), 13);
    if (database_.in_transaction()) GTEST_SKIP() << "this SQLite undid the statement alone";
    EXPECT_NE(code_of([&] { step.keep(); }), 0);
  }
  EXPECT_NE(code_of([&] { transaction.commit(); }), 0);
  EXPECT_EQ(count(database_), 1);
}

TEST(Compact, APurgeLeavesNothingInTheFile) {
  const File file;
  Database database(file.path(), Database::Access::write);
  database.script("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL) STRICT");
  {
    Transaction transaction(database);
    for (int i = 0; i < 2000; ++i) database.run("INSERT INTO t (b) VALUES ($1)", "secret" + std::to_string(i));
    transaction.commit();
  }
  ASSERT_TRUE(file.contains("secret1999"));
  {
    const Shredding shredding(database);
    Transaction transaction(database);
    EXPECT_EQ(database.run("DELETE FROM t WHERE a > $1", 1), 1999);
    transaction.commit();
  }
  ASSERT_TRUE(database.compact());
  EXPECT_FALSE(file.contains("secret1999"));
  EXPECT_FALSE(file.contains("secret1000"));
  EXPECT_TRUE(file.contains("secret0"));
  EXPECT_EQ(pragma(database, "freelist_count"), "0");
}

TEST(Compact, WaitsForAReader) {
  const File file;
  Database database(file.path(), Database::Access::write);
  database.script("PRAGMA busy_timeout = 0; CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1), (2)");
  Database reader(file.path(), Database::Access::read);
  {
    Rows rows = reader.query("SELECT a FROM t");
    ASSERT_TRUE(rows.next());
    database.run("DELETE FROM t");
    EXPECT_FALSE(database.compact());
  }
  EXPECT_TRUE(database.compact());
}

}  // namespace
}  // namespace banwei::storage
