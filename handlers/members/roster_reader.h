// Reads a roster from a table, or from the bytes of a CSV file. Pure.
// Invariant: whatever the file holds, it is read as its writer meant it or refused with the row and the column; nothing
// is guessed about a person.
#pragma once

#include <memory>
#include <string_view>

#include "handlers/common/table.h"
#include "handlers/members/roster.h"

namespace banwei::members {

/// Whether a roster's header stands among the first rows, and how many are looked at.
bool has_header(const Table& table);
inline constexpr std::size_t header_depth = 12;

inline constexpr int usual_rows = 10'000;  // where nothing else is said

/// Reads bit by bit, where nobody may wait for a long one. The header may stand below a title and take two lines, its
/// columns in any order, others are ignored. A roster of more than `most` rows is refused.
class RosterReading {
 public:
  explicit RosterReading(Table table, int most = usual_rows);

  /// UTF-8, UTF-16 or GB18030; cells parted by commas, semicolons, tabs or their full-width kin.
  explicit RosterReading(std::string_view csv, int most = usual_rows);

  RosterReading(RosterReading&&) noexcept;
  ~RosterReading();

  /// At most so many rows more, which are taken off `rows`; true once all are read.
  bool next(int& rows);

  Roster take();  // what was read; once

 private:
  struct Reading;
  std::unique_ptr<Reading> reading_;
};

/// All at once.
Roster read_roster(Table table, int most = usual_rows);
Roster read_roster(std::string_view csv, int most = usual_rows);

}  // namespace banwei::members
