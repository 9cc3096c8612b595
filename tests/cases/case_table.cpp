// Reading the case tables.
#include "tests/cases/case_table.h"

#include <fstream>
#include <stdexcept>

#include "storage/types.h"

namespace banwei::tests {

namespace {

std::vector<std::string> split(const std::string& line) {
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

std::string with_line_breaks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos; ++at) text.replace(at, 2, "\n");
  return text;
}

std::ifstream open(std::string_view file) {
  std::ifstream in(std::string(BANWEI_CASES "/") + std::string(file));
  if (!in) throw std::runtime_error("no table " + std::string(file));
  return in;
}

}  // namespace

std::vector<CaseRow> read_cases(std::string_view file) {
  auto in = open(file);
  std::vector<CaseRow> rows;
  auto context = nlohmann::json::object();
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    constexpr std::string_view mark = "# context: ";
    if (line.starts_with(mark)) context = nlohmann::json::parse(line.substr(mark.size()));
    if (line.empty() || line.starts_with("# ")) continue;
    const auto cells = split(line);
    if (cells.size() != 3) throw std::runtime_error(std::string(file) + ": line " + std::to_string(number));
    CaseRow row{number, with_line_breaks(cells[0]), cells[1], context, nlohmann::json::parse(cells[2])};
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

std::vector<RosterRow> read_roster() {
  auto in = open("roster.tsv");
  std::vector<RosterRow> rows;
  std::string line;
  while (std::getline(in, line)) {
    const auto cells = split(line);
    if (line.starts_with("#") || cells.size() < 2 || cells[0] == "学号") continue;
    rows.push_back({cells[0], cells[1]});
  }
  return rows;
}

}  // namespace banwei::tests
