// Alerts: whom a human was told about, and who has seen to it.
#include "storage/alerts.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns of `alerts` in this order: a later step may append one, never move one.
constexpr std::string_view steps[] = {
    R"sql(
  CREATE TABLE alerts (
    id      INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL REFERENCES persons (id),
    reading INTEGER REFERENCES readings (id),
    told    INTEGER REFERENCES persons (id),
    day     TEXT NOT NULL,
    opened  INTEGER NOT NULL,
    seen    INTEGER,
    seen_by INTEGER REFERENCES persons (id)
  ) STRICT;
  CREATE INDEX alerts_of_person ON alerts (person, opened);
  CREATE INDEX alerts_unseen ON alerts (told, opened) WHERE seen IS NULL;
)sql",
};

Alert alert_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .reading = rows.integer(2),
          .told = rows.integer(3),
          .day = date(rows, 4),
          .opened = instant(rows, 5),
          .seen = maybe_instant(rows, 6),
          .seen_by = rows.integer(7)};
}

std::optional<Alert> first_alert(Rows rows) { return rows.next() ? std::optional(alert_of(rows)) : std::nullopt; }

}  // namespace

constinit const TableSet Alerts::tables{"alerts", steps};

std::int64_t Alerts::open(const Alert& alert) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO alerts (person, reading, told, day, opened, seen, seen_by) VALUES ($1, $2, $3, $4, $5, $6, $7)
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, alert.person, reference(alert.reading), reference(alert.told),
                                      iso(alert.day), seconds(alert.opened), seconds(alert.seen),
                                      reference(alert.seen_by)));
}

std::optional<Alert> Alerts::by_id(std::int64_t id) const {
  return first_alert(database_.query(R"sql(SELECT * FROM alerts WHERE id = $1)sql", id));
}

std::optional<Alert> Alerts::unseen_of(std::int64_t person) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM alerts WHERE person = $1 AND seen IS NULL ORDER BY opened DESC, id DESC LIMIT 1
  )sql";
  return first_alert(database_.query(sql, person));
}

std::vector<Alert> Alerts::unseen_by(std::int64_t told) const {
  std::vector<Alert> alerts;
  // `IS` finds with 0 those of whom nobody could be told.
  Rows rows = database_.query(R"sql(SELECT * FROM alerts WHERE told IS $1 AND seen IS NULL ORDER BY opened, id)sql",
                              reference(told));
  while (rows.next()) alerts.push_back(alert_of(rows));
  return alerts;
}

std::optional<Alert> Alerts::latest_of(std::int64_t person, Utc since) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM alerts WHERE person = $1 AND opened >= $2 ORDER BY opened DESC, id DESC LIMIT 1
  )sql";
  return first_alert(database_.query(sql, person, seconds(since)));
}

void Alerts::hand_over(std::int64_t id, std::int64_t told) {
  database_.run(R"sql(UPDATE alerts SET told = $1 WHERE id = $2)sql", reference(told), id);
}

void Alerts::mark_seen(std::int64_t id, std::int64_t by, Utc when) {
  database_.run(R"sql(UPDATE alerts SET seen = $1, seen_by = $2 WHERE id = $3 AND seen IS NULL)sql", seconds(when),
                reference(by), id);
}

}  // namespace banwei::storage
