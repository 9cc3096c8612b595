#include "handlers/common/courses.h"

#include "handlers/common/course_names.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace {

constexpr auto names = vocabulary_of<course_names::courses>();

}  // namespace

CourseMatch course_at(std::string_view folded, std::size_t at) {
  const auto match = names.longest_at(folded, at);
  return {match.length, match.tag};
}

std::string_view course_called(std::string_view folded) {
  const CourseMatch match = course_at(folded, 0);
  return match.length == folded.size() ? match.name : std::string_view{};
}

std::string course_name(std::string_view said) {
  const std::string folded = normalised(said);
  const std::string_view known = course_called(trimmed(folded));
  return known.empty() ? std::string(trimmed(folded)) : std::string(known);
}

bool same_course(std::string_view one, std::string_view other) { return course_name(one) == course_name(other); }

}  // namespace banwei
