// What plain talk may mean to leave.
#pragma once

#include "handlers/feature.h"

namespace banwei::leave::intents {

inline constexpr Roles askers = Roles{Role::student} | teachers;

inline constexpr Intent leave{.kind = "leave", .who = askers, .means = "请假"};
inline constexpr Intent back{.kind = "back", .who = askers, .means = "销假"};
inline constexpr Intent cancel{.kind = "cancel", .who = askers, .means = "撤回请假"};
inline constexpr Intent submit{.kind = "submit", .who = {Role::student}, .scope = Scope::anywhere, .means = "提交请假"};
inline constexpr Intent revoke{.kind = "revoke", .who = askers, .says = SpeechAct::request, .means = "撤回刚才请的假"};
inline constexpr Intent ask{.kind = "ask", .who = askers, .means = "问请假的事"};

/// What one says of a leave of one's own behind it, and what those in charge ask of those of others.
inline constexpr Intent after{
    .kind = "leave_after", .scope = Scope::anywhere, .where = Where::direct, .cost = 2, .means = "问自己的假"};
inline constexpr Intent asked{.kind = "leave_asked",
                              .who = in_charge,
                              .scope = Scope::anywhere,
                              .where = Where::direct,
                              .cost = 2,
                              .means = "看谁请假"};

/// What a student says to whoever has asked back or refused, and what is asked back.
inline constexpr Intent word{.kind = "leave_word",
                             .scope = Scope::anywhere,
                             .where = Where::direct,
                             .verbatim = true,
                             .means = "和批假的老师说"};
inline constexpr Intent ask_back{.kind = "leave_ask_back",
                                 .who = teachers,
                                 .scope = Scope::anywhere,
                                 .where = Where::direct,
                                 .verbatim = true,
                                 .means = "批假前问本人"};

/// Whom a leave waits for is looked up, so that everybody may be asked.
inline constexpr Intent approve{.kind = "approve", .who = everyone, .scope = Scope::anywhere, .means = "批假"};

}  // namespace banwei::leave::intents
