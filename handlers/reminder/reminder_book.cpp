#include "handlers/reminder/reminder_book.h"

#include <algorithm>

#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"

namespace banwei::reminder {

using std::chrono::floor;
using std::chrono::local_seconds;

Reply tell(const Context& call, bool everybody, std::string words) {
  return everybody ? Reply{}.add(Say{plain(std::move(words))}) : privately(call, std::move(words));
}

std::string key_of(local_seconds occurrence) {
  const Day day = floor<std::chrono::days>(occurrence);
  return iso(day) + "T" + wording::hour_minute(occurrence - day);
}

std::vector<Class> ReminderBook::own_classes(const std::vector<Grant>& grants) const {
  std::vector<Class> classes;
  for (const Grant& grant : grants) {
    if (grant.class_id == 0 || !in_charge.has(grant.role)) continue;
    const auto klass = members_.class_by_id(grant.class_id);
    const bool known =
        std::any_of(classes.begin(), classes.end(), [&](const Class& other) { return other.id == grant.class_id; });
    if (klass && !known) classes.push_back(*klass);
  }
  return classes;
}

/// In a group its class; in private the classes one is in charge of, and one's own.
std::vector<std::vector<Person>> ReminderBook::classmates(const Context& context) const {
  std::vector<std::vector<Person>> all;
  if (context.message.place == Place::direct) {
    for (const Class& klass : own_classes(context.speaker.grants)) all.push_back(members_.students(klass.id));
  }
  if (all.empty() && context.klass) all.push_back(members_.students(context.klass->id));
  return all;
}

Names ReminderBook::names(const Context& context) const {
  Names names;
  for (const Class& klass : nameable_classes(members_, context)) names.classes.push_back(klass.name);
  for (const auto& students : classmates(context)) {
    for (const Person& student : students) {
      names.people.push_back(student.name);
      if (auto exact = wording::name_in(student, students); exact != student.name) names.people.push_back(exact);
    }
  }
  for (const auto& feature : features_) {
    if (const auto awaited = feature->awaited()) {
      for (const std::string& doing : awaited->doings) names.awaited.emplace_back(doing, feature->title());
    }
  }
  return names;
}

namespace {

std::string due_timer(std::int64_t reminder) { return Topic{.kind = "due", .id = reminder}.text(); }

}  // namespace

std::vector<Person> ReminderBook::people_named(const Context& context, std::string_view name) const {
  std::vector<Person> people;
  for (const auto& students : classmates(context)) {
    for (const Person& student : students) {
      if (student.name == name || wording::name_in(student, students) == name) people.push_back(student);
    }
  }
  return people;
}

std::string ReminderBook::act_of(std::string_view title) const {
  for (const auto& feature : features_) {
    const auto awaited = feature->title() == title ? feature->awaited() : std::nullopt;
    if (awaited) return awaited->act;
  }
  return {};
}

std::vector<Person> ReminderBook::people_of(const storage::Reminder& reminder) const {
  std::vector<Person> people;
  for (const Person& student : members_.students(reminder.class_id)) {
    const auto& ids = reminder.people;
    if (std::find(ids.begin(), ids.end(), student.id) != ids.end()) people.push_back(student);
  }
  return people;
}

std::string ReminderBook::whom(const storage::Reminder& reminder) const {
  if (reminder.audience == storage::Audience::self) return {};
  if (reminder.audience == storage::Audience::people) {
    const auto classmates = members_.students(reminder.class_id);
    std::vector<std::string> names;
    for (const Person& person : people_of(reminder)) names.push_back(wording::name_in(person, classmates));
    return wording::first_names(names);
  }
  const auto klass = members_.class_by_id(reminder.class_id);
  return (klass ? klass->name : "各班") +
         (reminder.audience == storage::Audience::missing ? "没" + act_of(reminder.awaits) + "的" : "全班");
}

When ReminderBook::meaning(const storage::Reminder& reminder) const {
  return understand_when(reminder.words, zone_.at(reminder.said).local).value_or(When{});
}

std::optional<QuietHours> ReminderBook::quiet_for(const storage::Reminder& reminder) const {
  return reminder.audience == storage::Audience::self ? std::nullopt : std::optional(quiet_);
}

void ReminderBook::set_timer(const storage::Reminder& reminder) {
  const auto at = spoken_at(zone_.at(*reminder.next).local, quiet_for(reminder));
  schedule_.set_timer(feature, due_timer(reminder.id), zone_.utc(at), "");
}

Due ReminderBook::due(const storage::Reminder& reminder, const Moment& now) const {
  return reminder::due(meaning(reminder), zone_.at(*reminder.next).local, now.local, quiet_for(reminder), calendar_);
}

void ReminderBook::cancel_timer(std::int64_t id) { schedule_.cancel_timer(feature, due_timer(id)); }

}  // namespace banwei::reminder
