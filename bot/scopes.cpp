#include "bot/scopes.h"

#include <algorithm>
#include <set>

namespace banwei {

const language::NameScope& Scopes::of(const Context& context) {
  constexpr std::size_t most_kept = 1000;
  constexpr std::size_t most_people = 12;  // Of more, nobody is named: a college has too many to tell apart.
  if (revision_ != members_.revision() || scopes_.size() > most_kept) scopes_.clear();
  revision_ = members_.revision();

  std::set<std::int64_t> classes;
  if (context.klass) classes.insert(context.klass->id);
  bool college = false;
  for (const Grant& grant : context.speaker.grants) {
    college = college || (grant.class_id == 0 && grant.role != Role::student);
    if (grant.class_id != 0) classes.insert(grant.class_id);
  }
  std::string key = college ? "all" : "";
  for (const std::int64_t id : classes) key += "/" + std::to_string(id);

  const auto [entry, is_new] = scopes_.try_emplace(std::move(key));
  language::NameScope& scope = entry->second;
  if (!is_new) return scope;
  for (const Class& klass : members_.classes()) {
    if (college || classes.contains(klass.id)) scope.add_class(klass.name);
  }
  if (classes.size() > most_people) return scope;
  for (const std::int64_t id : classes) {
    for (const Person& person : members_.students(id)) scope.add_person(person.name);
  }
  return scope;
}

}  // namespace banwei
