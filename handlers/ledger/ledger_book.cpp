#include "handlers/ledger/ledger_book.h"

#include <algorithm>

namespace banwei::ledger {

std::vector<StudentDay> Book::students_of(const Class& klass, Day day) const {
  auto students = student_days(reports_.collection(klass, day), readings_.of_class(klass.id, day));
  for (storage::Whereabouts& place : places_.of_class(klass.id, day)) {
    const auto student = std::find_if(students.begin(), students.end(),
                                      [&](const StudentDay& one) { return one.person.id == place.person; });
    if (student != students.end()) student->where = std::move(place);
  }
  return students;
}

Book::Students Book::students_in(const storage::Ledger& ledger, const Class& klass) const {
  if (const auto counted = counted_.find(klass.id); counted != counted_.end()) return {counted->second, true};
  Students students{.all = students_of(klass, ledger.day)};
  auto standings = ledger.id == 0 ? std::map<std::int64_t, Standing>() : ledgers_.standings(ledger.id, klass.id);
  if (standings.empty()) return students;
  const auto changes = ledgers_.supplements(ledger.id);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change)
    if (change->class_id == klass.id) standings[change->person] = change->was;
  std::erase_if(students.all, [&](StudentDay& one) {
    const auto was = standings.find(one.person.id);
    if (was == standings.end() || was->second == Standing::gone) return true;  // Whoever came later.
    one.standing = was->second;
    one.said = said_until(ledger, one);
    one.late = one.late && reported(one.standing);
    return false;
  });
  students.as_taken = true;
  return students;
}

/// What held of somebody's day when the ledger was taken. Few have said anything since.
std::vector<storage::Reading> Book::said_until(const storage::Ledger& ledger, StudentDay& student) const {
  const bool since = std::any_of(student.said.begin(), student.said.end(),
                                 [&](const storage::Reading& one) { return one.recorded > ledger.taken; });
  const bool withdrawn = student.said.empty() && reported(student.standing);
  if (!since && !withdrawn) return std::move(student.said);
  return holding(readings_.history(student.person.id, ledger.day, ledger.day), ledger.taken);
}

storage::Ledger Book::of_day(Day day, Utc now) const {
  if (auto kept = ledgers_.of_day(day)) return *kept;
  return count(day, now, [](std::int64_t, std::vector<StudentDay>) {});
}

storage::Ledger Book::take(Day day, Utc now) {
  let_go();
  storage::Ledger ledger = count(
      day, now, [&](std::int64_t klass, std::vector<StudentDay> students) { counted_[klass] = std::move(students); });
  ledger.hash = hash_of(ledger);
  ledger.id = ledgers_.take(ledger);
  for (const auto& [klass, students] : counted_)
    for (const StudentDay& one : students) ledgers_.set(ledger.id, klass, one.person.id, one.standing);
  return ledger;
}

storage::Ledger Book::count(Day day, Utc now, const Counted& each) const {
  storage::Ledger ledger{.day = day, .taken = now, .students = ledgers_.students()};
  for (const Class& klass : members_.classes()) {
    const std::size_t roster = members_.students(klass.id).size();
    if (roster == 0) continue;
    auto students = students_of(klass, day);
    ledger.classes.push_back(counted(klass.id, roster, students));
    ledger.classes.back().name = klass.name;
    each(klass.id, std::move(students));
  }
  std::sort(ledger.classes.begin(), ledger.classes.end(),
            [](const LedgerClass& a, const LedgerClass& b) { return a.class_id < b.class_id; });
  return ledger;
}

std::optional<std::int64_t> Book::note_changes(const storage::Ledger& ledger, std::int64_t after, std::size_t most,
                                               Utc now) {
  const auto add = [&](std::int64_t class_id, std::int64_t person, Standing was, Standing is, Utc at) {
    if (was != is) ledgers_.add(ledger.id, {.at = at, .class_id = class_id, .person = person, .was = was, .is = is});
  };
  std::vector<Class> classes = members_.classes();
  std::erase_if(classes, [&](const Class& one) { return one.id <= after; });
  std::sort(classes.begin(), classes.end(), [](const Class& a, const Class& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < std::min(most, classes.size()); ++i) {
    const Class& klass = classes[i];
    auto standings = ledgers_.standings(ledger.id, klass.id);
    for (const StudentDay& one : students_of(klass, ledger.day)) {
      const auto known = standings.find(one.person.id);
      const Standing was = known == standings.end() ? Standing::gone : known->second;
      if (known != standings.end()) standings.erase(known);
      add(klass.id, one.person.id, was, one.standing,
          reported(one.standing) && !one.said.empty() ? one.said.back().sent : now);
    }
    for (const auto& [person, was] : standings) add(klass.id, person, was, Standing::gone, now);
  }
  return classes.size() > most ? std::optional(classes[most - 1].id) : std::nullopt;
}

}  // namespace banwei::ledger
