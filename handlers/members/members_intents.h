// What plain talk may mean to those who keep the roster in the chat.
#pragma once

#include "handlers/feature.h"

namespace banwei::members {

/// Who may take somebody out of a class of theirs, or into it.
inline constexpr Roles movers{Role::counsellor, Role::office};

namespace intents {

inline constexpr Intent answer{
    .kind = "move_answer", .who = movers, .where = Where::direct, .means = "回答移除或转入的确认"};

}  // namespace intents
}  // namespace banwei::members
