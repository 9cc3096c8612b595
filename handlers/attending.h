// What a feature knows of who was at a lesson or a meeting: whoever counts attendance asks all features of the list.
// Invariant: it holds what the reader may know, and only what is over.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "handlers/feature.h"
#include "storage/lesson_reports.h"

namespace banwei {

struct Attended {
  Day day{};
  std::chrono::minutes at{};  // of the day
  int first = 0;              // Of the day's lessons; 0 when it is not known at which it was.
  int last = 0;
  std::string title = {};  // 高等数学, "" when nobody said
  int hours = 0;           // What it weighs for whoever was not there; 0 for what is no lesson.
  std::size_t due = 0;     // Those on leave, too.
  std::size_t present = 0;
  std::vector<storage::LessonReport::Absence> absences = {};
};

/// A feature that knows who was there.
class Attending {
 public:
  virtual ~Attending() = default;

  /// Of a class from day to day, both inclusive, oldest first.
  virtual std::vector<Attended> attended(const Class& klass, Day from, Day to, const Speaker& reader) const = 0;
};

}  // namespace banwei
