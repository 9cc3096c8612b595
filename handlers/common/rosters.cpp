#include "handlers/common/rosters.h"

#include <set>
#include <utility>
#include <vector>

namespace banwei {

std::vector<std::int64_t> classes_named(const Context& context, Roles staff) {
  if (context.klass) return {context.klass->id};
  std::set<std::int64_t> classes;
  for (const Grant& grant : context.speaker.grants)
    if (grant.class_id != 0 && staff.has(grant.role)) classes.insert(grant.class_id);
  return {classes.begin(), classes.end()};
}

std::vector<Person> students_of(const storage::Members& members, const std::vector<std::int64_t>& classes) {
  std::vector<Person> all;
  for (const std::int64_t id : classes)
    for (Person& student : members.students(id)) all.push_back(std::move(student));
  return all;
}

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
