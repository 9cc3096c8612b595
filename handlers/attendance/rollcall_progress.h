// How a roll call goes: counts for everybody, names for those who may know them, and a call to those missing.
// Invariant: where names may stand is the Collection's word alone.
#pragma once

#include <optional>
#include <string>

#include "handlers/attendance/roll_book.h"
#include "handlers/exporting.h"
#include "storage/lesson_reports.h"

namespace banwei::attendance {

class Progress {
 public:
  Progress(const RollBook& book, const storage::Members& members, storage::RollCalls& calls,
           const storage::LessonReports& reports, const Zone& zone)
      : book_(book), members_(members), calls_(calls), reports_(reports), zone_(zone) {}

  /// One line of counts.
  std::string line(const RollCall& rollcall) const;

  /// For those who may know: the counts and who is late, excused and missing; of several side by side.
  std::string names(const std::vector<RollCall>& together) const;

  Reply result(const Context& call, std::optional<Day> day, std::optional<std::string> klass,
               std::optional<std::string> title);
  Reply who_is_missing(const Context& call);
  Reply remind(const Context& call);
  Reply list(const Context& call, std::optional<DaySpan> asked, std::optional<std::string> klass);

  /// The newest open one of the class that some have not answered.
  std::optional<Pending> pending(const Context& call, const Class& klass) const;

 private:
  std::string who(const RollCall& rollcall, const Tally& sum) const;
  Reply call_missing(const Context& call, const RollCall& rollcall) const;
  Reply report(const Context& call, const RollCall& rollcall, bool names_wanted) const;

  const RollBook& book_;
  const storage::Members& members_;
  storage::RollCalls& calls_;
  const storage::LessonReports& reports_;
  const Zone& zone_;
};

}  // namespace banwei::attendance
