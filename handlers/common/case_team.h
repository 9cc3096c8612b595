// Whose a care case is: its owner's and of whoever joined him, and of the class's own teachers while nobody has taken
// it. Invariant: who no longer holds a role for the class has no part in it.
#pragma once

#include <algorithm>

#include "handlers/common/own_teachers.h"
#include "handlers/feature.h"
#include "storage/cases.h"

namespace banwei {

inline constexpr Roles carers = teachers | Roles{Role::leader};

inline bool shares(const Speaker& speaker, const storage::Case& one, const storage::Cases& cases) {
  if (!speaker.holds(carers, one.class_id)) return false;
  if (one.owner == 0 && speaker.holds(own_teachers, one.class_id)) return true;
  const auto team = cases.team(one.id);
  return one.owner == speaker.person->id || std::find(team.begin(), team.end(), speaker.person->id) != team.end();
}

}  // namespace banwei
