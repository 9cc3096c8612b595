// When the lessons of a day begin, as the college has set it.
// Invariant: each begins later than the one before.
#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace banwei {

struct Lessons {
  /// Of the day; by default the usual hours of colleges.
  std::vector<std::chrono::minutes> begin = [] {
    std::vector<std::chrono::minutes> usual;
    for (const int at : {480, 535, 600, 655, 840, 895, 960, 1015, 1110, 1165, 1220, 1275}) usual.emplace_back(at);
    return usual;
  }();

  /// That of a lesson, counted from 1; beyond the last its own.
  std::chrono::minutes of(std::int64_t lesson) const {
    const auto last = static_cast<std::int64_t>(begin.size());
    return begin.empty() ? std::chrono::minutes{0}
                         : begin[static_cast<std::size_t>(std::clamp<std::int64_t>(lesson, 1, last) - 1)];
  }
};

}  // namespace banwei
