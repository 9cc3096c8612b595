// Roll calls and who was marked what in them.
// Invariant: nothing is overwritten; of a person's marks in one roll call the last one counts.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/last_result.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct RollCall {
  std::int64_t id = 0;
  std::int64_t class_id = 0;
  std::string title = {};     // 高等数学, "" when none was said
  std::string password = {};  // Folded, "" when none is wanted.
  std::int64_t caller = 0;    // Who is told the names.
  std::string room = {};
  std::string message = {};  // The platform's id of the message that called it.
  Utc opened{};              // The event's own time.
  Utc due{};                 // From when on an answer is late; moved forward when it is stopped.
  std::optional<Utc> closed = {};
  int rounds = 0;  // How often those missing were reminded.
};

/// One mark of one person.
struct Mark {
  enum class Status {
    present,  // Here; whether in time is judged by `sent`.
    late,     // Here, and late whatever the time.
    behalf,   // Somebody else says so; it waits for the person.
    leave,    // Asks for leave; it waits for the caller.
    refused,  // Leave that was not given.
    excused,
    problem,  // Wants to sign in and cannot.
    absent,   // Marked by hand.
  };
  std::int64_t roll_call = 0;
  std::int64_t person = 0;
  Status status = Status::present;
  std::int64_t by = 0;  // Who said it; equal to `person` for one's own.
  std::string room = {};
  std::string message = {};
  Utc sent{};
  Utc recorded{};
};

std::string_view to_string(Mark::Status status);

class RollCalls {
 public:
  static const TableSet tables;
  explicit RollCalls(Database& database) : database_(database) {}

  std::int64_t open(const RollCall& call);
  std::optional<RollCall> by_id(std::int64_t id) const;

  /// The one that this message called.
  std::optional<RollCall> called_by(std::string_view room, std::string_view message) const;

  /// All that this message called, one in each of several classes, in the order of the classes' ids.
  std::vector<RollCall> all_called_by(std::string_view room, std::string_view message) const;

  /// The class's roll calls that were opened from `from` to before `to`, newest first, at most 60.
  std::vector<RollCall> of_class(std::int64_t class_id, Utc from, Utc to) const;

  /// Ends it with the deadline it really had; false when it had ended before.
  bool close(std::int64_t id, Utc due, Utc when);
  void extend(std::int64_t id, Utc due);  // Opens it again, too.
  void count_round(std::int64_t id);

  /// From then on nothing here knows it; its row stays until the purge.
  void cancel(std::int64_t id, Utc when);

  /// Forgets at most `most` roll calls that were opened before then, with their marks; how many.
  std::int64_t purge(Utc before, int most = every_row);

  void mark(const Mark& mark);
  std::optional<Mark> mark_of(std::int64_t roll_call, std::int64_t person) const;

  /// The mark that counts of each person who has one.
  std::map<std::int64_t, Mark> marks(std::int64_t roll_call) const;

 private:
  Database& database_;
  std::uint64_t revision_ = 0;  // Of the roll calls, without their marks.
  mutable LastResult<std::vector<RollCall>, std::int64_t, Utc, Utc> of_class_;
};

}  // namespace banwei::storage
