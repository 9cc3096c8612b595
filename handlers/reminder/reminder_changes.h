// A reminder that stands is changed, or several are taken away.
// Invariant: only what one's own list shows can be changed.
#pragma once

#include <optional>

#include "handlers/reminder/reminder_book.h"
#include "handlers/reminder/reminder_change_grammar.h"
#include "handlers/reminder/reminder_keeping.h"
#include "handlers/reminder/reminder_list.h"
#include "handlers/reminder/reminder_questions.h"

namespace banwei::reminder {

class Changes {
 public:
  Changes(const ReminderBook& book, Keeping& keeping, TimeQuestions& questions, Lists& lists)
      : book_(book), keeping_(keeping), questions_(questions), lists_(lists) {}

  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  /// Finds the reminders that are meant; false where the words say nothing to us.
  bool resolve(Cancelling& cancelling, const Context& context, bool addressed) const;
  std::string lines_of(const std::vector<storage::Reminder>& some, const Moment& now) const;
  Reply edit(const Context& call, const Edit& edit);
  Reply cancel(const Context& call, const Cancelling& cancelling);

  const ReminderBook& book_;
  Keeping& keeping_;
  TimeQuestions& questions_;
  Lists& lists_;
};

}  // namespace banwei::reminder
