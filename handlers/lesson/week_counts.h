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
    std::map<std::string, ClassCounts> courses = {};  // roll calls without a course stand in none
    std::vector<Timetables::Dated> unreported = {};
    std::map<std::int64_t, int> term = {};  // The hours of those who have any since the term began.
  };
  std::vector<OfClass> classes = {};
  std::map<std::string, ClassCounts> majors = {};  // by name; classes without one stand in none
  std::map<std::string, ClassCounts> courses = {};
  ClassCounts all = {};

  void add(OfClass one);
  std::size_t unreported() const;
};

/// The hours of absence of each who has any from the term's begin to that day, with what being late makes of it.
std::map<std::int64_t, int> term_hours(const Book& book, const Settings& settings, const Class& klass, Day to);

WeekCounts::OfClass count_class(const Book& book, const Settings& settings, const Class& klass, const DaySpan& days,
                                const Speaker& reader, const Moment& now);

/// 班会等点名2次、其他点名1次; "" when no roll was called of what is no lesson.
std::string rolls_in_words(const ClassCounts& counts);

WeekCounts week_counts(const Book& book, const Settings& settings, const std::vector<Class>& classes,
                       const DaySpan& days, const Speaker& reader, const Moment& now);

}  // namespace banwei::lesson
