// What plain talk may mean to the cross-checks.
#pragma once

#include "handlers/feature.h"

namespace banwei::checks::intents {

inline constexpr Intent settle{
    .kind = "check_settle", .who = teachers, .scope = Scope::anywhere, .where = Where::direct, .means = "核实一条排查"};

inline constexpr Intent source{.kind = "check_source",
                               .who = teachers,
                               .scope = Scope::anywhere,
                               .where = Where::direct,
                               .cost = 1,
                               .says = SpeechAct::request,
                               .means = "说两个体温以哪个为准"};

inline constexpr Intent show{.kind = "spot_check",
                             .who = teachers,
                             .scope = Scope::anywhere,
                             .where = Where::direct,
                             .cost = 2,
                             .says = SpeechAct::request,
                             .means = "请同学证实体温"};

inline constexpr Intent ask{
    .kind = "checks", .who = teachers, .cost = 3, .says = SpeechAct::request, .means = "看要核实的"};

}  // namespace banwei::checks::intents
