// What plain talk may mean to exemptions.
#pragma once

#include "handlers/feature.h"

namespace banwei::exemption::intents {

inline constexpr Intent add{
    .kind = "exempt_add", .who = teachers, .cost = 2, .says = SpeechAct::request, .means = "免报"};
inline constexpr Intent remove{
    .kind = "exempt_del", .who = teachers, .cost = 2, .says = SpeechAct::request, .means = "取消免报"};
inline constexpr Intent ask{
    .kind = "ask", .who = teachers, .cost = 2, .says = SpeechAct::request, .means = "免报没写清楚"};
inline constexpr Intent answer{
    .kind = "answer", .who = teachers, .scope = Scope::anywhere, .where = Where::direct, .means = "免报到哪天"};

}  // namespace banwei::exemption::intents
