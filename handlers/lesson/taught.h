// What a teacher of courses sees: who was at his own lessons, by the timetable.
// Invariant: a lesson is his when the timetable names him and he holds a role for that class; of leave no kind is told.
#pragma once

#include <optional>

#include "handlers/exporting.h"
#include "handlers/lesson/register_book.h"

namespace banwei::lesson {

class Taught {
 public:
  Taught(const Book& book, const storage::Members& members) : book_(book), members_(members) {}

  Reply show(const Context& call, std::optional<DaySpan> days);

 private:
  const Book& book_;
  const storage::Members& members_;
};

}  // namespace banwei::lesson
