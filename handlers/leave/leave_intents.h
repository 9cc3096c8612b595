// What plain talk may mean to leave.
#pragma once

#include "handlers/feature.h"

namespace banwei::leave::intents {

inline constexpr Roles askers = Roles{Role::student} | teachers;

inline constexpr Intent leave{.kind = "leave", .who = askers};
inline constexpr Intent back{.kind = "back", .who = askers};
inline constexpr Intent cancel{.kind = "cancel", .who = askers};
inline constexpr Intent ask{.kind = "ask", .who = askers};

/// Whom a leave waits for is looked up, so that everybody may be asked.
inline constexpr Intent approve{.kind = "approve", .who = everyone, .scope = Scope::anywhere};

}  // namespace banwei::leave::intents
