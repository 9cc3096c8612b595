// What plain talk may mean to the posts of a class.
#pragma once

#include "handlers/feature.h"

namespace banwei::posts {

/// Whose posts may change hands in the chat: those of a class's students, and for a time those of its teachers.
inline constexpr Roles holders = cadres | Roles{Role::counsellor, Role::class_teacher, Role::course_teacher};
inline constexpr Roles givers = holders | teachers;

namespace intents {

inline constexpr Intent hand_over{
    .kind = "role_handover", .who = givers, .cost = 2, .says = SpeechAct::request, .means = "移交职务"};
inline constexpr Intent deputise{
    .kind = "role_deputy", .who = givers, .cost = 2, .says = SpeechAct::request, .means = "请人代理职务"};
inline constexpr Intent appoint{
    .kind = "role_set", .who = teachers, .cost = 2, .says = SpeechAct::request, .means = "任命班委"};
inline constexpr Intent dismiss{
    .kind = "role_unset", .who = teachers, .cost = 2, .says = SpeechAct::request, .means = "免去班委"};
inline constexpr Intent ask_which{
    .kind = "ask", .who = teachers, .cost = 2, .says = SpeechAct::request, .means = "任命谁，还说不准"};
inline constexpr Intent ask_who{
    .kind = "role_who", .who = everyone, .cost = 2, .says = SpeechAct::request, .means = "问谁担任职务"};
inline constexpr Intent ask_why{.kind = "why_denied",
                                .who = everyone,
                                .scope = Scope::anywhere,
                                .cost = 2,
                                .says = SpeechAct::request,
                                .means = "问为什么不能用"};
inline constexpr Intent accept{.kind = "role_accept",
                               .who = everyone,
                               .scope = Scope::anywhere,
                               .where = Where::direct,
                               .means = "接下移交的职务"};
inline constexpr Intent decline{.kind = "role_decline",
                                .who = everyone,
                                .scope = Scope::anywhere,
                                .where = Where::direct,
                                .means = "不接移交的职务"};

}  // namespace intents
}  // namespace banwei::posts
