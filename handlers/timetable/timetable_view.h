// The timetable as it is asked for: 课表, 明天课表, 机电1901周三有什么课, 第5周课表; and how it reads on a phone.
// Invariant: pure; a day is a date, so that odd and even weeks and days off are those of that week.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/lessons.h"
#include "handlers/common/timetables.h"
#include "storage/types.h"

namespace banwei::timetable {

/// Days, both inclusive.
struct Asked {
  std::optional<Class> klass = {};
  std::optional<Day> from = {};
  std::optional<Day> to = {};
  int week = 0;  // 第5周: of the term; 0: none was said
};

void to_json(nlohmann::ordered_json& json, const Asked& asked);

/// The whole of a folded text; nothing when anything else stands in it.
std::optional<Asked> read_asked(std::string_view folded, std::span<const Class> classes, Day today);

/// A day with a line a lesson.
std::string day_in_words(std::span<const Timetables::Dated> lessons, const Lessons& begins);

/// A week with a line a day.
std::string week_in_words(std::span<const Timetables::Dated> lessons);

/// "3月11日(周三)"
std::string date_in_words(Day day);

}  // namespace banwei::timetable
