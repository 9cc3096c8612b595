// How often somebody was absent, late, gone early or on leave, and a class as a whole.
// Invariant: pure; whoever was on leave was not expected.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "handlers/attending.h"
#include "handlers/lesson/lesson_settings.h"

namespace banwei::lesson {

struct Counts {
  std::size_t absent = 0;  // times, as all that follow
  std::size_t late = 0;
  std::size_t early = 0;
  std::size_t leave = 0;
  std::map<std::string, std::size_t> types = {};  // Of leave.
  int hours_absent = 0;
  int slips = 0;  // Of late and early those at lessons: being late for a meeting costs no hour, as missing it does not.

  /// Of absence, with what being late makes of it.
  int hours(const Settings& settings) const;
};

inline constexpr std::string_view taken_off = "停课";

/// A roll that was called of a course is one, though it weighs nothing; that of a meeting, or of nothing that is known,
/// is none.
bool is_lesson(const Attended& one);

struct ClassCounts {
  std::size_t lessons = 0;   // That were held; a roll that is called of no course is none.
  std::size_t calls = 0;     // Such rolls.
  std::size_t meetings = 0;  // Those of them that were called of a meeting: 班会, 年级大会.
  std::size_t missed = 0;    // How often somebody did not come to those.
  std::size_t off = 0;       // 停课
  std::size_t stalled = 0;   // 卡顿
  std::size_t due = 0;
  std::size_t present = 0;
  Counts sum = {};
  std::map<std::int64_t, Counts> people = {};  // Those who were not there for the whole of every lesson.

  bool full() const { return people.empty() && missed == 0; }

  /// How many of them were absent from a lesson, each of them once.
  std::size_t absentees() const;

  /// Of those who were expected, how many percent came; nothing when nobody was.
  std::optional<double> rate() const;

  void add(const ClassCounts& other);
};

ClassCounts count(std::span<const Attended> lessons);

}  // namespace banwei::lesson
