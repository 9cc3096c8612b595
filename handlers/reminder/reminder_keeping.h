// A reminder is kept: what it must not be, and what its owner is told.
// Invariant: what is kept will speak at least once, within the bounds of its owner and its class.
#pragma once

#include <string>

#include "handlers/reminder/reminder_book.h"

namespace banwei::reminder {

class Keeping {
 public:
  Keeping(ReminderBook& book, const storage::Members& members, storage::Reminders& reminders)
      : book_(book), members_(members), reminders_(reminders) {}

  Reply keep(const Call& call, storage::Reminder draft, std::string notes = "");

 private:
  ReminderBook& book_;
  const storage::Members& members_;
  storage::Reminders& reminders_;
};

}  // namespace banwei::reminder
