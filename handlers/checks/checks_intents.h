// What plain talk may mean to the cross-checks.
#pragma once

#include "handlers/feature.h"

namespace banwei::checks::intents {

inline constexpr Intent settle{
    .kind = "check_settle", .who = teachers, .scope = Scope::anywhere, .where = Where::direct, .means = "核实一条排查"};

inline constexpr Intent ask{
    .kind = "checks", .who = teachers, .cost = 3, .says = SpeechAct::request, .means = "看要核实的"};

}  // namespace banwei::checks::intents
