#include "handlers/members/roster_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <tuple>

#include "handlers/common/wording.h"
#include "handlers/feature.h"
#include "handlers/members/moves.h"
#include "handlers/members/roster_cells.h"
#include "handlers/members/roster_columns.h"
#include "storage/suspensions.h"

namespace banwei::members {

namespace {

template <class T>
bool contains(const std::vector<T>& all, const T& wanted) {
  return std::find(all.begin(), all.end(), wanted) != all.end();
}

void add_to(std::string& list, std::string_view word) {
  if (!list.empty()) list += "、";
  list += word;
}

/// "班级 机电1901→机电1902"
std::string changed(Column column, std::string_view from, std::string_view to) {
  return std::string(title_of(column)) + " " + std::string(from) + "→" + std::string(to);
}

std::string bare_key(std::string_view name, std::string_view number) {
  return std::string(name) + "\n" + std::string(without_zeros(number));
}

}  // namespace

void Import::begin() {
  plan_ = {};
  steps_.clear();
  by_zeros_.clear();
  classes_.clear();
  class_names_.clear();
  next_ = 0;
  written_ = 0;
  ids_.clear();
  compared_ = false;
  revision_ = stores_.members.revision();
  away_ = storage::Suspensions(stores_.database, stores_.members).numbers();
  for (const Class& klass : stores_.members.classes()) {
    const std::string name = class_name(klass.name);
    class_names_[klass.id] = name;
    Class& known = classes_[name];
    if (known.id == 0 || klass.name == name) known = klass;  // Of two spellings that were stored the plain one counts.
  }
}

bool Import::compare(Utc now, const std::function<bool()>& enough) {
  if (revision_ != stores_.members.revision()) begin();
  while (next_ < roster_.entries.size()) {
    compare_next(now);
    ++next_;
    if (enough()) break;
  }
  if (next_ < roster_.entries.size()) return false;
  if (!compared_) compare_rest(now);
  compared_ = true;
  return true;
}

/// Whoever is meant by the row: by the number, else by name, class and a number without its zeros.
std::optional<Person> Import::stored(RosterEntry& entry) {
  if (auto person = stores_.members.by_number(entry.number)) return person;
  const Class* klass = entry.staff || !all_digits(entry.number) ? nullptr : class_of(entry.classes.front());
  if (klass == nullptr) return std::nullopt;
  const auto [of_class, fresh] = by_zeros_.try_emplace(klass->id);
  if (fresh) {
    for (Person& person : stores_.members.students(klass->id))
      of_class->second.emplace(bare_key(person.name, person.number), person);
  }
  const auto found = of_class->second.find(bare_key(entry.name, entry.number));
  if (found == of_class->second.end()) return std::nullopt;
  if (choices_.zeros == Zeros::ask)
    plan_.zeros.push_back({entry.number, found->second.number, entry.name, entry.classes.front()});
  return choices_.zeros == Zeros::same ? std::optional(found->second) : std::nullopt;
}

void Import::compare_next(Utc now) {
  const storage::Members& members = stores_.members;
  RosterEntry& entry = roster_.entries[next_];
  const auto before = stored(entry);
  if (!before && away_.contains(entry.number)) {
    plan_.away.push_back(entry.name);
    ++plan_.unchanged;
    return;
  }
  const std::string klass = entry.staff ? "" : entry.classes.front();
  Step step{.entry = next_, .before = before, .save = true, .number = entry.number, .give = {}, .take = {}};
  const auto want = wanted(entry);
  std::string what;
  if (!before) {
    step.give = want;
  } else {
    const std::string was = before->staff ? "" : class_names_[before->class_id];
    if (before->number.size() > step.number.size()) step.number = before->number;
    if (step.number != before->number) add_to(what, changed(Column::number, before->number, step.number));
    if (before->name != entry.name) add_to(what, changed(Column::name, before->name, entry.name));
    if (before->staff != entry.staff || was != klass) add_to(what, changed(Column::classes, was, klass));
    if (!entry.account.empty() && entry.account != before->account) add_to(what, title_of(Column::account));
    if (!entry.phone.empty() && members.phone(before->id) != entry.phone) add_to(what, title_of(Column::phone));
    step.save = !what.empty();
    const auto has = held(*before, now);
    for (const Duty& duty : has) {
      const bool of_another_class = !entry.staff && cadres.has(duty.role) && duty.klass != klass;
      if (!contains(want, duty) && (speaks_of(entry, duty) || of_another_class)) step.take.push_back(duty);
    }
    for (const Duty& duty : want) {
      if (!contains(has, duty)) step.give.push_back(duty);
    }
    std::string roles;
    for (const Duty& duty : step.take) roles += " −" + wording::role_word(duty.role);
    for (const Duty& duty : step.give) roles += " +" + wording::role_word(duty.role);
    if (!roles.empty()) add_to(what, std::string(title_of(entry.staff ? Column::role : Column::duty)) + roles);
  }
  if (!before) {
    plan_.added.push_back({entry.name, step.number, klass, ""});
  } else if (what.empty()) {
    ++plan_.unchanged;
  } else {
    plan_.updated.push_back({entry.name, step.number, klass, what});
  }
  steps_.push_back(std::move(step));
}

/// Who is not in the file and yet touched by it.
void Import::compare_rest(Utc now) {
  const storage::Members& members = stores_.members;
  std::set<std::int64_t> named;
  std::set<std::string_view> fresh;
  std::map<std::string, std::size_t, std::less<>> students;
  std::map<std::tuple<Role, std::string>, std::string> holders;  // Names, of each role and class that the file fills.
  for (const Step& step : steps_) {
    const RosterEntry& entry = roster_.entries[step.entry];
    if (step.before) named.insert(step.before->id);
    for (const std::string& name : entry.classes) {
      if (class_of(name) == nullptr && fresh.insert(name).second) plan_.new_classes.push_back(name);
    }
    if (!entry.staff) {
      ++students[entry.classes.front()];
      continue;
    }
    for (const Duty& duty : wanted(entry)) add_to(holders[{duty.role, duty.klass}], entry.name);
  }
  for (const Plan::ZeroPair& pair : plan_.zeros) named.insert(members.by_number(pair.stored)->id);

  for (const auto& [name, count] : students) {
    const Class* klass = class_of(name);
    if (klass == nullptr) continue;
    const auto there = members.students(klass->id);
    if (count * 2 < there.size()) {
      plan_.partial.push_back(name);
      continue;
    }
    for (const Person& person : there) {
      if (!named.contains(person.id)) plan_.gone.push_back(person);
    }
  }
  std::map<std::int64_t, Person> without;  // Staff who hold the roles that the file fills, and are not in it.
  for (const auto& [duty, names] : holders) {
    const auto& [role, name] = duty;
    const Class* klass = name.empty() ? nullptr : class_of(name);
    if (role == Role::admin || (!name.empty() && klass == nullptr)) continue;
    for (const Person& person : members.holders(role, klass == nullptr ? 0 : klass->id, now)) {
      if (named.contains(person.id) || !contains(held(person, now), Duty{role, name})) continue;
      without.emplace(person.id, person);
      if (klass != nullptr) plan_.lapses.push_back({person, {role, klass->id}, name, names});
    }
  }
  for (const auto& [id, person] : without) {
    const auto has = held(person, now);
    const bool keeps = std::any_of(has.begin(), has.end(), [&](const Duty& duty) {
      return duty.role == Role::admin || !holders.contains({duty.role, duty.klass});
    });
    if (!keeps && person.staff) plan_.gone.push_back(person);
  }
}

const Class* Import::class_of(std::string_view name) const {
  const auto known = classes_.find(name);
  return known == classes_.end() ? nullptr : &known->second;
}

std::vector<Import::Duty> Import::held(const Person& person, Utc now) const {
  std::vector<Duty> duties;
  for (const Grant& grant : stores_.members.grants(person, now)) {
    if (grant.role == Role::student) continue;
    const auto name = class_names_.find(grant.class_id);
    duties.push_back({grant.role, name == class_names_.end() ? "" : name->second});
  }
  return duties;
}

std::vector<Import::Duty> Import::wanted(const RosterEntry& entry) const {
  std::vector<Duty> duties;
  for (const Role role : entry.roles) {
    if (college_wide(role)) {
      duties.push_back({role, ""});
    } else {
      for (const std::string& name : entry.classes) duties.push_back({role, name});
    }
  }
  return duties;
}

/// Whether the file, which does not name the role of this person, takes it away.
bool Import::speaks_of(const RosterEntry& entry, const Duty& duty) const {
  if (duty.role == Role::admin) return false;
  return entry.staff || (roster_.states_duties && cadres.has(duty.role));
}

Grant Import::grant_of(const Duty& duty) const {
  if (duty.klass.empty()) return {duty.role, 0};
  const auto saved = ids_.find(duty.klass);
  return {duty.role, saved != ids_.end() ? saved->second : classes_.at(duty.klass).id};
}

void Import::save_classes() {
  std::map<std::string, Class, std::less<>> classes;
  const auto keep_first = [](std::string& kept, const std::string& given) {
    if (kept.empty()) kept = given;
  };
  for (const RosterEntry& entry : roster_.entries) {
    for (const std::string& name : entry.classes) {
      Class& known = classes[name];
      known.name = name;
      if (entry.staff) continue;
      keep_first(known.group, entry.group);
      keep_first(known.major, entry.major);
      keep_first(known.grade, entry.grade);
    }
  }
  for (const auto& [name, entry] : classes) {
    const Class* stored = class_of(name);
    if (stored != nullptr && stored->name != name) stores_.members.rename_class(stored->id, name);
    ids_.emplace(name, stores_.members.save_class(entry));
  }
}

void Import::write_next(Utc now) {
  storage::Members& members = stores_.members;
  const Step& step = steps_[written_];
  const RosterEntry& entry = roster_.entries[step.entry];
  std::int64_t id = step.before ? step.before->id : 0;
  if (step.before && step.before->number != step.number) members.renumber(id, step.number);
  if (step.save) {
    const Person person{.staff = entry.staff,
                        .number = step.number,
                        .name = entry.name,
                        .class_id = entry.staff ? 0 : ids_.at(entry.classes.front()),
                        .account = entry.account};
    // In a class that is new there is no day on which somebody could have been missing.
    const bool since_ever = !entry.staff && class_of(entry.classes.front()) == nullptr;
    id = members.save_person(person, entry.phone, since_ever ? Utc{} : now);
    const bool changes = step.before && !entry.staff && step.before->class_id != person.class_id;
    if (changes) Moves(members, stores_.leaves).take_leave_along(id, person.class_id, now);
  }
  for (const Duty& duty : step.take) members.revoke(id, grant_of(duty), now);
  for (const Duty& duty : step.give) members.grant(id, grant_of(duty), now);
}

bool Import::write(Utc now, const std::function<bool()>& enough, const Touch& touch) {
  if (ids_.empty()) save_classes();
  while (written_ < steps_.size()) {
    const Step& step = steps_[written_];
    const bool changes = step.save || !step.give.empty() || !step.take.empty();
    if (changes && touch) touch(step.number, step.before);
    if (changes) write_next(now);
    ++written_;
    if (changes && enough()) break;
  }
  if (written_ < steps_.size()) return false;
  for (const Plan::Lapse& lapse : plan_.lapses) stores_.members.revoke(lapse.person.id, lapse.grant, now);
  return true;
}

ImportCounts Import::apply(Utc now, const std::function<void()>& stepped) {
  while (!compare(now, [] { return false; })) {
  }
  if (!plan_.zeros.empty()) throw std::logic_error("an import with open questions was applied");
  storage::Savepoint whole(stores_.database);
  write(now,
        [&] {
          if (stepped) stepped();
          return false;
        },
        {});
  ImportCounts counts{.added = static_cast<int>(plan_.added.size()),
                      .updated = static_cast<int>(plan_.updated.size()),
                      .unchanged = plan_.unchanged};
  Moves moves(stores_.members, stores_.leaves);
  for (const std::string& number : choices_.removed) {
    const auto person = stores_.members.by_number(number);
    if (!person) continue;
    moves.remove(*person, now);
    ++counts.removed;
  }
  stores_.audit.add({.at = now,
                     .verb = "roster.import",
                     .details = fmt::format("added {} updated {} removed {}: {}", counts.added, counts.updated,
                                            counts.removed, fmt::join(choices_.removed, " "))});
  whole.keep();
  return counts;
}

ImportCounts import_roster(storage::Stores& stores, const Roster& roster, Utc now) {
  return Import(stores, roster, {.zeros = Zeros::different}).apply(now);
}

}  // namespace banwei::members
