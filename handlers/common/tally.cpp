#include "handlers/common/tally.h"

namespace banwei {

Tally tally(std::span<const Person> people, const std::map<std::int64_t, Utc>& when, Utc deadline,
            const std::set<std::int64_t>& excused) {
  Tally sum;
  for (const Person& person : people) {
    if (excused.contains(person.id)) {
      sum.excused.push_back(person);
      continue;
    }
    sum.expected.push_back(person);
    const auto answer = when.find(person.id);
    if (answer == when.end()) {
      sum.missing.push_back(person);
      continue;
    }
    sum.answered.push_back(person);
    if (answer->second >= deadline) sum.late.push_back(person);
  }
  return sum;
}

}  // namespace banwei
