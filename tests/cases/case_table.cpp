// Reading the case tables.
#include "tests/cases/case_table.h"

#include <fstream>
#include <stdexcept>

#include "storage/types.h"
#include "tests/json.h"

namespace banwei::tests {

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

std::ifstream open(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("no table " + file.string());
  return in;
}

}  // namespace

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells{""};
  for (const char c : line) {
    if (c == '\t') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

std::vector<CaseRow> read_cases(std::string_view file, const std::filesystem::path& folder) {
  auto in = open(folder / file);
  std::vector<CaseRow> rows;
  auto context = nlohmann::json::object();
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    constexpr std::string_view mark = "# context: ";
    if (line.starts_with(mark)) context = test::parsed(line.substr(mark.size()));
    if (line.empty() || line.starts_with("# ")) continue;
    const auto cells = cells_of(line);
    if (cells.size() != 3)
      throw std::runtime_error(std::string(file) + ":" + std::to_string(number) + ": not three columns");
    CaseRow row{number, replaced(replaced(cells[0], "\\n", "\n"), "\\t", "\t"), cells[1], context,
                test::parsed(cells[2])};
    if (row.expected.contains("_ctx")) {
      row.context.update(row.expected["_ctx"]);
      row.expected.erase("_ctx");
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::chrono::local_seconds local_time(std::string_view text) {
  const auto day = day_from_iso(text.substr(0, 10));
  if (!day || text.size() < 16) throw std::runtime_error("no time: " + std::string(text));
  return *day + std::chrono::hours{std::stoi(std::string(text.substr(11, 2)))} +
         std::chrono::minutes{std::stoi(std::string(text.substr(14, 2)))};
}

std::vector<RosterRow> read_roster(const std::filesystem::path& folder) {
  auto in = open(folder / "roster.tsv");
  std::vector<RosterRow> rows;
  std::string line;
  while (std::getline(in, line)) {
    const auto cells = cells_of(line);
    if (line.starts_with("#") || cells.size() < 2 || cells[0] == "学号") continue;
    rows.push_back({cells[0], cells[1], cells.size() > 5 ? cells[5] : ""});
  }
  return rows;
}

}  // namespace banwei::tests
