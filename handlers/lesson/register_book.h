// What is known of the lessons of a class: the committee's reports, and what other features know of who was there.
// Invariant: a lesson counts once; whom a leave covers was on leave, whatever was reported of him.
#pragma once

#include <memory>
#include <vector>

#include "handlers/attending.h"
#include "handlers/common/lessons.h"
#include "handlers/common/timetables.h"
#include "handlers/common/zone.h"
#include "storage/leaves.h"
#include "storage/members.h"

namespace banwei::lesson {

class Book {
 public:
  /// It takes six, for every part of the register asks it. `features` is the whole list and may still grow until the
  /// first question.
  Book(const std::vector<std::unique_ptr<Feature>>& features, const storage::LessonReports& reports,
       storage::Leaves leaves, const Zone& zone, const Lessons& begins, const Timetables& timetables)
      : features_(features),
        reports_(reports),
        leaves_(leaves),
        zone_(zone),
        begins_(begins),
        timetables_(timetables) {}

  /// From day to day, both inclusive, oldest first.
  std::vector<Attended> of(const Class& klass, Day from, Day to, const Speaker& reader) const;

  /// What the committee alone has reported, so that a whole term is soon read: roll calls weigh no hours.
  std::vector<Attended> reports(const Class& klass, Day from, Day to) const;

  /// Of the timetable what is over by now and does not stand in those lessons; nothing of a class without one.
  std::vector<Timetables::Dated> unreported(const Class& klass, const std::vector<Attended>& lessons, Day from, Day to,
                                            const Moment& now) const;

  const Zone& zone() const { return zone_; }
  const Timetables& timetables() const { return timetables_; }

 private:
  std::vector<Attended> stored(const Class& klass, Day from, Day to) const;
  bool reported(const Attended& one, const std::vector<Attended>& reports) const;
  void excuse(const Class& klass, Attended& lesson) const;

  const std::vector<std::unique_ptr<Feature>>& features_;
  const storage::LessonReports& reports_;
  storage::Leaves leaves_;
  const Zone& zone_;
  const Lessons& begins_;
  const Timetables& timetables_;
};

}  // namespace banwei::lesson
