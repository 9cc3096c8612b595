// The values that every store shares: instants, dates and who is who.
// Invariant: an instant is UTC seconds; a date is the college's own calendar date and is kept beside it, never derived
// later.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace banwei {

using Utc = std::chrono::sys_seconds;
using Day = std::chrono::local_days;

/// "2020-03-11" for a date.
std::string iso(Day day);

/// The first day of the day's week.
inline Day monday_of(Day day) { return day - (std::chrono::weekday{day} - std::chrono::Monday); }

/// The date of "2020-03-11"; nothing when the text is no such date.
std::optional<Day> day_from_iso(std::string_view text);

/// What a person may be in a class or in the college. Students hold `student` by being in a class; the rest are grants.
enum class Role {
  student,
  monitor,           // 班长
  study_rep,         // 学习委员
  league_secretary,  // 团支书
  life_rep,          // 生活委员
  care_rep,          // 心理委员
  dorm_head,         // 寝室长
  counsellor,        // 辅导员
  class_teacher,     // 班主任
  course_teacher,    // 任课教师
  office,            // 学工办
  leader,            // 分管领导
  admin,             // 管理员: runs the bot, sees no health data
};

inline constexpr int role_count = static_cast<int>(Role::admin) + 1;

/// The role's word in the database and in tables ("class_teacher").
std::string_view to_string(Role role);
std::optional<Role> role_from_string(std::string_view text);

struct Class {
  std::int64_t id = 0;
  std::string name = {};   // 机电1901
  std::string group = {};  // The room bound to it, "" while none is.
  std::string major = {};
  std::string grade = {};  // 2019
};

struct Person {
  std::int64_t id = 0;
  bool staff = false;
  std::string number = {};  // 学号 or 工号
  std::string name = {};
  std::int64_t class_id = 0;  // 0 for staff
  std::string account = {};   // The platform's user id, "" while unbound.
};

/// A role held for one class, or for the whole college when class_id is 0.
struct Grant {
  Role role = Role::student;
  std::int64_t class_id = 0;
};

/// Whether the bot may open a private chat with an account.
enum class Reach { unknown, friendly, refused };

}  // namespace banwei
