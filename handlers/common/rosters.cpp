#include "handlers/common/rosters.h"

namespace banwei {

const std::vector<Named>& Rosters::of(std::int64_t class_id) {
  Cached& cached = cached_[class_id];
  if (cached.revision != members_.revision()) {
    cached = {members_.revision(), {}};
    for (const Person& person : members_.students(class_id)) cached.named.push_back({person.number, person.name});
  }
  return cached.named;
}

}  // namespace banwei
