// The lessons of a day as people number them: 1-2节, 三四节, 第3、4节, 第二大节, 12节课, 1.2节.
// Invariant: pure; of numbers that no day has (9-13节) the reader is told, and no lesson is made of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace banwei::language {

inline constexpr int most_lessons = 12;  // of a day

struct LessonNumbers {
  std::size_t length = 0;  // bytes
  int first = 0;
  int last = 0;         // not before the first
  bool spelled = true;  // With 节; 1-2 alone may be anything.

  /// Whether a day has them.
  bool exist() const { return first >= 1 && last <= most_lessons; }
};

/// Those that stand at `at` of a folded text.
std::optional<LessonNumbers> lesson_numbers_at(std::string_view text, std::size_t at);

}  // namespace banwei::language
