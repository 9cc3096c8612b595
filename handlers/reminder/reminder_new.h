// A reminder is asked for, or put off: whom it may be for as this speaker says it here.
// Invariant: for a class speaks only who is in charge of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/reminder/reminder_book.h"
#include "handlers/reminder/reminder_grammar.h"
#include "handlers/reminder/reminder_keeping.h"
#include "handlers/reminder/reminder_questions.h"

namespace banwei::reminder {

class Requests {
 public:
  Requests(const ReminderBook& book, Keeping& keeping, TimeQuestions& questions, const storage::Members& members,
           const storage::Reminders& reminders)
      : book_(book), keeping_(keeping), questions_(questions), members_(members), reminders_(reminders) {}

  /// What stands behind the word 提醒; nothing there is a question how to say it.
  Grammar grammar();
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);
  std::optional<Interpretation> listen_for_snooze(const Utterance& said, const Context& context);

 private:
  /// `requests` holds one at least; they are kept in their order.
  Understood understood(std::vector<Request> requests);
  Reply create(const Context& call, const Request& request);
  /// Fills in audience and class, or says why not.
  std::optional<std::string> aim(const Context& call, const Request& request, storage::Reminder& draft) const;
  std::optional<std::string> aim_at_people(const Context& call, const Request& request, storage::Reminder& draft) const;
  /// The words with the names of students in the place of their @; the bot's own is left out.
  std::string words_to_us(const Message& message) const;
  Reply snooze(const Context& call, const storage::Reminder& reminder, std::chrono::local_seconds at);

  const ReminderBook& book_;
  Keeping& keeping_;
  TimeQuestions& questions_;
  const storage::Members& members_;
  const storage::Reminders& reminders_;
};

}  // namespace banwei::reminder
