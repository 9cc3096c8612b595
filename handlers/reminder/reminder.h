// Reminders: for oneself, a class, or those of it who have not yet done something; once or again and again.
// Invariant: an occurrence speaks once; what is one's own is answered in private, and a group hears only what its own
// cadres or teachers set.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/calendar.h"
#include "handlers/common/collection.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/reminder/reminder_grammar.h"
#include "storage/members.h"
#include "storage/questions.h"
#include "storage/reminders.h"
#include "storage/schedule.h"

namespace banwei::reminder {

inline constexpr std::string_view about_reminder = "reminder/";

/// In private where it was said in private; in a group the caller is told privately, or all are when it concerns them.
Reply tell(const Call& call, bool everybody, std::string words);

/// "2020-03-11T08:00"
std::string key_of(std::chrono::local_seconds occurrence);

class Reminder final : public Feature {
 public:
  /// `features` is asked who is missing; it may grow until the first message. `calendar` may change between two turns.
  Reminder(storage::Members& members, storage::Reminders& reminders, storage::Questions& questions,
           storage::Schedule& schedule, const Zone& zone, const Calendar& calendar,
           const std::vector<std::unique_ptr<Feature>>& features, const QuietHours& quiet);

  std::string_view title() const override { return "reminder"; }
  std::vector<Command> commands() override;
  std::vector<Act> acts(Day day) override;
  std::vector<Coming> coming(const Call& call) override;
  std::optional<Heard> listen(const Utterance& said, const Context& context) override;
  Reply wake(const storage::Timer& timer, const Moment& now) override;

 private:
  // --- setting one: reminder_new.cpp
  Understood understood(Request request);
  Reply create(const Call& call, const Request& request);
  /// Whom a request is for as this speaker may say it here; fills in audience and class, or says why not.
  std::optional<std::string> aim(const Call& call, const Request& request, storage::Reminder& draft) const;
  Reply keep(const Call& call, storage::Reminder draft, std::string notes = "");
  std::optional<Heard> hear_snooze(const Utterance& said, const Context& context);
  Reply snooze(const Call& call, const storage::Reminder& reminder, std::chrono::local_seconds at);

  // --- what was left open: reminder_questions.cpp
  Reply ask(const Call& call, const storage::Reminder& draft, const When& open);
  std::optional<Heard> hear_answer(const Utterance& said, const Context& context);
  Reply answer(const Call& call, storage::Reminder draft, const Answer& answer, const When& asked);

  // --- when it is time: reminder_due.cpp
  Reply speak(const storage::Reminder& reminder, const Person& owner, std::chrono::local_seconds occurrence,
              const Moment& now);
  bool may_still(const storage::Reminder& reminder, const Person& owner, Utc now) const;
  std::vector<Class> classes_of(const storage::Reminder& reminder, const Person& owner, Utc now) const;

  // --- which there are: reminder_list.cpp
  Reply list(const Call& call);
  Reply cancel(const Call& call, std::optional<std::int64_t> id);
  Reply show_calendar(const Call& call);
  /// Those of the speaker's own and, for cadres and teachers, of their classes; the soonest first.
  std::vector<storage::Reminder> known_to(const Call& call) const;
  std::string line_of(const storage::Reminder& reminder, const Moment& now) const;
  std::string next_of(const storage::Reminder& reminder, const Moment& now) const;

  // --- shared: reminder.cpp
  /// The classes in which the person is cadre or teacher, not those of the whole college.
  std::vector<Class> own_classes(const std::vector<Grant>& grants) const;
  std::vector<std::string> class_names() const;
  When meaning(const storage::Reminder& reminder) const;
  std::optional<QuietHours> quiet_for(const storage::Reminder& reminder) const;
  void set_timer(const storage::Reminder& reminder);

  storage::Members& members_;
  storage::Reminders& reminders_;
  storage::Questions& questions_;
  storage::Schedule& schedule_;
  const Zone& zone_;
  const Calendar& calendar_;
  const std::vector<std::unique_ptr<Feature>>& features_;
  const QuietHours& quiet_;
};

}  // namespace banwei::reminder
