// How attendance stands: a week of one's classes, who was late or absent, and one's own.
// Invariant: names and reasons go in private to those who are in charge of the class; to everybody else only his own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handlers/exporting.h"
#include "handlers/lesson/attendance_count.h"
#include "handlers/lesson/register_book.h"
#include "handlers/lesson/reports.h"
#include "handlers/lesson/week_counts.h"

namespace banwei::lesson {

class Overview {
 public:
  Overview(const Book& book, const storage::Members& members, const Settings& settings, const Reports& reports)
      : book_(book), members_(members), settings_(settings), reports_(reports) {}

  /// Of the class that was named, else of all that the speaker is in charge of.
  Reply week(const Context& call, std::optional<DaySpan> days, std::optional<std::string> klass);
  Reply late(const Context& call, std::optional<DaySpan> days, std::optional<std::string> klass);
  Reply mine(const Context& call);

  /// 考勤按专业, 考勤按课程: the one with the lowest rate first.
  Reply by_major(const Context& call, std::optional<DaySpan> days);
  Reply by_course(const Context& call, std::optional<DaySpan> days, std::optional<std::string> klass);

  /// The days as a message that reads on a phone.
  std::string summary(const WeekCounts& week, const DaySpan& days) const;

 private:
  using Groups = std::map<std::string, ClassCounts>;
  Reply by(const Context& call, const std::optional<DaySpan>& days, const std::optional<std::string>& klass,
           Groups WeekCounts::*groups);
  std::string of_class(const WeekCounts::OfClass& one) const;
  std::string steps_of(const WeekCounts& week) const;

  const Book& book_;
  const storage::Members& members_;
  const Settings& settings_;
  const Reports& reports_;
};

}  // namespace banwei::lesson
