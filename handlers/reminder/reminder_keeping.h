// A reminder is kept: what it must not be, and what its owner is told.
// Invariant: what is kept will speak at least once, within the bounds of its owner and its class.
#pragma once

#include <optional>
#include <string>

#include "handlers/reminder/reminder_book.h"

namespace banwei::reminder {

class Keeping {
 public:
  Keeping(ReminderBook& book, const storage::Members& members, storage::Reminders& reminders)
      : book_(book), members_(members), reminders_(reminders) {}

  /// One that has a number is changed.
  Reply keep(const Context& call, storage::Reminder draft, std::string notes = "");

 private:
  std::optional<std::string> refusal(const Context& call, const storage::Reminder& draft, const When& when) const;
  std::string whom(const Context& call, const storage::Reminder& draft) const;

  ReminderBook& book_;
  const storage::Members& members_;
  storage::Reminders& reminders_;
};

}  // namespace banwei::reminder
