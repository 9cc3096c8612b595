// What plain talk may mean to reminders.
#pragma once

#include "handlers/feature.h"

namespace banwei::reminder {

inline constexpr Roles anybody = everyone | Roles{Role::admin};

namespace intents {

inline constexpr Intent remind_new{
    .kind = "remind_new", .who = anybody, .scope = Scope::anywhere, .cost = 1, .says = Says::request};
inline constexpr Intent remind_answer{.kind = "remind_answer", .who = anybody, .scope = Scope::anywhere};
inline constexpr Intent remind_snooze{.kind = "remind_snooze", .who = anybody, .scope = Scope::anywhere};

inline constexpr Intent remind_edit{
    .kind = "remind_edit", .who = anybody, .scope = Scope::anywhere, .cost = 1, .says = Says::request};
inline constexpr Intent remind_del{
    .kind = "remind_del", .who = anybody, .scope = Scope::anywhere, .cost = 1, .says = Says::request};

}  // namespace intents
}  // namespace banwei::reminder
