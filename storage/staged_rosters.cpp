// Rosters that wait for a yes, and their undoing.
#include "storage/staged_rosters.h"

#include <algorithm>
#include <array>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// The undo has no reference to its roster: it may be long, and goes bit by bit when nobody can ask for it any more.
constexpr std::string_view staged_rosters_steps[] = {
    R"sql(
  CREATE TABLE staged_rosters (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    person  INTEGER NOT NULL UNIQUE REFERENCES persons (id),
    csv     TEXT NOT NULL,
    state   TEXT NOT NULL,
    added   INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    at      INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE staged_undo (
    id     INTEGER PRIMARY KEY,
    roster INTEGER NOT NULL,
    was    TEXT NOT NULL
  ) STRICT;
  CREATE INDEX staged_undo_by_roster ON staged_undo (roster);
)sql",
};

constexpr std::array<std::string_view, 5> state_words{"waiting", "confirmed", "importing", "imported", "undoing"};

std::string_view word(StagedRoster::State state) { return state_words.at(static_cast<std::size_t>(state)); }

std::optional<StagedRoster> first(Rows rows) {
  if (!rows.next()) return std::nullopt;
  const auto state = std::find(state_words.begin(), state_words.end(), rows.text(2)) - state_words.begin();
  return StagedRoster{.id = rows.integer(0),
                      .person = rows.integer(1),
                      .state = static_cast<StagedRoster::State>(state),
                      .added = static_cast<int>(rows.integer(3)),
                      .changed = static_cast<int>(rows.integer(4)),
                      .at = instant(rows, 5)};
}

}  // namespace

constinit const TableSet StagedRosters::tables{"staged_rosters", staged_rosters_steps};

std::int64_t StagedRosters::stage(std::int64_t person, std::string_view csv, Utc at) {
  database_.run(R"sql(DELETE FROM staged_rosters WHERE person = $1)sql", person);
  constexpr std::string_view sql = R"sql(
    INSERT INTO staged_rosters (person, csv, state, at) VALUES ($1, $2, $3, $4) RETURNING id
  )sql";
  return sole_integer(database_.query(sql, person, csv, word(StagedRoster::State::waiting), seconds(at)));
}

std::optional<StagedRoster> StagedRosters::find(std::int64_t id) const {
  constexpr std::string_view sql =
      R"sql(SELECT id, person, state, added, changed, at FROM staged_rosters WHERE id = $1)sql";
  return first(database_.query(sql, id));
}

std::optional<StagedRoster> StagedRosters::of(std::int64_t person) const {
  constexpr std::string_view sql =
      R"sql(SELECT id, person, state, added, changed, at FROM staged_rosters WHERE person = $1)sql";
  return first(database_.query(sql, person));
}

std::string StagedRosters::csv(std::int64_t id) const {
  Rows rows = database_.query(R"sql(SELECT csv FROM staged_rosters WHERE id = $1)sql", id);
  return rows.next() ? rows.text(0) : "";
}

void StagedRosters::set_state(std::int64_t id, StagedRoster::State state, Utc at) {
  constexpr std::string_view sql = R"sql(
    UPDATE staged_rosters SET state = $1, csv = iif($2, '', csv), at = $3 WHERE id = $4
  )sql";
  database_.run(sql, word(state), state == StagedRoster::State::imported, seconds(at), id);
}

void StagedRosters::drop(std::int64_t id) { database_.run(R"sql(DELETE FROM staged_rosters WHERE id = $1)sql", id); }

void StagedRosters::keep_undo(std::int64_t id, std::string_view was) {
  database_.run(R"sql(INSERT INTO staged_undo (roster, was) VALUES ($1, $2))sql", id, was);
}

void StagedRosters::wrote(std::int64_t id, int added, int changed) {
  constexpr std::string_view sql = R"sql(
    UPDATE staged_rosters SET added = added + $1, changed = changed + $2 WHERE id = $3
  )sql";
  database_.run(sql, added, changed, id);
}

std::vector<std::string> StagedRosters::take_undo(std::int64_t id, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM staged_undo WHERE id IN (SELECT id FROM staged_undo WHERE roster = $1 ORDER BY id DESC LIMIT $2)
    RETURNING was
  )sql";
  Rows rows = database_.query(sql, id, most);
  std::vector<std::string> all;
  while (rows.next()) all.push_back(rows.text(0));
  return all;
}

std::int64_t StagedRosters::purge(Utc before, int most) {
  constexpr std::string_view rosters = R"sql(
    DELETE FROM staged_rosters WHERE id IN (SELECT id FROM staged_rosters WHERE at < $1 LIMIT $2)
  )sql";
  constexpr std::string_view undo = R"sql(
    DELETE FROM staged_undo WHERE id IN (
      SELECT id FROM staged_undo WHERE roster NOT IN (SELECT id FROM staged_rosters) LIMIT $1)
  )sql";
  return database_.run(rosters, seconds(before), most) + database_.run(undo, most);
}

}  // namespace banwei::storage
