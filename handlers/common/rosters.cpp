#include "handlers/common/rosters.h"

#include <utility>
#include <vector>

namespace banwei {

const language::People& Rosters::of(std::int64_t class_id) {
  Cached& cached = cached_[class_id];
  if (cached.revision != members_.revision()) {
    std::vector<Named> named;
    for (const Person& person : members_.students(class_id)) named.push_back({person.number, person.name});
    cached = {members_.revision(), language::People(std::move(named))};
  }
  return cached.people;
}

}  // namespace banwei
