#include "handlers/checks/check_book.h"

#include <algorithm>
#include <set>

#include "handlers/common/wording.h"
#include "storage/class_readings.h"

namespace banwei::checks {

namespace {

constexpr auto sick_leave = "病假";

}  // namespace

ClassDay CheckBook::day_of(const Class& klass, Day day) const {
  const auto students = stores_.members.students(klass.id);
  ClassDay all{.day = day, .zone = &zone_, .roster = students.size(), .sum = reports_.collection(klass, day).sum};
  auto said = storage::said_in(stores_.database, klass.id, day - looked_back, day);
  std::set<std::int64_t> uncalled;
  for (const storage::Alert& alert : stores_.alerts.unseen()) uncalled.insert(alert.person);
  std::set<std::int64_t> sick;
  for (const storage::Leave& leave : stores_.leaves.approved(klass.id, day))
    if (leave.type == sick_leave && !leave.ended) sick.insert(leave.person);
  std::set<std::int64_t> claimed;
  for (const storage::BindRequest& request : stores_.bindings.requests(klass.id)) claimed.insert(request.person);
  for (const Person& person : students) {
    const auto own = said.find(person.id);
    all.students.push_back({.person = person,
                            .name = wording::name_in(person, students),
                            .said = own == said.end() ? std::vector<Reading>() : std::move(own->second),
                            .uncalled = uncalled.contains(person.id),
                            .on_sick_leave = sick.contains(person.id),
                            .claimed_by_another = !person.account.empty() && claimed.contains(person.id)});
  }
  if (klass.group.empty()) return all;
  for (storage::GroupMember& member : stores_.bindings.members(klass.group)) {
    if (!stores_.members.by_account(member.user)) ++all.strangers;
    all.in_group.push_back(std::move(member.user));
  }
  return all;
}

void CheckBook::look(const Class& klass, const Moment& now) {
  const ClassDay day = day_of(klass, now.day());
  std::int64_t assignee = 0;
  for (const Role role : {Role::counsellor, Role::class_teacher, Role::office}) {
    const auto holders = stores_.members.holders(role, klass.id, now.utc);
    if (holders.empty()) continue;
    assignee = holders.front().id;
    break;
  }
  for (const Rule* rule : rules) {
    for (Found& found : rule->find(day)) {
      findings_.add({.day = day.day,
                     .rule = std::string(rule->name),
                     .class_id = klass.id,
                     .person = found.person,
                     .words = std::move(found.why),
                     .assignee = assignee,
                     .found = now.utc},
                    day.day - rule->every + std::chrono::days{1});
    }
  }
}

}  // namespace banwei::checks
