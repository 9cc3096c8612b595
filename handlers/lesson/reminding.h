// In the evening whoever reports a class's lessons is asked for those that nobody has reported.
// So is whoever has not answered what was asked back of a report. Invariant: only lessons of the timetable that are
// over are asked for, once a day, and of nobody but the class's own.
#pragma once

#include "handlers/lesson/register_book.h"
#include "handlers/lesson/reports.h"

namespace banwei::lesson {

class Reminding {
 public:
  Reminding(const Book& book, const storage::Members& members, const Reports& reports)
      : book_(book), members_(members), reports_(reports) {}

  Reply remind(Day day, const Moment& now) const;

  /// What of today's nobody has reported yet, for whoever asks.
  Reply tell(const Context& call);

 private:
  const Book& book_;
  const storage::Members& members_;
  const Reports& reports_;
};

}  // namespace banwei::lesson
