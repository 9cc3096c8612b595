// Leave: who asked to be away when, and what was answered.
#include "storage/leaves.h"

#include <algorithm>
#include <array>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

using State = Leave::State;

// SELECT * below reads the columns in this order: a later step may append one, never move one.
constexpr std::string_view leaves_steps[] = {
    R"sql(
  CREATE TABLE leaves (
    id         INTEGER PRIMARY KEY,
    person     INTEGER NOT NULL REFERENCES persons (id),
    class      INTEGER NOT NULL REFERENCES classes (id),
    by         INTEGER NOT NULL REFERENCES persons (id),
    type       TEXT NOT NULL,
    first_day  TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    part       TEXT NOT NULL,
    roll_call  INTEGER,
    words      TEXT NOT NULL,
    said       INTEGER NOT NULL,
    state      TEXT NOT NULL,
    told       INTEGER NOT NULL,
    asked      INTEGER NOT NULL,
    asked_of   INTEGER REFERENCES persons (id),
    decided_by INTEGER REFERENCES persons (id),
    decided    INTEGER,
    ended      INTEGER
  ) STRICT;
  CREATE INDEX leaves_waiting ON leaves (last_day) WHERE state IN ('waiting', 'forwarded');
  CREATE INDEX leaves_over ON leaves (last_day);
  CREATE INDEX leaves_of_person ON leaves (person, last_day);
  CREATE INDEX leaves_of_class ON leaves (class, last_day) WHERE state = 'approved';
  CREATE INDEX leaves_of_roll_call ON leaves (roll_call) WHERE roll_call IS NOT NULL;
)sql",
    R"sql(
  ALTER TABLE leaves ADD COLUMN retro INTEGER NOT NULL DEFAULT 0;
)sql",
};

constexpr std::chrono::days kept_open{14};

constexpr std::array<std::string_view, 5> states{"waiting", "forwarded", "approved", "refused", "withdrawn"};

std::string_view word(State state) { return states.at(static_cast<std::size_t>(state)); }

State state_of(std::string_view word) {
  const auto found = std::find(states.begin(), states.end(), word);
  return found == states.end() ? State::withdrawn : static_cast<State>(found - states.begin());
}

Leave leave_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .class_id = rows.integer(2),
          .by = rows.integer(3),
          .type = rows.text(4),
          .from = date(rows, 5),
          .to = date(rows, 6),
          .part = rows.text(7),
          .roll_call = rows.integer(8),
          .words = rows.text(9),
          .said = instant(rows, 10),
          .state = state_of(rows.text(11)),
          .told = static_cast<int>(rows.integer(12)),
          .asked = instant(rows, 13),
          .asked_of = rows.integer(14),
          .decided_by = rows.integer(15),
          .decided = maybe_instant(rows, 16),
          .ended = maybe_instant(rows, 17),
          .retro = rows.integer(18) != 0};
}

}  // namespace

constinit const TableSet Leaves::tables{"leaves", leaves_steps};

std::int64_t Leaves::add(const Leave& leave) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO leaves (person, class, by, type, first_day, last_day, part, roll_call, words, said, state, told, asked,
                        decided_by, decided, retro)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, leave.person, leave.class_id, leave.by, leave.type, iso(leave.from),
                                      iso(leave.to), leave.part, reference(leave.roll_call), leave.words,
                                      seconds(leave.said), word(leave.state), leave.told, seconds(leave.asked),
                                      reference(leave.decided_by), seconds(leave.decided), leave.retro ? 1 : 0));
}

std::optional<Leave> Leaves::by_id(std::int64_t id) const {
  Rows rows = database_.query(R"sql(SELECT * FROM leaves WHERE id = $1)sql", id);
  return rows.next() ? std::optional(leave_of(rows)) : std::nullopt;
}

std::vector<Leave> Leaves::waiting(Day today) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM leaves 
    WHERE state IN ('waiting', 'forwarded') AND (last_day >= $1 OR (retro AND last_day >= $2))
    ORDER BY asked DESC, id DESC LIMIT 500
  )sql";
  return all_rows(database_.query(sql, iso(today), iso(today - kept_open)), leave_of);
}

std::vector<Leave> Leaves::refused(Day today) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM leaves WHERE state = 'refused' AND last_day >= $1 ORDER BY decided DESC, id DESC LIMIT 50
  )sql";
  return all_rows(database_.query(sql, iso(today)), leave_of);
}

std::vector<Leave> Leaves::of_person(std::int64_t person, Day today) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM leaves
    WHERE person = $1 AND (last_day >= $2 OR (retro AND last_day >= $3)) AND state IN ('waiting', 'forwarded', 'approved') AND ended IS NULL
    ORDER BY id DESC
  )sql";
  return all_rows(database_.query(sql, person, iso(today), iso(today - kept_open)), leave_of);
}

std::int64_t Leaves::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM leaves WHERE person = $1)sql", person));
}

std::vector<Leave> Leaves::approved(std::int64_t class_id, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM leaves WHERE class = $1 AND state = 'approved' AND last_day >= $2 AND first_day <= $2 ORDER BY id
  )sql";
  return all_rows(database_.query(sql, class_id, iso(day)), leave_of);
}

std::vector<Leave> Leaves::of_class(std::int64_t class_id, Day from, Day to) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM leaves
    WHERE class = $1 AND last_day >= $2 AND first_day <= $3 AND roll_call IS NULL ORDER BY first_day, id LIMIT 2000
  )sql";
  return all_rows(database_.query(sql, class_id, iso(from), iso(to)), leave_of);
}

std::vector<Leave> Leaves::of_roll_call(std::int64_t roll_call) const {
  return all_rows(database_.query(R"sql(SELECT * FROM leaves WHERE roll_call = $1 ORDER BY id)sql", roll_call),
                  leave_of);
}

void Leaves::ask(std::int64_t id, int told, std::int64_t of, Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE leaves SET told = $1, asked_of = $2, asked = $3 WHERE id = $4
  )sql";
  database_.run(sql, told, reference(of), seconds(when), id);
}

void Leaves::set_state(std::int64_t id, State state, std::int64_t by, Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE leaves SET state = $1, decided_by = $2, decided = $3 WHERE id = $4
  )sql";
  database_.run(sql, word(state), reference(by), seconds(when), id);
}

void Leaves::end(std::int64_t id, Utc when) {
  database_.run(R"sql(UPDATE leaves SET ended = $1 WHERE id = $2)sql", seconds(when), id);
}

void Leaves::move(std::int64_t person, std::int64_t to_class, Day today, Utc now) {
  constexpr std::string_view whole = R"sql(
    UPDATE leaves SET class = $1, told = CASE state WHEN 'approved' THEN told ELSE 0 END
    WHERE person = $2 AND roll_call IS NULL AND ended IS NULL AND last_day >= $3
      AND (state IN ('waiting', 'forwarded') OR (state = 'approved' AND first_day >= $3))
  )sql";
  database_.run(whole, to_class, person, iso(today));
  constexpr std::string_view rest = R"sql(
    INSERT INTO leaves (person, class, by, type, first_day, last_day, part, words, said, state, told, asked, decided_by,
                        decided)
    SELECT person, $1, by, type, $2, last_day, part, words, said, state, told, asked, decided_by, decided FROM leaves
    WHERE person = $3 AND class <> $1 AND roll_call IS NULL AND ended IS NULL AND state = 'approved' AND last_day >= $2
  )sql";
  database_.run(rest, to_class, iso(today), person);
  constexpr std::string_view before = R"sql(
    UPDATE leaves SET ended = $1
    WHERE person = $2 AND class <> $3 AND roll_call IS NULL AND ended IS NULL AND state = 'approved' AND last_day >= $4
  )sql";
  database_.run(before, seconds(now), person, to_class, iso(today));
}

std::int64_t Leaves::forget_words(Day before, int most) {
  constexpr std::string_view sql = R"sql(
    UPDATE leaves SET words = '' WHERE id IN (SELECT id FROM leaves WHERE last_day < $1 AND words != '' LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

std::int64_t Leaves::purge(Day before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM leaves WHERE id IN (
      SELECT id FROM leaves WHERE last_day < $1 AND id < (SELECT max(id) FROM leaves) LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

}  // namespace banwei::storage
