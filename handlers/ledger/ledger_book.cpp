#include "handlers/ledger/ledger_book.h"

#include <algorithm>

namespace banwei::ledger {

std::vector<StudentDay> Book::students_of(const Class& klass, Day day) const {
  return student_days(reports_.collection(klass, day), readings_.of_class(klass.id, day));
}

storage::Ledger Book::of_day(Day day, Utc now) const {
  if (auto kept = ledgers_.of_day(day)) return *kept;
  return count(day, now, [](std::int64_t, const StudentDay&) {});
}

storage::Ledger Book::take(Day day, Utc now) {
  std::vector<std::pair<std::int64_t, StudentDay>> students;
  storage::Ledger ledger =
      count(day, now, [&](std::int64_t klass, const StudentDay& student) { students.emplace_back(klass, student); });
  ledger.hash = hash_of(ledger);
  ledger.id = ledgers_.take(ledger);
  for (const auto& [klass, student] : students) ledgers_.set(ledger.id, klass, student.person.id, student.standing);
  return ledger;
}

storage::Ledger Book::count(Day day, Utc now, const std::function<void(std::int64_t, const StudentDay&)>& each) const {
  storage::Ledger ledger{.day = day, .taken = now, .students = ledgers_.students()};
  for (const Class& klass : members_.classes()) {
    const std::size_t roster = members_.students(klass.id).size();
    if (roster == 0) continue;
    const auto students = students_of(klass, day);
    ledger.classes.push_back(counted(klass.id, roster, students));
    for (const StudentDay& student : students) each(klass.id, student);
  }
  std::sort(ledger.classes.begin(), ledger.classes.end(),
            [](const LedgerClass& a, const LedgerClass& b) { return a.class_id < b.class_id; });
  return ledger;
}

std::vector<storage::Supplement> Book::note_changes(const storage::Ledger& ledger, Utc now) {
  std::vector<storage::Supplement> added;
  const auto add = [&](std::int64_t class_id, std::int64_t person, Standing was, Standing is, Utc at) {
    if (was == is) return;
    storage::Supplement one{.at = at, .class_id = class_id, .person = person, .was = was, .is = is};
    one.number = ledgers_.add(ledger.id, one);
    added.push_back(one);
  };
  for (const Class& klass : members_.classes()) {
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
  return added;
}

}  // namespace banwei::ledger
