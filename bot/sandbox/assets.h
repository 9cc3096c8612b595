// The files that are built into the program: the sandbox's page and the demo rosters.
// Invariant: the bytes are those in the source tree at build time; nothing is read from disk at run time.
#pragma once

#include <string_view>

namespace banwei::sandbox {

/// The bytes of a file by its path under bot/sandbox, e.g. "page/index.html"; empty for one that is not built in.
std::string_view asset(std::string_view path);

}  // namespace banwei::sandbox
