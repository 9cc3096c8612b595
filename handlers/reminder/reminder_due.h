// What a reminder does when its time comes, and to whom.
// Invariant: an occurrence speaks once, and only to classes that its owner is in charge of in that moment.
#pragma once

#include <memory>
#include <vector>

#include "handlers/reminder/reminder_book.h"

namespace banwei::reminder {

class Occurrences {
 public:
  /// `features` is asked who is missing; it may grow until the first message.
  Occurrences(ReminderBook& book, const storage::Members& members, storage::Reminders& reminders,
              storage::Schedule& schedule, const std::vector<std::unique_ptr<Feature>>& features)
      : book_(book), members_(members), reminders_(reminders), schedule_(schedule), features_(features) {}

  Reply fall_due(std::int64_t id, const Moment& now);

 private:
  Reply speak(const storage::Reminder& reminder, const Person& owner, std::chrono::local_seconds occurrence,
              const Moment& now);
  bool may_still(const storage::Reminder& reminder, const Person& owner, Utc now) const;
  std::vector<Class> classes_of(const storage::Reminder& reminder, const Person& owner, Utc now) const;

  ReminderBook& book_;
  const storage::Members& members_;
  storage::Reminders& reminders_;
  storage::Schedule& schedule_;
  const std::vector<std::unique_ptr<Feature>>& features_;
};

}  // namespace banwei::reminder
