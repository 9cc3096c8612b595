#include "handlers/care/coverage.h"

#include <set>

namespace banwei::care {

std::vector<std::string> classes_without_a_second(const storage::Members& members, Utc now) {
  std::vector<std::string> names;
  for (const Class& klass : members.classes()) {
    std::set<std::int64_t> reached;
    for (const Role role : {Role::counsellor, Role::class_teacher, Role::office}) {
      for (const Person& person : members.holders(role, klass.id, now))
        if (!person.account.empty() && members.reach(person.account) == Reach::friendly) reached.insert(person.id);
    }
    if (reached.size() < 2) names.push_back(klass.name);
  }
  return names;
}

}  // namespace banwei::care
