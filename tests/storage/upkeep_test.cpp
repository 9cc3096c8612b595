// The whole database: sound or broken, and a copy that holds every row and nothing that was deleted.
#include "storage/upkeep.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "storage/stores.h"
#include "tests/storage/file.h"

namespace banwei::storage {
namespace {

namespace fs = std::filesystem;

class Upkeep : public testing::Test {
 protected:
  Upkeep() { add(1, "canary-kept"); }

  void add(std::int64_t id, const std::string& word) {
    if (id == 1) writer.script("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT");
    writer.run("INSERT INTO t VALUES ($1, $2)", id, word);
  }

  const File file;
  const File target;
  Database writer{file.path(), Database::Access::write};
  Database reader{file.path(), Database::Access::read};
};

TEST_F(Upkeep, ACopyHoldsEveryRowInOneFile) {
  for (int i = 2; i <= 1000; ++i) add(i, "word");
  EXPECT_EQ(back_up(reader, target.path()), 1000);
  EXPECT_FALSE(fs::exists(target.path() + "-wal"));
  EXPECT_FALSE(fs::exists(target.path() + "-journal"));
  Database copy(target.path(), Database::Access::read);
  EXPECT_EQ(row_counts(copy), (std::map<std::string, std::int64_t>{{"t", 1000}}));
  EXPECT_EQ(integrity_check(copy), "ok");
}

TEST_F(Upkeep, ACopyHoldsNothingThatWasDeleted) {
  // FAST leaves the text in free pages of the source; a copy page by page would take it along.
  writer.script("PRAGMA secure_delete = OFF");
  for (int i = 2; i <= 200; ++i) add(i, "canary-gone" + std::string(500, 'x'));
  writer.run("DELETE FROM t WHERE id > 1");
  back_up(reader, target.path());
  EXPECT_TRUE(file.contains("canary-gone"));  // Else this test would prove nothing.
  EXPECT_TRUE(target.contains("canary-kept"));
  EXPECT_FALSE(target.contains("canary-gone"));
}

TEST_F(Upkeep, AWriterIsNotInTheWayOfACopyNorTheOtherWayRound) {
  Transaction open(writer);
  add(2, "not committed");
  EXPECT_EQ(back_up(reader, target.path()), 1);
  open.commit();
  EXPECT_EQ(row_counts(reader).at("t"), 2);
}

TEST_F(Upkeep, ADatabaseCanBeRunFromItsCopy) {
  const File house;
  Database database(house.path(), Database::Access::write);
  Stores stores(database);
  stores.members.save_class({.name = "机电1901", .group = "1", .major = {}, .grade = {}});
  back_up(database, target.path());
  Database copy(target.path(), Database::Access::write);
  Stores again(copy);
  EXPECT_EQ(again.members.classes().size(), 1U);
  EXPECT_EQ(versions(copy), versions(database));
  EXPECT_EQ(versions(copy).at("members"), static_cast<std::int64_t>(Members::tables.steps.size()));
}

TEST_F(Upkeep, AnIndexThatDisagreesWithItsTableIsTold) {
  add(2, "canary-gone");
  writer.script("CREATE INDEX gone ON t (word) WHERE word <> 'canary-kept'");
  writer.compact();
  std::ifstream in(file.path(), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::string_view condition = "<> 'canary-kept'";
  bytes.replace(bytes.find(condition), condition.size(), "<> 'canary-gone'");
  std::ofstream(file.path(), std::ios::binary) << bytes;
  Database fresh(file.path(), Database::Access::read);
  EXPECT_EQ(integrity_check(fresh), "row 1 missing from index gone");
  EXPECT_ANY_THROW(back_up(fresh, target.path()));
}

TEST_F(Upkeep, ABrokenFileIsTold) {
  EXPECT_EQ(integrity_check(reader), "ok");
  for (int i = 2; i <= 2000; ++i) add(i, std::string(100, 'x'));
  writer.compact();
  std::fstream broken(file.path(), std::ios::binary | std::ios::in | std::ios::out);
  broken.seekp(3 * 4096);
  broken << std::string(4096, '\xff');
  broken.close();
  Database fresh(file.path(), Database::Access::read);
  std::string verdict;
  try {
    verdict = integrity_check(fresh);
  } catch (const Error& error) {
    verdict = error.what();
  }
  EXPECT_NE(verdict, "ok");
  EXPECT_ANY_THROW(back_up(fresh, target.path()));
}

}  // namespace
}  // namespace banwei::storage
