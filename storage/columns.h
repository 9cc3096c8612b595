// How instants, dates and references stand in a row: UTC seconds, "2020-03-11", NULL for nobody.
// Invariant: only the stores' .cpp files include this.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "storage/database.h"
#include "storage/types.h"

namespace banwei::storage {

inline std::int64_t seconds(Utc when) { return when.time_since_epoch().count(); }

inline std::optional<std::int64_t> seconds(const std::optional<Utc>& when) {
  return when ? std::optional(seconds(*when)) : std::nullopt;
}

inline Utc instant(const Rows& rows, int column) { return Utc{std::chrono::seconds{rows.integer(column)}}; }

inline std::optional<Utc> maybe_instant(const Rows& rows, int column) {
  return rows.null(column) ? std::nullopt : std::optional(instant(rows, column));
}

inline Day date(const Rows& rows, int column) { return day_from_iso(rows.text(column)).value(); }

/// NULL for 0, so that foreign keys hold.
inline std::optional<std::int64_t> reference(std::int64_t id) { return id == 0 ? std::nullopt : std::optional(id); }

/// The one integer of a statement that returns one row. The statement is run to its end, where its last errors show.
inline std::int64_t sole_integer(Rows rows) {
  const std::int64_t value = rows.next() ? rows.integer(0) : 0;
  rows.next();
  return value;
}

/// What `of` reads from the first row; nothing when there is none.
template <class Of>
auto first_row(Rows rows, Of of) {
  return rows.next() ? std::optional(of(rows)) : std::nullopt;
}

/// What `of` reads from each row, in their order.
template <class Of>
auto all_rows(Rows rows, Of of) {
  std::vector<decltype(of(rows))> all;
  while (rows.next()) all.push_back(of(rows));
  return all;
}

}  // namespace banwei::storage
