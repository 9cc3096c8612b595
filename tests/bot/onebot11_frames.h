// Frames as the gateways write them: each file in data/onebot11 is one.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "storage/types.h"
#include "tests/paths.h"

namespace banwei::onebot11 {

inline constexpr Utc now{std::chrono::seconds{2'000'000'000}};

inline std::string frame(const std::string& name) {
  std::ifstream file(tests::source_dir() / "tests/data/onebot11" / (name + ".json"), std::ios::binary);
  EXPECT_TRUE(file) << name;
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace banwei::onebot11
