// Care cases: a student who is asked how it goes until recovery, whose case it is, who shares it, and all that was
// noted. Invariant: a person has at most one open case; only a human closes it, and what was noted is never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct Case {
  enum class Level { usual, close, urgent };  // Kept by its number, so a new one is appended.

  std::int64_t id = 0;
  std::int64_t person = 0;
  std::int64_t class_id = 0;
  std::int64_t owner = 0;  // 0: nobody has taken it yet.
  Level level = Level::usual;
  Utc opened{};
  Day day{};
  std::optional<Utc> asked = {};     // When the student was first asked in the round that runs.
  std::optional<Utc> answered = {};  // When the student last said something about it.
  bool refused = false;              // The student does not want to be asked.
  std::optional<Day> offered = {};   // When it was last said that it could be closed.
  std::optional<Utc> closed = {};
  std::int64_t closed_by = 0;
};

struct CaseEntry {
  enum class Kind { opened, answer, note, relay, joined, closed };  // Kept by its number.

  std::int64_t id = 0;
  std::int64_t case_id = 0;
  Utc at{};
  Day day{};
  std::int64_t by = 0;  // 0: the bot itself
  Kind kind = Kind::note;
  std::string words = {};
  std::optional<bool> well = {};  // Of an answer: whether it says so.
};

class Cases {
 public:
  static const TableSet tables;
  explicit Cases(Database& database) : database_(database) {}

  /// The id. Throws where the person has an open one.
  std::int64_t open(const Case& made);

  std::optional<Case> by_id(std::int64_t id) const;
  std::optional<Case> open_of(std::int64_t person) const;

  /// All that are open, oldest first.
  std::vector<Case> all_open() const;

  /// All but its keys and its times of opening and closing.
  void update(const Case& changed);
  void close(std::int64_t id, std::int64_t by, Utc when);

  std::int64_t add(const CaseEntry& entry);

  /// The last `most` of a case, oldest first.
  std::vector<CaseEntry> entries(std::int64_t case_id, int most) const;

  /// Those since that day.
  std::vector<CaseEntry> entries_since(std::int64_t case_id, Day day) const;
  std::int64_t count_of(std::int64_t case_id, CaseEntry::Kind kind) const;

  /// Who shares it beside its owner and the student, in the order in which they came.
  std::vector<std::int64_t> team(std::int64_t case_id) const;
  void join(std::int64_t case_id, std::int64_t person);

  std::int64_t count_of(std::int64_t person) const;  // Open or not.

  /// Deletes at most `most` of those that were closed before `before`, with all that was noted; how many.
  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
