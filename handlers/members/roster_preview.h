// What an import would do, in lines for whoever confirms it.
// Invariant: counts are whole, lists of names are folded; nothing is left out that would be changed.
#pragma once

#include <vector>

#include "handlers/members/roster_import.h"

namespace banwei::members {

std::vector<Phrase> preview(const Roster& roster, const Plan& plan);

/// "张三、李四 等12人"
Phrase folded(const std::vector<std::string>& names);

/// "辅导员" and "counsellor".
Phrase role_phrase(Role role);

}  // namespace banwei::members
