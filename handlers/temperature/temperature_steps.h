// The steps that settle what only the neighbours of a word tell, each of which reads what the steps before it left.
// Invariant: a step changes tags and forms of tokens, never their places.
#pragma once

#include "handlers/temperature/temperature_passage.h"

namespace banwei::temperature {

// temperature_whose.cpp
void settle_names(Passage& p);
void settle_relations(Passage& p);
void settle_hearsay(Passage& p);
void settle_third(Passage& p);
void settle_company(Passage& p);
void settle_not_me(Passage& p);
void settle_own_to_come(Passage& p);
bool settle_disowned(Passage& p);
void settle_reports_of_others(Passage& p);
void settle_untrue(Passage& p);
void settle_errands(Passage& p);
void settle_bystanders(Passage& p);

// temperature_kin.cpp
/// Whether a normal figure of somebody at home was taken out.
void settle_helpers(Passage& p);
bool settle_figures_of_kin(Passage& p);
void settle_kin(Passage& p);
void settle_homes(Passage& p);

// temperature_beside.cpp
void settle_again(Passage& p);
void settle_slips(Passage& p);
void settle_enumeration(Passage& p);
void settle_things(Passage& p);
void settle_blame(Passage& p);
void settle_machines(Passage& p);
void settle_doubt(Passage& p);
void settle_brackets(Passage& p);
void settle_greeting(Passage& p);
void settle_rooms(Passage& p);
void settle_asides(Passage& p);

}  // namespace banwei::temperature
