// Where the tests' data stands. Invariant: the path of the tree is compiled into paths.cpp alone, so that what a
// compiler cache keeps of all other files serves every checkout.
#pragma once

#include <filesystem>

namespace banwei::tests {

std::filesystem::path source_dir();
inline std::filesystem::path cases_dir() { return source_dir() / "tests/cases"; }
inline std::filesystem::path chats_dir() { return source_dir() / "tests/chats"; }

}  // namespace banwei::tests
