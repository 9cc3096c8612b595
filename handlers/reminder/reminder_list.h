// Which reminders there are, and taking one away.
// Invariant: one sees one's own and, in charge of a class, those of that class.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "handlers/reminder/reminder_book.h"

namespace banwei::reminder {

class Lists {
 public:
  Lists(ReminderBook& book, storage::Reminders& reminders) : book_(book), reminders_(reminders) {}

  Reply list(const Context& call);
  Reply cancel(const Context& call, std::optional<std::int64_t> id);
  std::vector<Upcoming> upcoming(const Context& call) const;

  /// The soonest first.
  std::vector<storage::Reminder> known_to(const Context& call) const;

  /// Those of them that words like 周五那个开会 may mean.
  std::vector<storage::Reminder> about(const Context& call, std::string_view words) const;

  /// What the speaker set a moment ago; of `repeating` the only one there is, too.
  std::optional<storage::Reminder> last_set(const Context& call, bool repeating = false) const;

  /// One of them by its number.
  std::optional<storage::Reminder> one_of(const Context& call, std::int64_t id) const;
  std::string line_of(const storage::Reminder& reminder, const Moment& now) const;
  void end(const storage::Reminder& reminder, const Moment& now);

 private:
  std::vector<storage::Reminder> at_time(std::vector<storage::Reminder> all, std::string_view words) const;
  std::string next_of(const storage::Reminder& reminder, const Moment& now) const;

  ReminderBook& book_;
  storage::Reminders& reminders_;
};

}  // namespace banwei::reminder
