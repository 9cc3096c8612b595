// Those who measure twice a day: who they are on a day, and what they have measured of it.
// Invariant: a day that has been keeps who was among them then; whoever measures after the window has measured.
#pragma once

#include <vector>

#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/language/calendar.h"
#include "handlers/whereabouts/twice_settings.h"
#include "storage/exemptions.h"
#include "storage/members.h"
#include "storage/readings.h"
#include "storage/whereabouts.h"

namespace banwei::whereabouts {

/// One who measures twice, on one day.
struct TwiceADay {
  Person person = {};
  storage::Whereabouts where = {};
  int morning = 0;  // Hundredths of a degree, 0 without one.
  int evening = 0;
};

class Twice {
 public:
  /// It takes seven, for who is asked twice a day depends on all that is known of a student.
  Twice(const storage::Members& members, const storage::WhereaboutsLog& log, const storage::Readings& readings,
        const storage::Exemptions& exemptions, const Zone& zone, const Calendar& calendar, const Settings& settings)
      : members_(members),
        log_(log),
        readings_(readings),
        exemptions_(exemptions),
        zone_(zone),
        calendar_(calendar),
        settings_(settings) {}

  /// Those of the class, in order of number, without those who are exempt.
  std::vector<TwiceADay> of_class(const Class& klass, Day day) const;

  /// Asks each of them when a window opens, and tells the teachers who is missing when it ends.
  std::vector<ScheduledJob> jobs(Day day) const;

 private:
  bool is_one(const storage::Whereabouts& where) const;
  Reply ask(bool morning, const Moment& now) const;
  Reply tell(bool morning, const Moment& now) const;

  const storage::Members& members_;
  const storage::WhereaboutsLog& log_;
  const storage::Readings& readings_;
  storage::Exemptions exemptions_;
  const Zone& zone_;
  const Calendar& calendar_;
  const Settings& settings_;
};

}  // namespace banwei::whereabouts
