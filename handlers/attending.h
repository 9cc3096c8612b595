// What a feature knows of who was at a lesson or a meeting, and how it has a roll called: whoever counts attendance or
// holds a meeting asks all features of the list.
// Invariant: of what was attended it holds what the reader may know, and only what is over.
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
  std::string teaching = {};  // How it went: 卡顿, 停课; "" when nobody said.
};

/// A feature that knows who was there.
class Attending {
 public:
  virtual ~Attending() = default;

  /// Of a class from day to day, both inclusive, oldest first.
  virtual std::vector<Attended> attended(const Class& klass, Day from, Day to, const Speaker& reader) const = 0;
};

/// A feature that calls the roll for others.
class RollCaller {
 public:
  virtual ~RollCaller() = default;

  struct Wanted {
    Person by = {};  // Is told the names, as if he had called.
    std::string title = {};
    std::string occasion = {};  // Roll calls of one occasion come to their caller in one result: "meeting/12".
    std::chrono::minutes length{};
  };
  struct Called {
    std::int64_t id = 0;  // 0: it could not be
    Reply reply = {};
  };
  virtual Called call_roll(const Class& klass, const Wanted& wanted, const Moment& now) = 0;

  /// How many of how many are there.
  struct Turnout {
    std::size_t due = 0;
    std::size_t present = 0;
  };
  virtual std::optional<Turnout> turnout(std::int64_t roll_call) const = 0;

  /// What it was called for is over: whoever is not there by now does not come any more.
  virtual Reply end_roll(std::int64_t roll_call, const Moment& now) = 0;

  virtual bool calls_roll(const Class& klass, const Moment& now) const = 0;
};

}  // namespace banwei
