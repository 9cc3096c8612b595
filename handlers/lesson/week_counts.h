// What some days were in some classes: each class, each major, each course and all of them counted, and what nobody has
// reported. Invariant: a class of which nothing is known stands in it with zeros; a person counts once in all.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/lesson/attendance_count.h"
#include "handlers/lesson/register_book.h"

namespace banwei::lesson {

struct WeekCounts {
  struct OfClass {
    Class klass = {};
    ClassCounts counts = {};
    std::vector<Timetables::Dated> unreported = {};
  };
  std::vector<OfClass> classes = {};
  std::map<std::string, ClassCounts> majors = {};   // by name; classes without one stand in none
  std::map<std::string, ClassCounts> courses = {};  // roll calls without a course stand in none
  ClassCounts all = {};

  std::size_t unreported() const;

  /// Those who have so many hours of absence, with what being late makes of it.
  std::size_t to_talk(const Settings& settings) const;
};

WeekCounts week_counts(const Book& book, const std::vector<Class>& classes, const DaySpan& days, const Speaker& reader,
                       const Moment& now);

}  // namespace banwei::lesson
