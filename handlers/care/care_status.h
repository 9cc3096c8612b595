// What care tells whoever runs the bot: alerts that wait for a teacher, classes that have no second one.
#pragma once

#include <vector>

#include "handlers/status_part.h"

namespace banwei::care {

std::vector<StatusPart> status_parts();

}  // namespace banwei::care
