// Readings: temperatures with their provenance, and notes.
#include "storage/readings.h"

#include <algorithm>
#include <array>

#include "storage/columns.h"
#include "storage/place_consent.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns of `readings` in this order: a later step may append one, never move one.
// The indexes begin with the day, so that what a morning brings falls on a few pages and not on one page a person.
constexpr std::string_view readings_steps[] = {
    R"sql(
  CREATE TABLE readings (
    id          INTEGER PRIMARY KEY,
    person      INTEGER NOT NULL REFERENCES persons (id),
    day         TEXT NOT NULL,
    slot        TEXT NOT NULL,
    centi       INTEGER NOT NULL,
    said_by     INTEGER NOT NULL REFERENCES persons (id),
    how         TEXT NOT NULL,
    room        TEXT NOT NULL,
    message     TEXT NOT NULL,
    text        TEXT NOT NULL,
    sent        INTEGER NOT NULL,
    received    INTEGER NOT NULL,
    recorded    INTEGER NOT NULL,
    symptoms    TEXT NOT NULL,
    well        INTEGER,
    in_wuhan    INTEGER,
    on_post     INTEGER,
    isolated    INTEGER,
    place       TEXT NOT NULL,
    replaced_by INTEGER,
    withdrawn   INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX current_reading ON readings (day, person, slot) WHERE replaced_by IS NULL AND withdrawn IS NULL;
  CREATE INDEX readings_of_day ON readings (day, person);
  CREATE INDEX reading_by_message ON readings (room, message);
  CREATE INDEX readings_with_text ON readings (recorded) WHERE text <> '';

  CREATE TABLE notes (
    class_id INTEGER NOT NULL REFERENCES classes (id),
    day      TEXT NOT NULL,
    person   INTEGER NOT NULL REFERENCES persons (id),
    why      TEXT NOT NULL,
    text     TEXT NOT NULL,
    said     INTEGER NOT NULL,
    PRIMARY KEY (class_id, day, person)
  ) STRICT, WITHOUT ROWID;
)sql",
    // Ids of messages are hashes, so that it cost each reading a page of its own; a recall looks at its person's days.
    R"sql(
  DROP INDEX reading_by_message;
)sql",
    // An index of all that was said grew with every correction; now only the last of a person, day and slot is in one,
    // and each leads to the one before it.
    R"sql(
  ALTER TABLE readings ADD COLUMN replaces INTEGER;
  UPDATE readings SET replaces = links.earlier, replaced_by = links.later
  FROM (
    SELECT id AS said, lag(id) OVER said AS earlier, lead(id) OVER said AS later FROM readings
    WINDOW said AS (PARTITION BY person, day, slot ORDER BY id)
  ) AS links WHERE links.said = readings.id;
  DROP INDEX current_reading;
  DROP INDEX readings_of_day;
  CREATE UNIQUE INDEX last_reading ON readings (day, person, slot) WHERE replaced_by IS NULL;
)sql",
    R"sql(
  CREATE TABLE day_counts (
    day      TEXT NOT NULL,
    class_id INTEGER NOT NULL REFERENCES classes (id),
    expected INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    late     INTEGER NOT NULL,
    fevers   INTEGER NOT NULL,
    PRIMARY KEY (day, class_id)
  ) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
  CREATE INDEX readings_with_place ON readings (person, day)
    WHERE (in_wuhan IS NOT NULL OR on_post IS NOT NULL OR isolated IS NOT NULL);
)sql",
};

std::string joined(const std::vector<std::string>& words) {
  std::string line;
  for (const std::string& word : words) {
    if (!line.empty()) line += ' ';
    line += word;
  }
  return line;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

std::optional<bool> maybe_bool(const Rows& rows, int column) {
  return rows.null(column) ? std::nullopt : std::optional(rows.integer(column) != 0);
}

Reading reading_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .day = date(rows, 2),
          .slot = rows.text(3),
          .centi = static_cast<int>(rows.integer(4)),
          .by = rows.integer(5),
          .how = rows.text(6),
          .room = rows.text(7),
          .message = rows.text(8),
          .text = rows.text(9),
          .sent = instant(rows, 10),
          .received = instant(rows, 11),
          .recorded = instant(rows, 12),
          .symptoms = words_of(rows.text(13)),
          .well = maybe_bool(rows, 14),
          .in_wuhan = maybe_bool(rows, 15),
          .on_post = maybe_bool(rows, 16),
          .isolated = maybe_bool(rows, 17),
          .place = rows.text(18),
          .replaced_by = rows.maybe_integer(19),
          .withdrawn = maybe_instant(rows, 20),
          .replaces = rows.maybe_integer(21)};
}

}  // namespace

constinit const TableSet Readings::tables{"readings", readings_steps};

Recorded Readings::record(const Reading& said) {
  Reading without_place;
  const bool tells_place = said.in_wuhan || said.on_post || !said.place.empty();
  const bool refused = tells_place && PlaceConsent(database_).refused(said.person);
  if (refused) {
    without_place = said;
    without_place.place.clear();
    without_place.text.clear();  // It stands there, too.
    without_place.in_wuhan = without_place.on_post = std::nullopt;
  }
  const Reading& reading = refused ? without_place : said;
  // The id is chosen here: what was current must point to it before it exists, or two would be current for a moment.
  constexpr std::string_view replace = R"sql(UPDATE readings SET replaced_by = $1 WHERE id = $2)sql";
  constexpr std::string_view insert = R"sql(
    INSERT INTO readings (id, person, day, slot, centi, said_by, how, room, message, text, sent, received, recorded,
                          symptoms, well, in_wuhan, on_post, isolated, place, replaces)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
  )sql";
  if (newest_ == 0) newest_ = sole_integer(database_.query(R"sql(SELECT max(id) FROM readings)sql"));
  const std::string day = iso(reading.day);
  const Earlier today = earlier(reading.person, day, reading.slot);
  const Recorded recorded{.id = ++newest_,
                          .before = today.newest
                                        ? today.newest
                                        : earlier(reading.person, iso(reading.day - std::chrono::days{1}), {}).newest};
  if (today.last) database_.run(replace, recorded.id, *today.last);
  database_.run(insert, recorded.id, reading.person, day, reading.slot, reading.centi, reading.by, reading.how,
                reading.room, reading.message, reading.text, seconds(reading.sent), seconds(reading.received),
                seconds(reading.recorded), joined(reading.symptoms), reading.well, reading.in_wuhan, reading.on_post,
                reading.isolated, reading.place, today.last);
  return recorded;
}

/// Walks back from the last of each slot to one that was not withdrawn.
Readings::Earlier Readings::earlier(std::int64_t person, const std::string& day, std::string_view slot) const {
  constexpr std::string_view last = R"sql(
    SELECT id, centi, withdrawn, replaces, slot FROM readings WHERE person = $1 AND day = $2 AND replaced_by IS NULL
  )sql";
  constexpr std::string_view earlier = R"sql(SELECT id, centi, withdrawn, replaces FROM readings WHERE id = $1)sql";
  Earlier found;
  std::int64_t newest = 0;
  Rows slots = database_.query(last, person, day);
  while (slots.next()) {
    if (slots.text(4) == slot) found.last = slots.integer(0);
    std::optional<Rows> step;
    const Rows* one = &slots;
    while (!one->null(2) && !one->null(3)) {
      step.emplace(database_.query(earlier, one->integer(3)));
      if (!step->next()) break;
      one = &*step;
    }
    if (!one->null(2) || one->integer(0) <= newest) continue;
    newest = one->integer(0);
    found.newest = static_cast<int>(one->integer(1));
  }
  return found;
}

std::optional<Reading> Readings::by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM readings WHERE id = $1)sql", id), reading_of);
}

std::vector<Reading> Readings::of_day(std::int64_t person, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM readings
    WHERE person = $1 AND day = $2 AND replaced_by IS NULL AND withdrawn IS NULL
    ORDER BY sent, id
  )sql";
  return all_rows(database_.query(sql, person, iso(day)), reading_of);
}

std::map<std::int64_t, std::vector<Reading>> Readings::of_class(std::int64_t class_id, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM readings
    WHERE person IN (SELECT person FROM stays WHERE class_id = $1) AND day = $2
      AND replaced_by IS NULL AND withdrawn IS NULL
    ORDER BY sent, id
  )sql";
  std::map<std::int64_t, std::vector<Reading>> all;
  for (Reading& one : all_rows(database_.query(sql, class_id, iso(day)), reading_of))
    all[one.person].push_back(std::move(one));
  return all;
}

std::map<std::int64_t, std::vector<Reading>> Readings::history_of_class(std::int64_t class_id, Day from, Day to) const {
  constexpr std::string_view sql = R"sql(
    WITH RECURSIVE said (id, replaces) AS (
      SELECT r.id, r.replaces FROM (SELECT DISTINCT person FROM stays WHERE class_id = $1) s
      JOIN readings r ON r.person = s.person
      WHERE r.day = $2 AND r.replaced_by IS NULL
      UNION ALL
      SELECT earlier.id, earlier.replaces FROM said JOIN readings AS earlier ON earlier.id = said.replaces
    )
    SELECT readings.* FROM said JOIN readings USING (id) ORDER BY readings.sent, readings.id
  )sql";
  std::map<std::int64_t, std::vector<Reading>> all;
  for (Day day = from; day <= to; day += std::chrono::days{1}) {
    for (Reading& one : all_rows(database_.query(sql, class_id, iso(day)), reading_of))
      all[one.person].push_back(std::move(one));
  }
  return all;
}

std::optional<int> Readings::latest(std::int64_t person, Day day) const {
  // There is one a slot: an ORDER BY would cost more than all the rest.
  constexpr std::string_view sql = R"sql(
    SELECT sent, id, centi FROM readings
    WHERE person = $1 AND day = $2 AND replaced_by IS NULL AND withdrawn IS NULL
  )sql";
  std::optional<std::array<std::int64_t, 3>> newest;
  Rows rows = database_.query(sql, person, iso(day));
  while (rows.next())
    newest = std::max(newest, std::optional(std::array{rows.integer(0), rows.integer(1), rows.integer(2)}));
  return newest ? std::optional(static_cast<int>(newest->back())) : std::nullopt;
}

std::vector<Reading> Readings::history(std::int64_t person, Day from, Day to) const {
  constexpr std::string_view sql = R"sql(
    WITH RECURSIVE said (id, replaces) AS (
      SELECT id, replaces FROM readings WHERE person = $1 AND day = $2 AND replaced_by IS NULL
      UNION ALL
      SELECT earlier.id, earlier.replaces FROM said JOIN readings AS earlier ON earlier.id = said.replaces
    )
    SELECT readings.* FROM said JOIN readings USING (id) ORDER BY readings.sent, readings.id
  )sql";
  std::vector<Reading> readings;
  for (Day day = from; day <= to; day += std::chrono::days{1}) {
    Rows rows = database_.query(sql, person, iso(day));
    while (rows.next()) readings.push_back(reading_of(rows));
  }
  return readings;
}

std::map<std::int64_t, Utc> Readings::answered(std::int64_t class_id, Day day) const {
  std::map<std::int64_t, Utc> first;
  // Whoever says it again, or corrects it, has answered when he first did.
  constexpr std::string_view sql = R"sql(
    WITH RECURSIVE said (person, sent, withdrawn, replaces) AS (
      SELECT s.person, r.sent, r.withdrawn, r.replaces
      FROM stays s JOIN readings r ON r.person = s.person
      WHERE s.class_id = $1 AND r.day = $2 AND r.replaced_by IS NULL AND r.withdrawn IS NULL
      UNION
      SELECT said.person, earlier.sent, earlier.withdrawn, earlier.replaces
      FROM said JOIN readings AS earlier ON earlier.id = said.replaces
    )
    SELECT person, min(sent) FROM said WHERE withdrawn IS NULL GROUP BY person
  )sql";
  Rows rows = database_.query(sql, class_id, iso(day));
  while (rows.next()) first.emplace(rows.integer(0), instant(rows, 1));
  return first;
}

std::vector<Reading> Readings::at_least(int from, std::int64_t class_id, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT r.* FROM persons p JOIN readings r ON r.person = p.id
    WHERE r.centi >= $1 AND p.class_id = $2 AND p.staff = 0 AND p.left_at IS NULL
      AND r.day = $3 AND r.replaced_by IS NULL AND r.withdrawn IS NULL
    ORDER BY r.sent, r.id
  )sql";
  return all_rows(database_.query(sql, from, class_id, iso(day)), reading_of);
}

void Readings::withdraw(std::int64_t id, Utc when) {
  database_.run(R"sql(UPDATE readings SET withdrawn = $1 WHERE id = $2 AND withdrawn IS NULL)sql", seconds(when), id);
}

void Readings::note(std::int64_t class_id, Day day, const Note& note) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO notes (class_id, day, person, why, text, said) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (class_id, day, person) DO UPDATE SET why = excluded.why, text = excluded.text, said = excluded.said
    WHERE excluded.said >= said
  )sql";
  database_.run(sql, class_id, iso(day), note.person, note.why, note.text, seconds(note.said));
}

std::vector<Note> Readings::notes(std::int64_t class_id, Day day) const {
  std::vector<Note> notes;
  constexpr std::string_view sql = R"sql(
    SELECT person, why, text, said FROM notes WHERE class_id = $1 AND day = $2 ORDER BY person
  )sql";
  Rows rows = database_.query(sql, class_id, iso(day));
  while (rows.next()) {
    notes.push_back({.person = rows.integer(0), .why = rows.text(1), .text = rows.text(2), .said = instant(rows, 3)});
  }
  return notes;
}

std::int64_t Readings::forget_texts(Utc before, int most) {
  constexpr std::string_view readings = R"sql(
    UPDATE readings SET text = '' WHERE id IN (SELECT id FROM readings WHERE recorded < $1 AND text <> '' LIMIT $2)
  )sql";
  constexpr std::string_view notes = R"sql(
    UPDATE notes SET text = '' WHERE (class_id, day, person) IN (
      SELECT class_id, day, person FROM notes WHERE said < $1 AND text <> '' LIMIT $2)
  )sql";
  return database_.run(readings, seconds(before), most) + database_.run(notes, seconds(before), most);
}

namespace {

std::optional<Day> maybe_date(Rows rows) {
  return rows.next() && !rows.null(0) ? std::optional(date(rows, 0)) : std::nullopt;
}

}  // namespace

std::optional<Day> Readings::first_day() const {
  return maybe_date(database_.query(R"sql(SELECT min(day) FROM readings WHERE replaced_by IS NULL)sql"));
}

std::optional<Day> Readings::last_counted() const {
  return maybe_date(database_.query(R"sql(SELECT max(day) FROM day_counts)sql"));
}

std::optional<DayCounts> Readings::counts(std::int64_t class_id, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT expected, answered, late, fevers FROM day_counts WHERE class_id = $1 AND day = $2
  )sql";
  Rows rows = database_.query(sql, class_id, iso(day));
  if (!rows.next()) return std::nullopt;
  return DayCounts{.class_id = class_id,
                   .day = day,
                   .expected = rows.integer(0),
                   .answered = rows.integer(1),
                   .late = rows.integer(2),
                   .fevers = rows.integer(3)};
}

void Readings::keep(const DayCounts& counts) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO day_counts (day, class_id, expected, answered, late, fevers) VALUES ($1, $2, $3, $4, $5, $6)
  )sql";
  database_.run(sql, iso(counts.day), counts.class_id, counts.expected, counts.answered, counts.late, counts.fevers);
}

std::int64_t Readings::blank(std::int64_t person, Day day) {
  constexpr std::string_view sql = R"sql(
    WITH RECURSIVE said (id, replaces) AS (
      SELECT id, replaces FROM readings WHERE person = $1 AND day = $2 AND replaced_by IS NULL
      UNION ALL
      SELECT earlier.id, earlier.replaces FROM said JOIN readings AS earlier ON earlier.id = said.replaces
    )
    UPDATE readings SET centi = 0, text = '', symptoms = '', place = '', well = NULL, in_wuhan = NULL, on_post = NULL,
                        isolated = NULL
    WHERE id IN (SELECT id FROM said) AND centi > 0
  )sql";
  return database_.run(sql, person, iso(day));
}

// The last reading of each person, day and slot leads to all before it. Both statements find the same ones.
std::int64_t Readings::forget(Day until, int most) {
  constexpr std::string_view alerts = R"sql(
    WITH RECURSIVE gone (id, replaces) AS (
      SELECT id, replaces FROM (
        SELECT id, replaces FROM readings WHERE day <= $1 AND replaced_by IS NULL ORDER BY day, person, slot LIMIT $2)
      UNION ALL
      SELECT earlier.id, earlier.replaces FROM gone JOIN readings AS earlier ON earlier.id = gone.replaces
    )
    UPDATE alerts SET reading = NULL WHERE reading IN (SELECT id FROM gone)
  )sql";
  constexpr std::string_view readings = R"sql(
    WITH RECURSIVE gone (id, replaces) AS (
      SELECT id, replaces FROM (
        SELECT id, replaces FROM readings WHERE day <= $1 AND replaced_by IS NULL ORDER BY day, person, slot LIMIT $2)
      UNION ALL
      SELECT earlier.id, earlier.replaces FROM gone JOIN readings AS earlier ON earlier.id = gone.replaces
    )
    DELETE FROM readings WHERE id IN (SELECT id FROM gone)
  )sql";
  constexpr std::string_view notes = R"sql(
    DELETE FROM notes WHERE (class_id, day, person) IN (
      SELECT class_id, day, person FROM notes WHERE day <= $1 LIMIT $2)
  )sql";
  database_.run(alerts, iso(until), most);
  return database_.run(readings, iso(until), most) + database_.run(notes, iso(until), most);
}

}  // namespace banwei::storage
