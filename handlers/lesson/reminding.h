// In the evening whoever reports a class's lessons is asked for those that nobody has reported.
// Invariant: only lessons of the timetable that are over are asked for, once a day, and of nobody but the class's own.
#pragma once

#include "handlers/lesson/register_book.h"

namespace banwei::lesson {

class Reminding {
 public:
  Reminding(const Book& book, const storage::Members& members) : book_(book), members_(members) {}

  Reply remind(Day day, const Moment& now) const;

  /// What of today's nobody has reported yet, for whoever asks.
  Reply tell(const Context& call);

 private:
  const Book& book_;
  const storage::Members& members_;
};

}  // namespace banwei::lesson
