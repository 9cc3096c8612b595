// What plain talk may mean to those who bind groups and accounts.
#pragma once

#include "handlers/feature.h"

namespace banwei::binding {

/// Who may make a group that of a class.
inline constexpr Roles binders = teachers;

/// Who may say that an account is somebody of his class.
inline constexpr Roles approvers = Roles{Role::monitor} | teachers;

/// Whoever is of the roster.
inline constexpr Roles known = everyone | Roles{Role::admin};

namespace intents {

inline constexpr Intent claim{.kind = "bind_me",
                              .scope = Scope::anywhere,
                              .cost = 3,
                              .says = SpeechAct::request,
                              .strangers = true,
                              .means = "说自己是谁"};
inline constexpr Intent doubtful{.kind = "ask",
                                 .scope = Scope::anywhere,
                                 .where = Where::direct,
                                 .cost = 3,
                                 .says = SpeechAct::request,
                                 .strangers = true,
                                 .means = "说自己是谁，还说不准"};
inline constexpr Intent group_answer{.kind = "bind_answer",
                                     .who = binders,
                                     .scope = Scope::anywhere,
                                     .where = Where::direct,
                                     .means = "回答班级群的绑定"};
inline constexpr Intent account_answer{.kind = "bind_word",
                                       .who = known,
                                       .scope = Scope::anywhere,
                                       .where = Where::direct,
                                       .means = "说一个新号是不是本人"};
inline constexpr Intent unbind_answer{
    .kind = "unbind_answer", .scope = Scope::anywhere, .where = Where::direct, .means = "回答解绑的确认"};

}  // namespace intents
}  // namespace banwei::binding
