// The case tables: message, kind and fields, a row a line; and the class that they are about.
// Invariant: a line that cannot be read ends the test instead of being skipped.
#pragma once

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/paths.h"

namespace banwei::tests {

struct CaseRow {
  std::size_t line = 0;
  std::string message;  // With real line breaks and tabs.
  std::string kind;
  nlohmann::json context;  // The table's, overridden by the row's _ctx.
  nlohmann::json expected;
};

/// The rows of `file` in `folder`.
std::vector<CaseRow> read_cases(std::string_view file, const std::filesystem::path& folder = cases_dir());

/// "2020-03-11T09:30"
std::chrono::local_seconds local_time(std::string_view text);

struct RosterRow {
  std::string number;
  std::string name;
  std::string role;  // As the college writes it: 班长; "" for most.
};

std::vector<RosterRow> read_roster(const std::filesystem::path& folder = cases_dir());

/// The fields of a line between its tabs.
std::vector<std::string> cells_of(std::string_view line);

}  // namespace banwei::tests
