// What all parts of reminders know of one: what its words mean, when it may speak, whose classes it may speak to.
// Invariant: a reminder's timer stands at the moment at which it speaks, quiet hours over.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/collection.h"
#include "handlers/common/quiet_hours.h"
#include "handlers/common/zone.h"
#include "handlers/feature.h"
#include "handlers/language/calendar.h"
#include "handlers/language/when.h"
#include "handlers/reminder/reminder_grammar.h"
#include "handlers/reminder/reminder_rules.h"
#include "storage/members.h"
#include "storage/reminders.h"
#include "storage/schedule.h"

namespace banwei::reminder {

inline constexpr std::string_view feature = "reminder";
inline constexpr std::string_view about_reminder = "reminder";

/// In private where it was said in private; in a group the caller is told privately, or all are when it concerns them.
Reply tell(const Context& call, bool everybody, std::string words);

/// "2020-03-11T08:00"
std::string key_of(std::chrono::local_seconds occurrence);

class ReminderBook {
 public:
  /// It takes six, for all parts ask it. `features` is asked what it waits for; it may grow until the first message.
  ReminderBook(const storage::Members& members, storage::Schedule& schedule, const Zone& zone, const Calendar& calendar,
               const QuietHours& quiet, const std::vector<std::unique_ptr<Feature>>& features)
      : members_(members), schedule_(schedule), zone_(zone), calendar_(calendar), quiet_(quiet), features_(features) {}

  /// The classes in which the person is cadre or teacher, not those of the whole college.
  std::vector<Class> own_classes(const std::vector<Grant>& grants) const;

  /// What a request that is said here may name.
  Names names(const Context& context) const;

  /// The students whom that name means here.
  std::vector<Person> people_named(const Context& context, std::string_view name) const;

  /// 报体温: what the feature of that title waits for.
  std::string act_of(std::string_view title) const;

  /// Whom it is for, as it is listed: 机电1901全班, 李四、王五; "" for its owner.
  std::string whom(const storage::Reminder& reminder) const;

  /// Those it is for in private who are still of the class.
  std::vector<Person> people_of(const storage::Reminder& reminder) const;

  When meaning(const storage::Reminder& reminder) const;
  std::optional<QuietHours> quiet_for(const storage::Reminder& reminder) const;

  /// What of it is due, was missed and comes next.
  Due due(const storage::Reminder& reminder, const Moment& now) const;

  void set_timer(const storage::Reminder& reminder);
  void cancel_timer(std::int64_t id);

  const Calendar& calendar() const { return calendar_; }
  Moment moment(Utc at) const { return zone_.at(at); }
  Utc utc(std::chrono::local_seconds at) const { return zone_.utc(at); }

 private:
  std::vector<std::vector<Person>> classmates(const Context& context) const;

  const storage::Members& members_;
  storage::Schedule& schedule_;
  const Zone& zone_;
  const Calendar& calendar_;
  const QuietHours& quiet_;
  const std::vector<std::unique_ptr<Feature>>& features_;
};

}  // namespace banwei::reminder
