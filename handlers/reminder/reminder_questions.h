// What the time of a reminder left open is asked, and answered.
// Invariant: a draft that waits for its time is the payload of its question and nowhere else.
#pragma once

#include <optional>

#include "handlers/reminder/reminder_answer_grammar.h"
#include "handlers/reminder/reminder_book.h"
#include "handlers/reminder/reminder_keeping.h"
#include "storage/questions.h"

namespace banwei::reminder {

class TimeQuestions {
 public:
  TimeQuestions(const ReminderBook& book, Keeping& keeping, storage::Questions& questions)
      : book_(book), keeping_(keeping), questions_(questions) {}

  Reply ask(const Context& call, storage::Reminder draft, const When& open);
  std::optional<Interpretation> listen(const Utterance& said, const Context& context);

 private:
  Reply answer(const Context& call, storage::Reminder draft, const TimeAnswer& answer, const When& asked);

  const ReminderBook& book_;
  Keeping& keeping_;
  storage::Questions& questions_;
};

}  // namespace banwei::reminder
