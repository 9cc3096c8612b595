#include "handlers/members/roster_import.h"

#include <algorithm>
#include <map>

#include "handlers/feature.h"

namespace banwei::members {

namespace {

using ClassIds = std::map<std::string, std::int64_t, std::less<>>;

ClassIds save_classes(storage::Members& members, const Roster& roster) {
  std::map<std::string, Class, std::less<>> classes;
  const auto keep_first = [](std::string& kept, const std::string& given) {
    if (kept.empty()) kept = given;
  };
  for (const RosterEntry& entry : roster.entries) {
    for (const std::string& name : entry.classes) {
      Class& known = classes[name];
      known.name = name;
      if (entry.staff) continue;
      keep_first(known.group, entry.group);
      keep_first(known.major, entry.major);
      keep_first(known.grade, entry.grade);
    }
  }
  ClassIds ids;
  for (const auto& [name, entry] : classes) ids.emplace(name, members.save_class(entry));
  return ids;
}

std::vector<Grant> grants_of(const RosterEntry& entry, const ClassIds& ids) {
  std::vector<Grant> grants;
  for (Role role : entry.roles) {
    if (college_wide(role)) {
      grants.push_back({role, 0});
    } else {
      for (const std::string& name : entry.classes) grants.push_back({role, ids.at(name)});
    }
  }
  return grants;
}

bool contains(const std::vector<Grant>& grants, const Grant& wanted) {
  return std::any_of(grants.begin(), grants.end(), [&](const Grant& grant) {
    return grant.role == wanted.role && grant.class_id == wanted.class_id;
  });
}

/// Whether the file, which does not name the role of this person, takes it away.
bool speaks_of(const Roster& roster, const RosterEntry& entry, Role role) {
  if (role == Role::student || role == Role::admin) return false;
  return entry.staff || (roster.states_duties && cadres.has(role));
}

/// True when a role was given or taken.
bool settle_grants(storage::Members& members, const Roster& roster, const RosterEntry& entry, const Person& person,
                   const ClassIds& ids, Utc now) {
  const auto held = members.grants(person, now);
  const auto wanted = grants_of(entry, ids);
  bool changed = false;
  for (const Grant& grant : held) {
    if (contains(wanted, grant) || !speaks_of(roster, entry, grant.role)) continue;
    members.revoke(person.id, grant, now);
    changed = true;
  }
  for (const Grant& grant : wanted) {
    if (contains(held, grant)) continue;
    members.grant(person.id, grant, now);
    changed = true;
  }
  return changed;
}

}  // namespace

bool Import::step(Utc now, const std::function<bool()>& enough) {
  storage::Members& members = stores_.members;
  if (next_ == 0) classes_ = save_classes(members, roster_);
  while (next_ < roster_.entries.size()) {
    const RosterEntry& entry = roster_.entries[next_];
    Person person;
    person.staff = entry.staff;
    person.number = entry.number;
    person.name = entry.name;
    person.class_id = entry.staff ? 0 : classes_.at(entry.classes.at(0));
    person.account = entry.account;

    const auto before = members.by_number(entry.number);
    const bool same = before && before->staff == person.staff && before->name == person.name &&
                      before->class_id == person.class_id &&
                      (person.account.empty() || before->account == person.account) &&
                      (entry.phone.empty() || members.phone(before->id) == entry.phone);
    if (same) {
      person.id = before->id;
    } else {
      person.id = members.save_person(person, entry.phone);
    }
    const bool roles_changed = settle_grants(members, roster_, entry, person, classes_, now);
    if (!before) {
      ++counts_.added;
    } else if (same && !roles_changed) {
      ++counts_.unchanged;
    } else {
      ++counts_.updated;
    }
    ++next_;
    if (enough()) break;
  }
  return next_ == roster_.entries.size();
}

ImportCounts import_roster(storage::Stores& stores, const Roster& roster, Utc now) {
  storage::Savepoint whole(stores.database);
  Import import(stores, roster);
  import.step(now, [] { return false;
});
whole.keep();
return import.counts();
}  // namespace banwei::members

}  // namespace banwei::members
