// The SQL in storage/*.cpp as text: every literal marked, numbered in order of first appearance, valid, and never a
// scan of a table that grows.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "storage/stores.h"
#include "tests/paths.h"

namespace banwei::storage {
namespace {

struct Literal {
  std::string file;
  std::string sql;
};

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Literal> literals() {
  constexpr std::string_view head = "R\"sql(";
  constexpr std::string_view tail = ")sql\"";
  std::vector<Literal> found;
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_dir() / "storage")) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string content = content_of(entry.path());
    std::size_t at = 0;
    while ((at = content.find(head, at)) != std::string::npos) {
      at += head.size();
      const std::size_t end = content.find(tail, at);
      found.push_back({entry.path().filename().string(), content.substr(at, end - at)});
      at = end;
    }
  }
  return found;
}

bool is_query(const Literal& literal) {
  const std::size_t start = literal.sql.find_first_not_of(" \n");
  const std::string verb = literal.sql.substr(start, literal.sql.find_first_of(" \n", start) - start);
  return verb == "SELECT" || verb == "INSERT" || verb == "UPDATE" || verb == "DELETE";
}

/// The numbers behind each "$" in the order they stand; 0 for what is no number.
std::vector<int> placeholders(std::string_view sql) {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] != '$') continue;
    int number = 0;
    while (i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9') number = number * 10 + (sql[++i] - '0');
    numbers.push_back(number);
  }
  return numbers;
}

bool in_order(const std::vector<int>& numbers) {
  int highest = 0;
  for (int number : numbers) {
    if (number < 1 || number > highest + 1) return false;
    highest = std::max(highest, number);
  }
  return true;
}

TEST(Sql, TheRuleItself) {
  EXPECT_TRUE(in_order({}));
  EXPECT_TRUE(in_order({1, 2, 1, 3}));
  EXPECT_FALSE(in_order({2, 1}));
  EXPECT_FALSE(in_order({1, 3}));
  EXPECT_FALSE(in_order({0}));
  EXPECT_EQ(placeholders("a = $1 AND b = $12 OR $x"), (std::vector<int>{1, 12, 0}));
}

TEST(Sql, PlaceholdersAreNumberedInOrderOfFirstAppearance) {
  const auto all = literals();
  ASSERT_GT(all.size(), 50U);
  for (const Literal& literal : all) {
    EXPECT_TRUE(in_order(placeholders(literal.sql))) << literal.file << ": " << literal.sql;
    EXPECT_EQ(literal.sql.find('?'), std::string::npos) << literal.file << ": " << literal.sql;
  }
}

TEST(Sql, EveryStatementIsMarked) {
  // What is not in R"sql()sql" would escape the tests of this file.
  for (const auto& entry : std::filesystem::directory_iterator(tests::source_dir() / "storage")) {
    const std::string content = content_of(entry.path());
    for (const char* verb : {"\"SELECT ", "\"INSERT ", "\"UPDATE ", "\"DELETE ", "\"CREATE ", "\"REPLACE "}) {
      EXPECT_EQ(content.find(verb), std::string::npos) << entry.path() << ": " << verb;
    }
  }
}

TEST(Sql, EveryQueryIsValidAndScansNothingThatGrows) {
  Database database(":memory:", Database::Access::write);
  const Stores stores(database);
  // A plan also names the scans of children that a foreign key would make when a parent goes, and no parent ever does.
  database.script("PRAGMA foreign_keys = OFF");
  // Few rows, or scanned once a night by a purge or once at start.
  const std::vector<std::string_view> allowed{"SCAN classes",
                                              "SCAN held",
                                              "SCAN seen",
                                              "SCAN questions",
                                              "SCAN dead_letters",
                                              "SCAN occurrences",
                                              "SCAN notes",
                                              "SCAN CONSTANT ROW",
                                              "SCAN timers",
                                              "SCAN schema_versions",
                                              "SCAN sqlite_schema",
                                              "SCAN sent_lately",
                                              "SCAN breakers",
                                              "SCAN holes",
                                              "SCAN lines",
                                              "SCAN roll_calls",
                                              "SCAN notices",
                                              "SCAN audit",
                                              "SCAN sqlite_sequence",
                                              "SCAN old",
                                              "SCAN invitations",
                                              "SCAN group_changes",
                                              "SCAN persons",
                                              "SCAN supplements",
                                              "SCAN staged_rosters",
                                              "SCAN staged_undo",
                                              "SCAN grants",
                                              "SCAN bind_requests",
                                              "SCAN bind_codes",
                                              "SCAN group_claims",
                                              "SCAN timetable",
                                              "SCAN meeting_themes",
                                              "SCAN (subquery",
                                              "SCAN care_cases USING INDEX open_case",
                                              "SCAN contacts USING INDEX contacts_of_company"};
  int queries = 0;
  for (const Literal& literal : literals()) {
    if (!is_query(literal) || literal.file == "erasure.cpp") continue;  // An operator runs it, once in a while.
    ++queries;
    // The plan of a statement whose values are NULL: EXPLAIN takes them from the text.
    std::string sql = "EXPLAIN QUERY PLAN " + literal.sql;
    for (std::size_t at = sql.find('$'); at != std::string::npos; at = sql.find('$')) {
      const std::size_t end = std::min(sql.find_first_not_of("0123456789", at + 1), sql.size());
      sql.replace(at, end - at, "7");
    }
    try {
      Rows plan = database.query(sql);
      while (plan.next()) {
        const std::string step = plan.text(3);
        if (!step.starts_with("SCAN ")) continue;
        const bool fine =
            std::any_of(allowed.begin(), allowed.end(), [&](std::string_view scan) { return step.starts_with(scan); });
        EXPECT_TRUE(fine) << literal.file << ": " << step << literal.sql;
      }
    } catch (const Error& error) {
      ADD_FAILURE() << literal.file << ": " << error.what();
    }
  }
  EXPECT_GT(queries, 45);
}

}  // namespace
}  // namespace banwei::storage
