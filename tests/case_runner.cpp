// Asks the router's own arbitration what it understands of every row of the case tables, and compares.
// usage: case_runner --dir DIR      prints each row that differs, and of each table how many are right, wrong, stored
// in silence, lost needs, false answers and not judged yet by DIR/later.txt, and each line of it that excuses nothing;
// exits 0 when all that is judged is right and no line is needless
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "handlers/binding/card.h"
#include "handlers/language/when.h"
#include "tests/cases/case_table.h"
#include "tests/cases/judge.h"
#include "tests/cases/stage.h"
#include "tests/json.h"

namespace banwei::tests {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

using Score = std::map<Grade, int>;

/// What the reader of times alone makes of a text.
Parts ask_for_time(const std::string& text, const json& context) {
  const auto when = understand_when(text, local_time(context.at("now").get<std::string>()));
  if (!when) return Parts::array();
  return expected_parts(to_string(when->kind), test::parsed(fields(*when).dump()));
}

/// What the reader of cards alone makes of one.
Parts ask_for_card(const std::string& card, const json& context, const fs::path& folder) {
  std::vector<Named> names;
  for (const RosterRow& row : read_roster(folder)) names.push_back({row.number, row.name});
  const language::People people(std::move(names));
  const auto reading = binding::read_card(card, people, context.at("class").get<std::string>());
  return expected_parts(binding::word(reading.kind), json::parse(binding::fields(reading, people).dump()));
}

class Runner {
 public:
  explicit Runner(const fs::path& folder) : folder_(folder), later_(folder / "later.txt") {}

  Score run(const fs::path& file) {
    table_ = file.stem();
    stages_.clear();
    Score score;
    for (const CaseRow& row : read_cases(file.filename().string(), folder_)) {
      const std::string place = file.filename().string() + ":" + std::to_string(row.line);
      const Parts expected = expected_parts(row.kind, row.expected);
      const Parts actual = ask(row, expected, place);
      const Grade grade =
          judge(table_, expected, actual, later_, [&](const std::string& kind) { return is_command(row, kind); });
      later_.graded(grade);
      ++score[grade];
      if (grade == Grade::right || grade == Grade::later) continue;
      std::cout << place << "  " << row.message << "\n    " << to_string(grade) << "\n    expected " << expected.dump()
                << "\n    actual   " << actual.dump() << "\n";
    }
    return score;
  }

  /// After all tables: a line of later.txt that excuses nothing any more is a fault.
  bool fine() {
    for (const std::string& line : later_.needless())
      fail("later.txt names what is understood, or asked nowhere: " + line);
    return fine_;
  }

 private:
  static std::string part_of(const CaseRow& row) { return row.context.value("part", ""); }

  Parts ask(const CaseRow& row, const Parts& expected, const std::string& place) {
    if (part_of(row) == "time") return ask_for_time(row.message, row.context);
    if (part_of(row) == "card") return ask_for_card(row.message, row.context, folder_);
    const Stage& on = stage(row.context);
    for (const json& part : expected) {
      if (on.declares(part) || later_.holds(table_, part)) continue;
      fail(place + ": no feature declares " + part.dump() + ", and later.txt does not name it");
    }
    for (const std::string& word : on.unknown()) {
      if (later_.holds(table_, {{"kind", "_ctx"}, {"word", word}})) continue;
      fail(place + ": no feature sets up \"" + word + "\", and later.txt does not name it");
    }
    return on.ask(row.message);
  }

  bool is_command(const CaseRow& row, const std::string& kind) {
    return part_of(row).empty() && stage(row.context).is_command(kind);
  }

  const Stage& stage(const json& context) {
    auto& stage = stages_[context.dump()];
    if (!stage) stage = std::make_unique<Stage>(folder_, context);
    return *stage;
  }

  void fail(const std::string& what) {
    std::cout << what << "\n";
    fine_ = false;
  }

  fs::path folder_;
  Later later_;
  std::string table_;
  std::map<std::string, std::unique_ptr<Stage>> stages_;
  bool fine_ = true;
};

/// "36/38, 1 wrong, 1 lost need"
std::string in_words(const Score& score) {
  int judged = 0;
  for (const auto& [grade, rows] : score) judged += grade == Grade::later ? 0 : rows;
  const auto right = score.find(Grade::right);
  std::string words = std::to_string(right == score.end() ? 0 : right->second) + "/" + std::to_string(judged);
  for (const auto& [grade, rows] : score) {
    if (grade != Grade::right) words += ", " + std::to_string(rows) + " " + std::string(to_string(grade));
  }
  return words;
}

int run_all(const fs::path& folder) {
  Runner runner(folder);
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv" && entry.path().stem() != "roster") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  Score all;
  for (const fs::path& file : files) {
    const Score score = runner.run(file);
    std::cout << file.filename().string() << " " << in_words(score) << "\n";
    for (const auto& [grade, rows] : score) all[grade] += rows;
  }
  std::cout << "all " << in_words(all) << "\n";
  if (all.empty()) {
    std::cerr << "no case was run\n";
    return 2;
  }
  const bool right = std::all_of(all.begin(), all.end(), [](const auto& entry) {
    return entry.first == Grade::right || entry.first == Grade::later;
  });
  const bool fine = runner.fine();
  return right && fine ? 0 : 1;
}

}  // namespace
}  // namespace banwei::tests

int main(int argc, char** argv) {
  if (argc != 3 || std::string(argv[1]) != "--dir") {
    std::cerr << "usage: case_runner --dir DIR\n";
    return 2;
  }
  try {
    return banwei::tests::run_all(argv[2]);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
