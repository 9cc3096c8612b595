// Gaps: lines, rooms to look at, holes.
#include "storage/gaps.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view gaps_steps[] = {
    R"sql(
  CREATE TABLE lines (
    account TEXT PRIMARY KEY,
    alive   INTEGER NOT NULL,
    up      INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE looks (
    account TEXT NOT NULL,
    room    TEXT NOT NULL,
    began   INTEGER NOT NULL,
    ended   INTEGER NOT NULL,
    due     INTEGER NOT NULL,
    tries   INTEGER NOT NULL DEFAULT 0,
    away    INTEGER NOT NULL,
    PRIMARY KEY (account, room)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE holes (
    id    INTEGER PRIMARY KEY,
    room  TEXT NOT NULL,
    began INTEGER NOT NULL,
    ended INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX holes_by_room ON holes (room, ended);
)sql",
};

Gap gap_of(const Rows& rows) {
  return {.account = rows.text(0),
          .room = rows.text(1),
          .from = instant(rows, 2),
          .to = instant(rows, 3),
          .due = instant(rows, 4),
          .tries = static_cast<int>(rows.integer(5)),
          .away = rows.integer(6) != 0};
}

}  // namespace

constinit const TableSet Gaps::tables{"gaps", gaps_steps};

void Gaps::note(std::string_view account, Utc alive, bool up) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO lines (account, alive, up) VALUES ($1, $2, $3)
    ON CONFLICT (account) DO UPDATE SET alive = excluded.alive, up = excluded.up
  )sql";
  database_.run(sql, account, seconds(alive), up);
}

void Gaps::all_down() { database_.run(R"sql(UPDATE lines SET up = 0)sql"); }

std::optional<Utc> Gaps::down_since(std::string_view account) const {
  Rows rows = database_.query(R"sql(SELECT alive FROM lines WHERE account = $1 AND up = 0)sql", account);
  return rows.next() ? std::optional(instant(rows, 0)) : std::nullopt;
}

void Gaps::add(const Gap& gap) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO looks (account, room, began, ended, due, away) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (account, room) DO UPDATE SET
      began = min(began, excluded.began), ended = max(ended, excluded.ended), due = max(due, excluded.due), tries = 0,
      away = max(away, excluded.away)
  )sql";
  database_.run(sql, gap.account, gap.room, seconds(gap.from), seconds(gap.to), seconds(gap.due), gap.away);
}

std::optional<Gap> Gaps::next(std::string_view account, Utc now) const {
  constexpr std::string_view sql = R"sql(
    SELECT account, room, began, ended, due, tries, away FROM looks WHERE account = $1 AND due <= $2 ORDER BY due, room LIMIT 1
  )sql";
  return first_row(database_.query(sql, account, seconds(now)), gap_of);
}

bool Gaps::waits(std::string_view account) const {
  return database_.query(R"sql(SELECT 1 FROM looks WHERE account = $1 AND away = 1)sql", account).next();
}

std::optional<Gap> Gaps::find(std::string_view account, std::string_view room) const {
  constexpr std::string_view sql = R"sql(
    SELECT account, room, began, ended, due, tries, away FROM looks WHERE account = $1 AND room = $2
  )sql";
  return first_row(database_.query(sql, account, room), gap_of);
}

void Gaps::again(const Gap& gap, Utc due) {
  database_.run(R"sql(UPDATE looks SET tries = tries + 1, due = $1 WHERE account = $2 AND room = $3)sql", seconds(due),
                gap.account, gap.room);
}

void Gaps::done(std::string_view account, std::string_view room) {
  database_.run(R"sql(DELETE FROM looks WHERE account = $1 AND room = $2)sql", account, room);
}

void Gaps::record_lost(std::string_view room, Utc from, Utc to) {
  database_.run(R"sql(INSERT INTO holes (room, began, ended) VALUES ($1, $2, $3))sql", room, seconds(from),
                seconds(to));
}

std::optional<Utc> Gaps::lost_until(std::string_view room, Utc from, Utc to) const {
  constexpr std::string_view sql = R"sql(
    SELECT max(ended) FROM holes WHERE room = $1 AND ended >= $2 AND began <= $3
  )sql";
  Rows rows = database_.query(sql, room, seconds(from), seconds(to));
  return rows.next() ? maybe_instant(rows, 0) : std::nullopt;
}

void Gaps::purge(Utc holes_before) {
  database_.run(R"sql(DELETE FROM holes WHERE ended < $1)sql", seconds(holes_before));
}

}  // namespace banwei::storage
