#include "handlers/reminder/reminder_book.h"

#include <algorithm>

#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::reminder {

using std::chrono::floor;
using std::chrono::local_seconds;

Reply tell(const Call& call, bool everybody, std::string words) {
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

std::vector<std::string> ReminderBook::class_names() const {
  std::vector<std::string> names;
  for (const Class& klass : members_.classes()) names.push_back(klass.name);
  return names;
}

namespace {

std::string due_timer(std::int64_t reminder) { return Topic{.kind = "due", .id = reminder}.text(); }

}  // namespace

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
