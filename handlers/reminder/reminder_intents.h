// What plain talk may mean to reminders.
#pragma once

#include "handlers/feature.h"

namespace banwei::reminder {

inline constexpr Roles anybody = everyone | Roles{Role::admin};

namespace intents {

inline constexpr Intent remind_new{.kind = "remind_new",
                                   .who = anybody,
                                   .scope = Scope::anywhere,
                                   .cost = 1,
                                   .says = SpeechAct::request,
                                   .means = "要设提醒"};
inline constexpr Intent remind_answer{
    .kind = "remind_answer", .who = anybody, .scope = Scope::anywhere, .means = "回答提醒的提问"};
inline constexpr Intent remind_snooze{
    .kind = "remind_snooze", .who = anybody, .scope = Scope::anywhere, .means = "让提醒过会儿再来"};

inline constexpr Intent remind_edit{.kind = "remind_edit",
                                    .who = anybody,
                                    .scope = Scope::anywhere,
                                    .cost = 1,
                                    .says = SpeechAct::request,
                                    .means = "改提醒"};
inline constexpr Intent remind_del{.kind = "remind_del",
                                   .who = anybody,
                                   .scope = Scope::anywhere,
                                   .cost = 1,
                                   .says = SpeechAct::request,
                                   .means = "取消提醒"};

}  // namespace intents
}  // namespace banwei::reminder
