// The school calendar as people see it, and the admin's yearly word that next year's is not entered.
// Invariant: the admin is told once a year.
#pragma once

#include <vector>

#include "handlers/feature.h"
#include "handlers/language/calendar.h"
#include "storage/members.h"
#include "storage/schedule.h"

namespace banwei::reminder {

class SchoolCalendar {
 public:
  SchoolCalendar(const storage::Members& members, storage::Schedule& schedule, const Calendar& calendar)
      : members_(members), schedule_(schedule), calendar_(calendar) {}

  Reply show(const Context& call);
  std::vector<ScheduledJob> jobs(Day day);

 private:
  const storage::Members& members_;
  storage::Schedule& schedule_;
  const Calendar& calendar_;
};

}  // namespace banwei::reminder
