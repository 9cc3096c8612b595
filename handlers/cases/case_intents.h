// What plain talk may mean to care cases.
#pragma once

#include "handlers/feature.h"

namespace banwei::cases::intents {

inline constexpr Intent follow{
    .kind = "follow", .scope = Scope::anywhere, .where = Where::direct, .means = "回答身体怎么样"};
inline constexpr Intent refuse{.kind = "refuse", .scope = Scope::anywhere, .where = Where::direct, .means = "不想被问"};
inline constexpr Intent contact{
    .kind = "contact", .scope = Scope::anywhere, .where = Where::direct, .means = "想和老师说话"};
inline constexpr Intent nodata{
    .kind = "nodata", .scope = Scope::anywhere, .where = Where::direct, .means = "等会儿再说"};
inline constexpr Intent ask{
    .kind = "ask", .scope = Scope::anywhere, .where = Where::direct, .means = "身体怎么样还没说清"};

}  // namespace banwei::cases::intents
