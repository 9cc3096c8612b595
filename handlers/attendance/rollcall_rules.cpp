#include "handlers/attendance/rollcall_rules.h"

#include <algorithm>

namespace banwei::attendance {

Tally sum_up(std::span<const Person> students, const std::map<std::int64_t, Mark>& marks, Utc due) {
  std::map<std::int64_t, Utc> when;
  std::set<std::int64_t> excused;
  for (const auto& [person, mark] : marks) {
    if (mark.status == Mark::Status::excused) excused.insert(person);
    const bool by_hand = mark.by != mark.person;
    if (mark.status == Mark::Status::present) when.emplace(person, by_hand ? Utc{} : mark.sent);
    if (mark.status == Mark::Status::late) when.emplace(person, std::max(mark.sent, due));
  }
  return tally(students, when, due, excused);
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
