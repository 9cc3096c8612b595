#include "handlers/attendance/rollcall_rules.h"

#include <algorithm>

#include "handlers/common/tally.h"

namespace banwei::attendance {

RollSum sum_up(std::span<const Person> students, const std::map<std::int64_t, Mark>& marks, Utc due) {
  std::map<std::int64_t, Utc> when;
  std::set<std::int64_t> excused;
  for (const auto& [person, mark] : marks) {
    if (mark.status == Mark::Status::excused) excused.insert(person);
    const bool by_hand = mark.by != mark.person;  // says that the person was there in time, whenever it is said
    if (mark.status == Mark::Status::present) when.emplace(person, by_hand ? Utc{} : mark.sent);
    if (mark.status == Mark::Status::late) when.emplace(person, std::max(mark.sent, due));
  }
  Tally sum = tally(students, when, due, excused);
  RollSum all;
  all.late = std::move(sum.late);
  all.excused = std::move(sum.excused);
  all.missing = std::move(sum.missing);
  for (Person& person : sum.answered) {
    const bool late = std::any_of(all.late.begin(), all.late.end(), [&](const Person& p) { return p.id == person.id; });
    if (!late) all.here.push_back(std::move(person));
  }
  return all;
}

bool takes_place(const Mark& current, const Mark& next, bool by_hand) {
  if (by_hand) return current.status != next.status;
  if (is_here(current.status)) return false;
  if (current.status == Mark::Status::absent) return false;
  if (is_here(next.status)) return true;
  const bool waiting = current.status == Mark::Status::behalf || current.status == Mark::Status::problem;
  return waiting && next.status != current.status && next.status != Mark::Status::behalf;
}

}  // namespace banwei::attendance
