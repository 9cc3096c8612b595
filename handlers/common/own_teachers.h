// Who may read everybody's temperature by name: the teachers of the class itself. The office is told of fevers alone.
#pragma once

#include "handlers/feature.h"

namespace banwei {

inline constexpr Roles own_teachers{Role::counsellor, Role::class_teacher};

}  // namespace banwei
