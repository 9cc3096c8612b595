// What plain talk may mean to meetings.
#pragma once

#include "handlers/feature.h"

namespace banwei::meeting {

inline constexpr std::string_view feature = "meeting";
inline constexpr Roles organizers = Roles{Role::monitor, Role::league_secretary, Role::study_rep} | teachers;

namespace intents {

inline constexpr Intent plan{
    .kind = "meeting", .who = organizers, .says = SpeechAct::request, .means = "定会议或班会的时间"};
inline constexpr Intent answer{
    .kind = "answer", .who = organizers, .scope = Scope::anywhere, .means = "回答会议要不要这样安排"};
inline constexpr Intent minutes{.kind = "minutes",
                                .who = organizers,
                                .scope = Scope::anywhere,
                                .where = Where::direct,
                                .verbatim = true,
                                .means = "写班会纪要"};

}  // namespace intents

}  // namespace banwei::meeting
