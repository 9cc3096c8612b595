// Courses by the names that classes give them: 高数 is 高等数学 wherever it is said.
// Invariant: pure; a course that no table knows is called as it was said.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace banwei {

struct CourseMatch {
  std::size_t length = 0;  // bytes
  std::string_view name = {};
};

/// The longest name of a course that stands at `at` of a folded text.
CourseMatch course_at(std::string_view folded, std::size_t at);

/// The course that this is another name of; "" when no row of the table knows it.
std::string_view course_called(std::string_view folded);

/// As the register calls it, of any spelling.
std::string course_name(std::string_view said);

bool same_course(std::string_view one, std::string_view other);

}  // namespace banwei
