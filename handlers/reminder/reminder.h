// Reminders: for oneself, a class, or those of it who have not yet done something; once or again and again.
// Invariant: an occurrence speaks once; what is one's own is answered in private, and a group hears only what its own
// cadres or teachers set.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "handlers/feature.h"
#include "handlers/reminder/reminder_book.h"
#include "handlers/reminder/reminder_changes.h"
#include "handlers/reminder/reminder_due.h"
#include "handlers/reminder/reminder_keeping.h"
#include "handlers/reminder/reminder_list.h"
#include "handlers/reminder/reminder_new.h"
#include "handlers/reminder/reminder_questions.h"
#include "handlers/reminder/school_calendar.h"
#include "handlers/retention.h"
#include "storage/own_rows.h"
#include "storage/stores.h"

namespace banwei::reminder {

class Reminder final : public Feature, public Keeps {
 public:
  /// `features` is asked who is missing; it may grow until the first message. `calendar` may change between two turns.
  Reminder(storage::Stores& stores, const Zone& zone, const Calendar& calendar,
           const std::vector<std::unique_ptr<Feature>>& features, const QuietHours& quiet);

  std::string_view title() const override { return feature; }
  Area area() const override { return Area::reminders; }
  std::vector<Command> commands() override;
  std::vector<ScheduledJob> jobs(Day day) override { return school_.jobs(day); }
  std::vector<Upcoming> upcoming(const Context& call) override { return lists_.upcoming(call); }
  std::vector<Listener> listeners() override;
  std::vector<TimerKind> timers() override;
  std::vector<Retention> retention() override;

 private:
  std::optional<Interpretation> read(const Utterance& said, const Context& context);

  storage::Reminders& reminders_;
  storage::OwnRows own_rows_;
  ReminderBook book_;
  Keeping keeping_;
  TimeQuestions questions_;
  Requests requests_;
  Occurrences occurrences_;
  Lists lists_;
  Changes changes_;
  SchoolCalendar school_;
};

}  // namespace banwei::reminder
