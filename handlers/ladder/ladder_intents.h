// What plain talk may mean to the ladder.
#pragma once

#include "handlers/common/collection.h"

namespace banwei::ladder::intents {

inline constexpr Intent unreachable{.kind = "unreachable",
                                    .who = in_charge,
                                    .scope = Scope::anywhere,
                                    .where = Where::direct,
                                    .means = "没报的人联系不上"};
inline constexpr Intent take_over{
    .kind = "take_over", .who = in_charge, .scope = Scope::anywhere, .where = Where::direct, .means = "没报的人我来问"};

}  // namespace banwei::ladder::intents
