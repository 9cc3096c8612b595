#include "handlers/common/absences.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "handlers/common/courses.h"
#include "handlers/language/strings.h"

namespace banwei {

namespace {

using std::chrono::minutes;
using storage::Leave;

constexpr minutes early{20};   // A lesson is called before it begins.
constexpr minutes length{50};  // How long one is, with half of the break.
constexpr minutes noon{12 * 60};
constexpr minutes evening{18 * 60};

/// "3-4" or "3".
bool in_lessons(std::string_view part, std::chrono::seconds at, const Lessons& lessons) {
  const auto dash = std::min(part.find('-'), part.size());
  const minutes first = lessons.of(number(part.substr(0, dash)));
  const minutes last = dash < part.size() ? lessons.of(number(part.substr(dash + 1))) : first;
  return at >= first - early && at < last + length;
}

bool in_part(std::string_view part, std::chrono::seconds at, std::string_view title, const Lessons& lessons) {
  if (part.empty()) return true;
  if (part == "am") return at < noon;
  if (part == "pm") return at >= noon && at < evening;
  if (part == "eve") return at >= evening;
  if (is_digit(part.front())) return in_lessons(part, at, lessons);
  const std::string named = normalised(title);
  if (!named.empty() && same_course(named, part)) return true;  // 高数 is 高等数学
  return !named.empty() && (named.find(part) != std::string::npos || part.find(named) != std::string_view::npos);
}

bool approved(const Leave& leave) { return leave.state == Leave::State::approved && leave.roll_call == 0; }

}  // namespace

bool covers(const Leave& leave, const Moment& at, std::string_view title, const Lessons& lessons) {
  return leave.roll_call == 0 && leave.from <= at.day() && at.day() <= leave.to &&
         !(leave.ended && *leave.ended <= at.utc) && in_part(leave.part, at.time_of_day(), title, lessons);
}

std::set<std::int64_t> away_on(const storage::Leaves& leaves, std::int64_t class_id, Day day, const Zone& zone) {
  std::set<std::int64_t> away;
  for (const Leave& leave : leaves.approved(class_id, day)) {
    const bool back = leave.ended && zone.at(*leave.ended).day() <= day;
    if (approved(leave) && leave.part.empty() && !back) away.insert(leave.person);
  }
  return away;
}

std::set<std::int64_t> excused_on(const storage::Leaves& leaves, const storage::Exemptions& exemptions,
                                  std::int64_t class_id, Day day, const Zone& zone) {
  std::set<std::int64_t> excused = away_on(leaves, class_id, day, zone);
  for (const storage::Exemption& one : exemptions.of_class(class_id, day)) excused.insert(one.person);
  return excused;
}

std::set<std::int64_t> away_at(const storage::Leaves& leaves, std::int64_t class_id, const Moment& at,
                               std::string_view title, const Lessons& lessons) {
  std::set<std::int64_t> away;
  for (const Leave& leave : leaves.approved(class_id, at.day())) {
    if (approved(leave) && covers(leave, at, title, lessons)) away.insert(leave.person);
  }
  return away;
}

}  // namespace banwei
