// What is said to check a lesson at random (抽查 今天3-4节 2个班 5人), and what was found (1901缺丁一，1802都在).
// Invariant: pure; read to the last character or nothing.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/audience.h"

namespace banwei::lesson {

struct SpotOrder {
  std::optional<Day> day = {};  // today
  int first = 0;                // 0: the lesson that is on, or the last one
  int last = 0;
  std::size_t classes = 0;           // So many at random; 0: one, or those that are named
  std::size_t people = 0;            // Of each class; 0: as usual
  std::vector<Audience> whose = {};  // Empty: all of the speaker's.
};

inline constexpr std::size_t most_classes = 10;
inline constexpr std::size_t most_people = 20;

std::optional<SpotOrder> read_spot_order(std::string_view said, std::span<const Class> classes, Day today);

/// Who of one class was looked for.
struct Looked {
  std::int64_t check = 0;
  std::string class_name = {};
  Utc asked{};
  bool older = false;  // Asked before the newest: it is answered by its class or its people alone.
  struct Student {
    std::int64_t id = 0;
    std::string name = {};  // As it was shown: 刘洋(29)
    std::string number = {};
  };
  std::vector<Student> students = {};
};

struct Found {
  std::int64_t check = 0;
  std::vector<std::int64_t> missing = {};
};

/// Of each class that it speaks of who was missing; of those that are not named none, unless nothing else was said.
/// Nothing for talk, and where a name could be in two of the classes.
std::vector<Found> read_found(std::string_view said, std::span<const Looked> looked);

}  // namespace banwei::lesson
