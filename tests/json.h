// JSON of a test's own making.
// Invariant: one file compiles the parser for all tests; it costs a sanitizer's build ten seconds a file.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

namespace banwei::test {

/// Throws nlohmann::json::parse_error.
nlohmann::json parsed(std::string_view text);

}  // namespace banwei::test
