// Schedule: occurrences that were claimed, and timers.
#include "storage/schedule.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view schedule_steps[] = {
    R"sql(
  CREATE TABLE occurrences (
    job        TEXT NOT NULL,
    occurrence TEXT NOT NULL,
    at         INTEGER NOT NULL,
    missed     INTEGER NOT NULL,
    PRIMARY KEY (job, occurrence)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE timers (
    id      INTEGER PRIMARY KEY,
    feature TEXT NOT NULL,
    key     TEXT NOT NULL,
    due     INTEGER NOT NULL,
    payload TEXT NOT NULL,
    UNIQUE (feature, key)
  ) STRICT;
  CREATE INDEX timers_by_due ON timers (due, id);
)sql",
    R"sql(
  ALTER TABLE occurrences ADD COLUMN name TEXT NOT NULL DEFAULT '';
  ALTER TABLE occurrences ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE occurrences ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX occurrences_by_due ON occurrences (due) WHERE name <> '';
  CREATE INDEX occurrences_untold ON occurrences (due) WHERE untold = 1;
)sql",
    R"sql(
  CREATE TABLE horizon (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  INTEGER NOT NULL
  ) STRICT;
  INSERT INTO horizon (one, at) SELECT 1, max(due) FROM occurrences WHERE name <> '' HAVING max(due) IS NOT NULL;
)sql",
    // The kind of a timer stands before its first slash.
    R"sql(
  UPDATE timers SET key = 'due/' || key WHERE feature = 'reminder';
)sql",
};

}  // namespace

constinit const TableSet Schedule::tables{"schedule", schedule_steps};

bool Schedule::claim(const Occurrence& occurrence, Utc now, bool missed) {
  constexpr std::chrono::minutes grace{2};
  const bool untold = !occurrence.name.empty() && (missed || now - occurrence.due > grace);
  constexpr std::string_view sql = R"sql(
    INSERT INTO occurrences (job, occurrence, name, due, at, missed, untold) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING
  )sql";
  return database_.run(sql, occurrence.job, occurrence.key, occurrence.name, seconds(occurrence.due), seconds(now),
                       missed, untold) == 1;
}

bool Schedule::claimed(std::string_view job, std::string_view key) const {
  return database_.query(R"sql(SELECT 1 FROM occurrences WHERE job = $1 AND occurrence = $2)sql", job, key).next();
}

std::optional<Utc> Schedule::last(std::string_view job) const {
  Rows rows = database_.query(R"sql(SELECT max(at) FROM occurrences WHERE job = $1)sql", job);
  return rows.next() ? maybe_instant(rows, 0) : std::nullopt;
}

void Schedule::mark_missed(const Occurrence& occurrence) {
  constexpr std::string_view sql = R"sql(
    UPDATE occurrences SET missed = 1, untold = name <> '' WHERE job = $1 AND occurrence = $2
  )sql";
  database_.run(sql, occurrence.job, occurrence.key);
}

std::optional<Utc> Schedule::horizon() const {
  Rows rows = database_.query(R"sql(SELECT at FROM horizon WHERE one = 1)sql");
  return rows.next() ? std::optional(instant(rows, 0)) : std::nullopt;
}

void Schedule::advance(Utc horizon) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO horizon (one, at) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET at = excluded.at
  )sql";
  database_.run(sql, seconds(horizon));
}

std::int64_t Schedule::version() const {
  // SQLite counts the rows that this connection has changed, and the commits of all others.
  const auto number = [](Rows rows) { return rows.next() ? rows.integer(0) : 0; };
  const std::int64_t own = number(database_.query(R"sql(SELECT total_changes())sql"));
  const std::int64_t others = number(database_.query(R"sql(PRAGMA data_version)sql"));
  return own + others * (std::int64_t{1} << 40) + static_cast<std::int64_t>(database_.undone());
}

std::vector<LateOccurrence> Schedule::take_late() {
  std::vector<LateOccurrence> late;
  constexpr std::string_view sql = R"sql(
    SELECT name, due, missed, count(*) FROM occurrences WHERE untold = 1 GROUP BY due, name, missed ORDER BY due, name
  )sql";
  Rows rows = database_.query(sql);
  while (rows.next()) {
    late.push_back(
        {.name = rows.text(0), .due = instant(rows, 1), .ran = rows.integer(2) == 0, .count = rows.integer(3)});
  }
  if (!late.empty()) database_.run(R"sql(UPDATE occurrences SET untold = 0 WHERE untold = 1)sql");
  return late;
}

void Schedule::set_timer(std::string_view feature, std::string_view key, Utc due, std::string_view payload) {
  // A timer that is set again gets a new id, so that drop(), called for the one that just fired, leaves it alone.
  constexpr std::string_view sql = R"sql(
    INSERT INTO timers (feature, key, due, payload) VALUES ($1, $2, $3, $4)
    ON CONFLICT (feature, key) DO UPDATE SET
      id = (SELECT max(id) + 1 FROM timers), due = excluded.due, payload = excluded.payload
  )sql";
  database_.run(sql, feature, key, seconds(due), payload);
}

void Schedule::cancel_timer(std::string_view feature, std::string_view key) {
  database_.run(R"sql(DELETE FROM timers WHERE feature = $1 AND key = $2)sql", feature, key);
}

std::vector<Timer> Schedule::due(Utc now, int limit) const {
  std::vector<Timer> timers;
  constexpr std::string_view sql = R"sql(
    SELECT id, feature, key, due, payload FROM timers WHERE due <= $1 ORDER BY due, id LIMIT $2
  )sql";
  Rows rows = database_.query(sql, seconds(now), limit);
  while (rows.next()) {
    timers.push_back({.id = rows.integer(0),
                      .feature = rows.text(1),
                      .key = rows.text(2),
                      .due = instant(rows, 3),
                      .payload = rows.text(4)});
  }
  return timers;
}

std::optional<Utc> Schedule::next_due() const {
  Rows rows = database_.query(R"sql(SELECT due FROM timers ORDER BY due LIMIT 1)sql");
  return rows.next() ? std::optional(instant(rows, 0)) : std::nullopt;
}

std::vector<Schedule::TimerSort> Schedule::timer_sorts() const {
  constexpr std::string_view sql = R"sql(
    SELECT DISTINCT feature, substr(key, 1, instr(key || '/', '/') - 1) FROM timers ORDER BY 1, 2
  )sql";
  std::vector<TimerSort> sorts;
  for (Rows rows = database_.query(sql); rows.next();) sorts.push_back({rows.text(0), rows.text(1)});
  return sorts;
}

void Schedule::drop_all(const TimerSort& sort) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM timers WHERE feature = $1 AND substr(key, 1, instr(key || '/', '/') - 1) = $2
  )sql";
  database_.run(sql, sort.feature, sort.kind);
}

void Schedule::postpone(std::int64_t id, Utc due) {
  database_.run(R"sql(UPDATE timers SET due = $1 WHERE id = $2)sql", seconds(due), id);
}

void Schedule::drop(std::int64_t id) { database_.run(R"sql(DELETE FROM timers WHERE id = $1)sql", id); }

void Schedule::purge(Utc before) { database_.run(R"sql(DELETE FROM occurrences WHERE at < $1)sql", seconds(before)); }

}  // namespace banwei::storage
