#include "handlers/checks/check_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "handlers/common/wording.h"
#include "storage/leave_types.h"

namespace banwei::checks {

namespace {

constexpr std::chrono::days places_kept{30};  // No longer than they may be.

}  // namespace

/// Who was at the lessons that were reported; whom a leave covers has missed none.
void CheckBook::hold_lessons(ClassDay& day, const Class& klass) const {
  for (const storage::LessonReport& report : stores_.lesson_reports.of_class(klass.id, day.day, day.day)) {
    if (report.present == 0) continue;  // 停课
    const std::string name =
        report.first == 0 ? report.course : fmt::format("{}-{}节{}", report.first, report.last, report.course);
    for (Student& student : day.students) {
      const auto away = std::find_if(report.absences.begin(), report.absences.end(),
                                     [&](const auto& one) { return one.person == student.person.id; });
      using Status = storage::LessonReport::Status;
      if (away == report.absences.end() || away->status == Status::late || away->status == Status::early) {
        student.attended.push_back(name);
      } else if (away->status == Status::absent && !student.on_leave) {
        student.missed.push_back(name);
      }
    }
  }
}

ClassDay CheckBook::day_of(const Class& klass, const Moment& now) const {
  const Day day = now.day();
  const auto students = stores_.members.students(klass.id);
  const Collection collection = reports_.collection(klass, day);
  ClassDay all{.day = day,
               .limits = settings_.limits,
               .zone = &zone_,
               .roster = students.size(),
               .sum = collection.sum,
               .closed = !collection.is_open(now.utc)};
  auto said = stores_.readings.history_of_class(klass.id, day - looked_back, day);
  std::map<std::int64_t, std::vector<storage::Whereabouts>> places;
  for (storage::Whereabouts& one : stores_.whereabouts.said(klass.id, day - places_kept, day))
    places[one.person].push_back(std::move(one));
  std::set<std::int64_t> uncalled;
  for (const storage::Alert& alert : stores_.alerts.unseen()) uncalled.insert(alert.person);
  std::set<std::int64_t> sick;
  std::set<std::int64_t> away;
  for (const storage::Leave& leave : stores_.leaves.approved(klass.id, day)) {
    if (leave.type == storage::leave_types::sick && !leave.ended) sick.insert(leave.person);
    away.insert(leave.person);
  }
  std::set<std::int64_t> claimed;
  for (const storage::BindRequest& request : stores_.bindings.requests(klass.id)) claimed.insert(request.person);
  for (const Person& person : students) {
    const auto own = said.find(person.id);
    all.students.push_back({.person = person,
                            .name = wording::name_in(person, students),
                            .said = own == said.end() ? std::vector<Reading>() : std::move(own->second),
                            .places = std::move(places[person.id]),
                            .uncalled = uncalled.contains(person.id),
                            .on_sick_leave = sick.contains(person.id),
                            .on_leave = away.contains(person.id),
                            .claimed_by_another = !person.account.empty() && claimed.contains(person.id)});
  }
  hold_lessons(all, klass);
  if (klass.group.empty()) return all;
  for (storage::GroupMember& member : stores_.bindings.members(klass.group)) {
    if (!stores_.members.by_account(member.user)) ++all.strangers;
    all.in_group.push_back(std::move(member.user));
  }
  return all;
}

/// All that a rule finds; of one that samples those whom it has not found yet, as long as there is room for them. Whose
/// turn it is goes round with the weeks.
std::vector<Found> CheckBook::sample(const Rule& rule, const Class& klass, const ClassDay& day) const {
  std::vector<Found> found = rule.find(day);
  if (rule.most == 0 || found.empty()) return found;
  const Day from = day.day - rule.every + std::chrono::days{1};
  const auto before = stores_.findings.since(klass.id, rule.name, from);
  std::erase_if(found, [&](const Found& one) {
    return std::any_of(before.begin(), before.end(), [&](const auto& known) { return known.person == one.person; });
  });
  if (found.empty()) return found;
  const auto week = static_cast<std::size_t>(day.day.time_since_epoch() / rule.every);
  std::rotate(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(week % found.size()), found.end());
  found.resize(std::min(found.size(), rule.most - std::min(rule.most, before.size())));
  return found;
}

void CheckBook::look(const Class& klass, const Moment& now) {
  const ClassDay day = day_of(klass, now);
  std::int64_t assignee = 0;
  for (const Role role : {Role::counsellor, Role::class_teacher, Role::office}) {
    const auto holders = stores_.members.holders(role, klass.id, now.utc);
    if (holders.empty()) continue;
    assignee = holders.front().id;
    break;
  }
  for (const Rule* rule : rules) {
    for (Found& found : sample(*rule, klass, day)) {
      stores_.findings.add({.day = day.day,
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
