// What whoever was told who is missing says of it: 联系不上, 马上找不到人，微信也不回, 我来.
// Invariant: pure; every word of it must be one of that, else it is nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace banwei::ladder {

/// What is said of those who are missing: somebody looks after them, or they cannot be reached.
struct MonitorWord {
  bool takes_over = false;                // 我来; otherwise somebody cannot be reached.
  std::vector<std::size_t> who = {};      // The places of those who were named among the missing.
  std::vector<std::size_t> classes = {};  // The places of the classes that were named.
  bool all = false;                       // 都联系不上
};

std::optional<MonitorWord> understand(std::string_view text, std::span<const std::string> missing,
                                      std::span<const std::string> classes);

}  // namespace banwei::ladder
