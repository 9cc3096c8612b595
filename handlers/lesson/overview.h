// How attendance stands: a week of one's classes, who was late or absent, and one's own.
// Invariant: names and reasons go in private to those who are in charge of the class; to everybody else only his own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/lesson/attendance_count.h"
#include "handlers/lesson/register_book.h"

namespace banwei::lesson {

class Overview {
 public:
  Overview(const Book& book, const storage::Members& members, const Settings& settings)
      : book_(book), members_(members), settings_(settings) {}

  Reply week(const Context& call, std::optional<DaySpan> days);
  Reply late(const Context& call, std::optional<DaySpan> days);
  Reply mine(const Context& call);

  /// The days as a message that reads on a phone.
  std::string summary(const std::vector<Class>& classes, const DaySpan& days, const Speaker& reader) const;

 private:
  std::string of_class(const Class& klass, const ClassCounts& counts) const;

  const Book& book_;
  const storage::Members& members_;
  const Settings& settings_;
};

}  // namespace banwei::lesson
