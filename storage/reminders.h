// What somebody wants to be said when: the words of the time as they were said, to whom, and when it is next.
// Invariant: a number is never given twice; a reminder lives while it has a next time.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

/// Who is reminded: the owner in private, a class in its group, those of a class whom a feature still waits for, or
/// people of a class, each in private.
enum class Audience { self, group, missing, people };

struct Reminder {
  std::int64_t id = 0;        // Its number, as people say it.
  std::int64_t owner = 0;     // Who set it.
  std::int64_t class_id = 0;  // 0 for the owner alone, or for every class of the owner's
  Audience audience = Audience::self;
  std::string awaits = {};  // The feature that knows who has not done it, for a call to those alone.
  std::string words = {};   // The time as it was said.
  Utc said{};               // When that was.
  std::string text = {};
  std::optional<Utc> next = {};   // The occurrence to come; nothing when it is over or was cancelled.
  std::optional<Utc> fired = {};  // When it last spoke.
  std::vector<std::int64_t> people = {};
};

class Reminders {
 public:
  static const TableSet tables;
  explicit Reminders(Database& database) : database_(database) {}

  std::int64_t add(const Reminder& reminder);

  /// Its time and its text from now on.
  void change(const Reminder& reminder);
  std::optional<Reminder> by_id(std::int64_t id) const;

  /// Those that live, the soonest first.
  std::vector<Reminder> of_owner(std::int64_t owner) const;
  std::vector<Reminder> of_class(std::int64_t class_id) const;

  /// The owner's own reminder that spoke last, at or after `since`.
  std::optional<Reminder> last_to_self(std::int64_t owner, Utc since) const;

  /// When it is next; without a time it is over.
  void set_next(std::int64_t id, std::optional<Utc> next, Utc now);
  void mark_fired(std::int64_t id, Utc when);

  /// Deletes at most `most` that were over before `before`, how many; the highest number stays, so that it is not given
  /// again.
  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
