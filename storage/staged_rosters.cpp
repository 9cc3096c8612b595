// Rosters that wait for a yes.
#include "storage/staged_rosters.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view steps[] = {
    R"sql(
  CREATE TABLE staged_rosters (
    id     INTEGER PRIMARY KEY,
    person INTEGER NOT NULL UNIQUE REFERENCES persons (id),
    csv    TEXT NOT NULL,
    undo   TEXT NOT NULL DEFAULT '',
    at     INTEGER NOT NULL
  ) STRICT;
)sql",
};

std::optional<StagedRoster> first(Rows rows) {
  if (!rows.next()) return std::nullopt;
  return StagedRoster{.id = rows.integer(0),
                      .person = rows.integer(1),
                      .csv = rows.text(2),
                      .undo = rows.text(3),
                      .at = instant(rows, 4)};
}

}  // namespace

constinit const TableSet StagedRosters::tables{"staged_rosters", steps};

std::int64_t StagedRosters::stage(std::int64_t person, std::string_view csv, Utc at) {
  database_.run(R"sql(DELETE FROM staged_rosters WHERE person = $1)sql", person);
  constexpr std::string_view sql = R"sql(
    INSERT INTO staged_rosters (person, csv, at) VALUES ($1, $2, $3) RETURNING id
  )sql";
  return sole_integer(database_.query(sql, person, csv, seconds(at)));
}

std::optional<StagedRoster> StagedRosters::find(std::int64_t id) const {
  return first(database_.query(R"sql(SELECT id, person, csv, undo, at FROM staged_rosters WHERE id = $1)sql", id));
}

std::optional<StagedRoster> StagedRosters::of(std::int64_t person) const {
  return first(
      database_.query(R"sql(SELECT id, person, csv, undo, at FROM staged_rosters WHERE person = $1)sql", person));
}

void StagedRosters::imported(std::int64_t id, std::string_view undo, Utc at) {
  constexpr std::string_view sql = R"sql(UPDATE staged_rosters SET csv = '', undo = $1, at = $2 WHERE id = $3)sql";
  database_.run(sql, undo, seconds(at), id);
}

void StagedRosters::drop(std::int64_t id) { database_.run(R"sql(DELETE FROM staged_rosters WHERE id = $1)sql", id); }

std::int64_t StagedRosters::purge(Utc before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM staged_rosters WHERE id IN (SELECT id FROM staged_rosters WHERE at < $1 LIMIT $2)
  )sql";
  return database_.run(sql, seconds(before), most);
}

}  // namespace banwei::storage
