// Who has reported: of a class for those who may know, of oneself for oneself.
// Invariant: no value is said in a group, and where names may stand is the Collection's word alone.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "handlers/common/zone.h"
#include "handlers/exporting.h"
#include "handlers/feature.h"
#include "handlers/temperature/temperature_day.h"
#include "handlers/temperature/temperature_times.h"
#include "storage/members.h"
#include "storage/readings.h"

namespace banwei::temperature {

class Overview {
 public:
  Overview(const DayFrame& frame, const DayTimes& times, const storage::Members& members,
           const storage::Readings& readings, const Zone& zone)
      : frame_(frame), times_(times), members_(members), readings_(readings), zone_(zone) {}

  /// Of today or that day, of the room's class or the one named.
  Reply missing(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  /// Over several days, how often each; for those in charge alone, and in private.
  /// Whatever hour was said beside it: 超过11点还能报吗.
  Reply due_beside(const Context& call, std::optional<std::string> hour);
  /// Who was missing that day, or yesterday, and is missing today.
  Reply missing_again(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  Reply missing_lately(const Context& said, std::optional<std::string> name);
  Reply missing_over(const Context& call, DaySpan days, std::optional<std::string> klass);
  /// How many have reported, without a name.
  Reply counts(const Context& call, std::optional<Day> day, std::optional<std::string> klass);
  /// Those of the speaker's classes that lack somebody, and how many each.
  Reply missing_by_class(const Context& call, std::optional<Day> day);
  Reply mine(const Context& call, std::optional<Day> day);
  /// Until when: of the speaker's class, or of each that he looks after.
  Reply due(const Context& call);

 private:
  struct Missed {
    DaySpan days;                                                       // Those that are over.
    std::vector<std::pair<std::string, std::vector<Day>>> people = {};  // Whoever missed most days stands first.
    std::size_t gone = 0;                                               // Days whose names are deleted.
  };
  Missed missed(const Class& klass, DaySpan days, Utc now) const;
  /// A line a class, of several.
  std::string missed_by_class(const std::vector<Class>& classes, DaySpan days, Utc now) const;
  std::string missed_in_words(const Class& klass, const Missed& own) const;
  /// 3/9 请假、3/10 未报: of those of the days that have no value, why.
  std::string without_value(const Person& person, const Class& klass, const std::vector<Day>& days, Utc now) const;
  /// Whether a temperature is asked of the speaker on the day that he names, today or to come.
  Reply whether(const Context& call);
  std::string summary(const Class& klass, const Collection& asked, Day day, std::optional<Place> names) const;
  std::string who_is_missing(const Class& klass, const Collection& asked, Day day, std::optional<Place> names) const;
  std::string summary_of_several(const std::vector<Class>& classes, Day day) const;

  const DayFrame& frame_;
  const DayTimes& times_;
  const storage::Members& members_;
  const storage::Readings& readings_;
  const Zone& zone_;
};

}  // namespace banwei::temperature
