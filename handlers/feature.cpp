#include "handlers/feature.h"

#include <algorithm>

namespace banwei {

bool Speaker::holds(Roles roles, std::int64_t class_id) const {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return roles.has(grant.role) && (grant.class_id == 0 || grant.class_id == class_id);
  });
}

}  // namespace banwei
