// On Friday the week goes to the teachers of each class and to the office: a message, and a table of the classes.
// Invariant: a college that reports no lessons hears nothing of it; no turn counts more than a few classes.
#pragma once

#include <map>
#include <vector>

#include "handlers/lesson/overview.h"
#include "handlers/lesson/register_sheet.h"

namespace banwei::lesson {

class Weekly {
 public:
  /// It takes six: it stands between the register, how it is drawn, and the roster.
  Weekly(const Book& book, const Overview& overview, const RegisterSheet& sheet, const storage::Members& members,
         const storage::LessonReports& reports, const Settings& settings)
      : book_(book), overview_(overview), sheet_(sheet), members_(members), reports_(reports), settings_(settings) {}

  std::vector<ScheduledJob> jobs(Day day);

 private:
  bool reported(Day day) const;
  Reply count(Day day, std::size_t slice, const Moment& now);
  Reply tell(Day day, const Moment& now);
  WeekCounts::OfClass counted(const Class& klass, Day day, const Moment& now) const;

  const Book& book_;
  const Overview& overview_;
  const RegisterSheet& sheet_;
  const storage::Members& members_;
  const storage::LessonReports& reports_;
  const Settings& settings_;
  std::map<std::int64_t, WeekCounts::OfClass> counted_ = {};  // By class, until it is told; what a restart takes from
                                                              // it is counted then.
};

}  // namespace banwei::lesson
