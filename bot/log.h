// What the keeper reads: one line an event on stderr.
// Invariant: ids and counts only; no name, no temperature, no words of a message, no token is ever passed in.
#pragma once

#include <string_view>

namespace banwei::log {

void info(std::string_view line);
void warn(std::string_view line);
void error(std::string_view line);

/// Nothing below a warning is written; tests use it.
void quiet();

}  // namespace banwei::log
