// Rosters as colleges export them: each file of tests/cases/roster_csv against what its table says must become of it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "handlers/common/wording.h"
#include "handlers/members/roster_import.h"
#include "handlers/members/roster_reader.h"
#include "tests/json.h"
#include "tests/paths.h"
#include "tests/storage/file.h"

namespace banwei::members {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const fs::path folder = tests::cases_dir() / "roster_csv";
constexpr Utc now{std::chrono::days{18'000}};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  EXPECT_TRUE(in) << file;
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

std::string_view word(RosterProblem::Why why) {
  constexpr std::string_view words[] = {"encoding", "separator",   "excel_error",  "empty_word",
                                        "rounded",  "same_number", "same_account", "wrong"};
  return words[static_cast<std::size_t>(why)];
}

std::string_view word(RosterNotice::Kind kind) {
  constexpr std::string_view words[] = {"encoding",       "separator",        "no_accounts", "lines_skipped",
                                        "class_spelling", "account_left_out", "left_out",    "same_name"};
  return words[static_cast<std::size_t>(kind)];
}

/// What becomes of a file, in the words of the tables.
struct Outcome {
  std::string result;
  json facts;
};

Outcome outcome_of(const std::string& file, const std::string& after) {
  storage::Database database(":memory:", storage::Database::Access::write);
  storage::Stores stores(database);
  if (!after.empty()) import_roster(stores, read_roster(content(folder / after)), Utc{});
  const Roster roster = read_roster(content(folder / file));
  Outcome outcome{.result = "refuse", .facts = {{"rows", roster.entries.size()}, {"header", roster.header}}};
  json& facts = outcome.facts;
  for (const RosterProblem& problem : roster.problems) {
    EXPECT_FALSE(problem.what.chinese.empty() || problem.what.english.empty());
    json line{{"line", problem.row}, {"column", problem.column}, {"why", word(problem.why)}};
    if (problem.other != 0) line["other"] = problem.other;
    facts["lines"].push_back(line);
  }
  for (const RosterNotice& notice : roster.notices) {
    facts["notice"].push_back(word(notice.kind));
    if (notice.kind == RosterNotice::Kind::lines_skipped) facts["skipped"] = notice.rows;
    if (notice.kind == RosterNotice::Kind::same_name) facts["same_names"] = notice.names;
  }
  for (const RosterEntry& entry : roster.entries) {
    facts["names"].push_back(entry.name);
    facts["numbers"].push_back(entry.number);
    facts["accounts"].push_back(entry.account);
    json roles = json::array();
    for (const Role role : entry.roles) roles.push_back(wording::role_word(role));
    if (entry.staff) facts["roles"].push_back(roles);
  }
  if (!roster.problems.empty()) return outcome;

  Import proposed(stores, roster);
  proposed.compare(now, [] { return false; });
  const Plan& plan = proposed.plan();
  outcome.result = plan.zeros.empty() && plan.gone.empty() ? "accept" : "ask";
  facts["ask"] = plan.zeros.empty() ? "gone" : "leading_zero";
  facts["added"] = plan.added.size();
  facts["updated"] = plan.updated.size();
  for (const Plan::ZeroPair& pair : plan.zeros) facts["pairs"].push_back({pair.given, pair.stored});
  for (const Person& person : plan.gone) facts["gone"].push_back(person.name);
  for (const Plan::Lapse& lapse : plan.lapses) facts["lapsed"].push_back(lapse.person.name + " " + lapse.klass);
  Import(stores, roster, {.zeros = Zeros::same}).apply(now);
  for (const Class& klass : stores.members.classes()) facts["classes"].push_back(klass.name);
  return outcome;
}

/// Everything that is expected is there; of notices there may be more.
std::string difference(const json& expected, const json& facts) {
  for (const auto& [key, value] : expected.items()) {
    if (key == "after" || key == "or") continue;
    const json there = facts.value(key, json());
    if (key == "notice") {
      for (const json& one : value) {
        if (std::find(there.begin(), there.end(), one) == there.end())
          return "notice " + one.dump() + ": " + there.dump();
      }
    } else if (there != value) {
      return key + " " + value.dump() + ": " + there.dump();
    }
  }
  return "";
}

void try_table(const char* table) {
  std::ifstream in(folder / table);
  ASSERT_TRUE(in);
  int files = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# ")) continue;
    ++files;
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const std::string file = line.substr(0, first);
    const json expected = test::parsed(line.substr(second + 1));
    const Outcome outcome = outcome_of(file, expected.value("after", ""));
    EXPECT_EQ(outcome.result, line.substr(first + 1, second - first - 1)) << file << "\n" << outcome.facts.dump();
    EXPECT_EQ(difference(expected, outcome.facts), "") << file << "\n" << outcome.facts.dump();
  }
  EXPECT_GT(files, 5);
}

TEST(RosterCases, EachFileIsReadAsItsTableSays) { try_table("expected.tsv"); }
TEST(RosterCases, AndTheUglierOnes) { try_table("more_expected.tsv"); }

}  // namespace
}  // namespace banwei::members
