#include "handlers/ledger/ledger_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "handlers/common/fever.h"
#include "storage/fingerprint.h"

namespace banwei::ledger {

namespace {

constexpr std::array figures{&LedgerClass::roster,   &LedgerClass::reported, &LedgerClass::late,
                             &LedgerClass::missing,  &LedgerClass::exempt,   &LedgerClass::normal,
                             &LedgerClass::fever,    &LedgerClass::symptoms, &LedgerClass::isolated,
                             &LedgerClass::in_wuhan, &LedgerClass::on_post};

bool among(const std::vector<Person>& people, const Person& one) {
  return std::any_of(people.begin(), people.end(), [&](const Person& each) { return each.id == one.id; });
}

}  // namespace

Standing standing_of(std::span<const storage::Reading> said) {
  if (std::any_of(said.begin(), said.end(), [](const auto& reading) { return fever(reading.centi); }))
    return Standing::fever;
  const bool unwell =
      std::any_of(said.begin(), said.end(), [](const auto& reading) { return !reading.symptoms.empty(); });
  return unwell ? Standing::symptoms : Standing::normal;
}

std::vector<storage::Reading> holding(std::vector<storage::Reading> said, Utc when) {
  std::erase_if(said, [&](const storage::Reading& one) { return one.recorded > when; });
  const auto all = said;
  std::erase_if(said, [&](const storage::Reading& one) {
    const bool later = std::any_of(all.begin(), all.end(), [&](const storage::Reading& other) {
      return other.slot == one.slot && other.id > one.id;
    });
    return later || (one.withdrawn && *one.withdrawn <= when);
  });
  return said;
}

std::vector<StudentDay> student_days(const Collection& asked,
                                     std::map<std::int64_t, std::vector<storage::Reading>> said) {
  std::vector<StudentDay> all;
  const auto add = [&](const Person& person, Standing standing) {
    StudentDay one{.person = person, .standing = standing, .late = among(asked.sum.late, person)};
    if (const auto found = said.find(person.id); found != said.end()) one.said = std::move(found->second);
    all.push_back(std::move(one));
  };
  for (const Person& person : asked.sum.answered) {
    const auto found = said.find(person.id);
    add(person, found == said.end() ? Standing::normal : standing_of(found->second));
  }
  for (const Person& person : asked.sum.missing) add(person, Standing::missing);
  for (const Person& person : asked.sum.excused) add(person, Standing::exempt);
  std::sort(all.begin(), all.end(),
            [](const StudentDay& a, const StudentDay& b) { return a.person.number < b.person.number; });
  return all;
}

LedgerClass counted(std::int64_t class_id, std::size_t roster, std::span<const StudentDay> students) {
  LedgerClass counts{.class_id = class_id, .roster = static_cast<std::int64_t>(roster)};
  for (const StudentDay& one : students) {
    counts.missing += one.standing == Standing::missing ? 1 : 0;
    counts.exempt += one.standing == Standing::exempt ? 1 : 0;
    if (one.where && one.standing != Standing::gone) {
      counts.isolated += one.where->isolated == true ? 1 : 0;
      counts.in_wuhan += one.where->in_wuhan == true ? 1 : 0;
      counts.on_post += one.where->on_post == true ? 1 : 0;
    }
    if (!reported(one.standing)) continue;
    ++counts.reported;
    counts.late += one.late ? 1 : 0;
    counts.normal += one.standing == Standing::normal ? 1 : 0;
    counts.fever += one.standing == Standing::fever ? 1 : 0;
    const bool symptoms =
        std::any_of(one.said.begin(), one.said.end(), [](const auto& reading) { return !reading.symptoms.empty(); });
    counts.symptoms += symptoms ? 1 : 0;
    for (const storage::Reading& reading : one.said) counts.last = std::max(counts.last, std::optional(reading.sent));
  }
  return counts;
}

LedgerClass sum_of(std::span<const LedgerClass> classes) {
  LedgerClass sum;
  for (const LedgerClass& one : classes) {
    for (const auto figure : figures) sum.*figure += one.*figure;
    sum.last = std::max(sum.last, one.last);
  }
  return sum;
}

State state_of(const LedgerClass& counts) {
  if (counts.reported + counts.missing == 0) return State::excused;
  if (counts.reported == 0) return State::nobody;
  if (counts.missing > 0) return State::incomplete;
  return counts.normal == counts.reported ? State::all_well : State::unwell;
}

std::size_t count_of(std::span<const LedgerClass> classes, State state) {
  return static_cast<std::size_t>(
      std::count_if(classes.begin(), classes.end(), [&](const LedgerClass& one) { return state_of(one) == state; }));
}

Faults faults_of(const storage::Ledger& ledger) {
  Faults faults;
  for (const LedgerClass& one : ledger.classes) {
    if (one.reported + one.missing + one.exempt != one.roster) faults.classes.push_back(one.class_id);
  }
  faults.too_many = sum_of(ledger.classes).roster - ledger.students;
  return faults;
}

std::string hash_of(const storage::Ledger& ledger) {
  // What was taken before names were kept has the hash that it was given: over ids and seconds.
  const bool named = std::none_of(ledger.classes.begin(), ledger.classes.end(),
                                  [](const LedgerClass& one) { return one.name.empty(); });
  storage::Fingerprint print;
  const auto mix = [&](std::int64_t number) { print.mix(std::to_string(number)); };
  const auto mix_instant = [&](Utc at) {
    mix(named ? std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count()
              : at.time_since_epoch().count());
  };
  std::vector<LedgerClass> classes = ledger.classes;
  if (named) std::sort(classes.begin(), classes.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  print.mix(iso(ledger.day));
  mix_instant(ledger.taken);
  mix(ledger.students);
  for (const LedgerClass& one : classes) {
    print.mix(named ? one.name : std::to_string(one.class_id));
    for (const auto figure : figures) mix(one.*figure);
    mix_instant(one.last.value_or(Utc{}));
  }
  return fmt::format("{:016x}", print.value());
}

}  // namespace banwei::ledger
