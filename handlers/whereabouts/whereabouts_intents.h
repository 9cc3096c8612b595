// What plain talk may mean about where somebody is.
#pragma once

#include "handlers/feature.h"

namespace banwei::whereabouts::intents {

inline constexpr Intent place{
    .kind = "loc", .scope = Scope::anywhere, .where = Where::direct, .cost = 1, .means = "说自己在哪里"};
/// Unasked it is the whole message: beside a temperature it goes with that.
inline constexpr Intent told{.kind = "loc",
                             .scope = Scope::anywhere,
                             .where = Where::direct,
                             .cost = 1,
                             .says = SpeechAct::request,
                             .verbatim = true,
                             .means = "说自己在哪里"};
inline constexpr Intent plan{.kind = "loc_plan",
                             .scope = Scope::anywhere,
                             .where = Where::direct,
                             .cost = 1,
                             .says = SpeechAct::request,
                             .verbatim = true,
                             .means = "说要回去上班"};
inline constexpr Intent revoke{.kind = "revoke",
                               .scope = Scope::anywhere,
                               .where = Where::direct,
                               .cost = 1,
                               .says = SpeechAct::request,
                               .means = "撤回刚才说的地点"};
inline constexpr Intent ask{
    .kind = "ask", .scope = Scope::anywhere, .where = Where::direct, .cost = 1, .means = "在哪里还没说清"};
inline constexpr Intent answer{
    .kind = "answer", .scope = Scope::anywhere, .where = Where::direct, .means = "回答在哪里的提问"};

}  // namespace banwei::whereabouts::intents
