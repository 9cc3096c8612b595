// The case tables: message, kind and fields, a row a line.
// Invariant: a line that cannot be read fails the test instead of being skipped.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::tests {

struct CaseRow {
  std::size_t line = 0;
  std::string message;  // with real line breaks
  std::string kind;
  nlohmann::json context;  // the table's, overridden by the row's _ctx
  nlohmann::json expected;
};

/// The rows of tests/cases/<file>.
std::vector<CaseRow> read_cases(std::string_view file);

/// "2020-03-11T09:30"
std::chrono::local_seconds local_time(std::string_view text);

struct RosterRow {
  std::string number;
  std::string name;
};

std::vector<RosterRow> read_roster();

}  // namespace banwei::tests
