// Alerts: whom a human was told about, in which words, and who has seen to it.
#include "storage/alerts.h"

#include <sstream>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view alerts_steps[] = {
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
    // What stood open keeps standing open, is told to whom it was told, and is repeated from now on.
    R"sql(
  ALTER TABLE alerts RENAME TO alerts_before;
  DROP INDEX alerts_of_person;
  DROP INDEX alerts_unseen;
  CREATE TABLE alerts (
    id        INTEGER PRIMARY KEY,
    person    INTEGER REFERENCES persons (id),
    account   TEXT NOT NULL,
    name      TEXT NOT NULL,
    class     INTEGER REFERENCES classes (id),
    by        INTEGER REFERENCES persons (id),
    confirmed INTEGER NOT NULL,
    severity  INTEGER NOT NULL,
    words     TEXT NOT NULL,
    version   INTEGER NOT NULL,
    reading   INTEGER REFERENCES readings (id),
    day       TEXT NOT NULL,
    said      INTEGER NOT NULL,
    opened    INTEGER NOT NULL,
    step      INTEGER NOT NULL,
    next      INTEGER,
    asked     INTEGER NOT NULL,
    seen      INTEGER,
    seen_by   INTEGER REFERENCES persons (id)
  ) STRICT;
  INSERT INTO alerts
    SELECT a.id, a.person, '', '', p.class_id, a.person, 0, 0,
           coalesce((SELECT printf('%.1f℃', r.centi / 100.0) FROM readings r WHERE r.id = a.reading AND r.centi > 0),
                    '不舒服'),
           1, a.reading, a.day, a.opened, a.opened, 1, iif(a.seen IS NULL, a.opened, NULL), 1, a.seen, a.seen_by
    FROM alerts_before a JOIN persons p ON p.id = a.person;
  CREATE TABLE tellings (
    alert   INTEGER NOT NULL REFERENCES alerts (id),
    person  INTEGER NOT NULL REFERENCES persons (id),
    role    TEXT NOT NULL,
    version INTEGER NOT NULL,
    first   INTEGER,
    last    INTEGER,
    about   TEXT NOT NULL,
    fate    INTEGER NOT NULL,
    doubts  INTEGER NOT NULL,
    due     INTEGER,
    UNIQUE (alert, person)
  ) STRICT;
  INSERT INTO tellings
    SELECT id, told, 'counsellor', 1, opened, opened, 'alert/' || id, 2, 0, NULL FROM alerts_before WHERE told IS NOT NULL;
  DROP TABLE alerts_before;
  CREATE INDEX alerts_unseen ON alerts (person) WHERE seen IS NULL;
  CREATE INDEX alerts_unseen_by ON alerts (by) WHERE seen IS NULL;
  CREATE INDEX alerts_next ON alerts (next) WHERE seen IS NULL AND next IS NOT NULL;
  CREATE INDEX alerts_seen ON alerts (seen);
  CREATE INDEX tellings_to ON tellings (person, first);
  CREATE INDEX tellings_due ON tellings (due) WHERE due IS NOT NULL;
)sql",
    // Each reading that goes is looked for here, and each person who asks what is kept of him.
    R"sql(
  CREATE INDEX alerts_of_reading ON alerts (reading);
  CREATE INDEX alerts_of_person ON alerts (person);
)sql",
    // Figure and symptoms stood in the words: of an illness they are taken out of them, word by word.
    R"sql(
  ALTER TABLE alerts ADD COLUMN centi INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alerts ADD COLUMN measured TEXT;
  ALTER TABLE alerts ADD COLUMN symptoms TEXT NOT NULL DEFAULT '';
  ALTER TABLE alerts ADD COLUMN own TEXT NOT NULL DEFAULT '';
  UPDATE alerts SET own = substr(words, instr(words, '，本人说“') + 5),
                    words = substr(words, 1, instr(words, '，本人说“') - 1)
    WHERE severity < 2 AND instr(words, '，本人说“') > 0;
  UPDATE alerts SET own = substr(own, 1, instr(own, '”') - 1), words = words || substr(own, instr(own, '”') + 1)
    WHERE severity < 2 AND instr(own, '”') > 0;
  CREATE TABLE alert_words AS
    WITH RECURSIVE word (alert, place, said, rest) AS (
      SELECT id, 0, '', words || ' ' FROM alerts WHERE severity < 2 AND words NOT LIKE '“%'
      UNION ALL
      SELECT alert, place + 1, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM word
      WHERE rest <> ''
    )
    SELECT alert, place, said,
           CASE WHEN said LIKE '%℃' THEN 'figure'
                WHEN said = '昨天量的' THEN 'yesterday'
                WHEN said IN ('发热', '咳嗽', '咽痛', '鼻塞', '流涕', '头痛', '头晕', '乏力', '肌肉酸痛', '腹泻', '腹痛',
                              '呕吐', '恶心', '胸闷', '胸痛', '呼吸困难', '嗅觉减退', '味觉减退', '寒战', '鼻炎', '过敏',
                              '牙痛', '失眠', '打喷嚏', '感冒', '食欲不振', '皮疹', '心慌', '关节痛', '腰痛', '眼痛',
                              '咯血', '晕倒', '受伤', '剧烈疼痛', '出血') THEN 'symptom'
                ELSE 'words' END AS sort
    FROM word WHERE said <> '';
  CREATE INDEX alert_words_of ON alert_words (alert, sort);
  UPDATE alerts SET
    centi = coalesce((SELECT CAST(round(100 * CAST(said AS REAL)) AS INTEGER) FROM alert_words
                      WHERE alert = alerts.id AND sort = 'figure' ORDER BY place LIMIT 1), 0),
    measured = (SELECT date(alerts.day, '-1 day') FROM alert_words WHERE alert = alerts.id AND sort = 'yesterday'),
    symptoms = coalesce((SELECT group_concat(said, ' ') FROM (
                 SELECT said FROM alert_words WHERE alert = alerts.id AND sort = 'symptom' ORDER BY place)), ''),
    words = coalesce((SELECT group_concat(said, ' ') FROM (
              SELECT said FROM alert_words WHERE alert = alerts.id AND sort = 'words' ORDER BY place)), '')
    WHERE id IN (SELECT alert FROM alert_words);
  DROP TABLE alert_words;
)sql",
};

/// Symptoms in one column, a space between two.
std::string in_one(const std::vector<std::string>& symptoms) {
  std::string line;
  for (const std::string& one : symptoms) line += (line.empty() ? "" : " ") + one;
  return line;
}

std::vector<std::string> apart(const std::string& line) {
  std::vector<std::string> symptoms;
  std::istringstream in(line);
  for (std::string one; in >> one;) symptoms.push_back(std::move(one));
  return symptoms;
}

std::optional<std::string> maybe_iso(const std::optional<Day>& day) {
  return day ? std::optional(iso(*day)) : std::nullopt;
}

Alert alert_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .account = rows.text(2),
          .name = rows.text(3),
          .class_id = rows.integer(4),
          .by = rows.integer(5),
          .confirmed = rows.integer(6) != 0,
          .severity = static_cast<Severity>(rows.integer(7)),
          .centi = static_cast<int>(rows.integer(19)),
          .measured = rows.null(20) ? std::nullopt : std::optional(date(rows, 20)),
          .symptoms = apart(rows.text(21)),
          .words = rows.text(8),
          .own = rows.text(22),
          .version = rows.integer(9),
          .reading = rows.integer(10),
          .day = date(rows, 11),
          .said = instant(rows, 12),
          .opened = instant(rows, 13),
          .step = static_cast<int>(rows.integer(14)),
          .next = maybe_instant(rows, 15),
          .asked = rows.integer(16) != 0,
          .seen = maybe_instant(rows, 17),
          .seen_by = rows.integer(18)};
}

Telling telling_of(const Rows& rows) {
  return {.alert = rows.integer(0),
          .person = rows.integer(1),
          .role = role_from_string(rows.text(2)).value_or(Role::counsellor),
          .version = rows.integer(3),
          .first = maybe_instant(rows, 4),
          .last = maybe_instant(rows, 5),
          .about = rows.text(6),
          .fate = static_cast<Telling::Fate>(rows.integer(7)),
          .doubts = static_cast<int>(rows.integer(8)),
          .due = maybe_instant(rows, 9)};
}

}  // namespace

constinit const TableSet Alerts::tables{"alerts", alerts_steps};

// SELECT * below reads the columns of both tables in the order of their newest step: a later one may append a column,
// never move one.

std::int64_t Alerts::open(const Alert& alert) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO alerts (person, account, name, class, by, confirmed, severity, words, version, reading, day, said, opened,
                        step, next, asked, centi, measured, symptoms, own)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
    RETURNING id
  )sql";
  return sole_integer(database_.query(
      sql, reference(alert.person), alert.account, alert.name, reference(alert.class_id), reference(alert.by),
      alert.confirmed, static_cast<int>(alert.severity), alert.words, alert.version, reference(alert.reading),
      iso(alert.day), seconds(alert.said), seconds(alert.opened), alert.step, seconds(alert.next), alert.asked,
      alert.centi, maybe_iso(alert.measured), in_one(alert.symptoms), alert.own));
}

std::optional<Alert> Alerts::by_id(std::int64_t id) const {
  auto found = all_rows(database_.query(R"sql(SELECT * FROM alerts WHERE id = $1)sql", id), alert_of);
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<Alert> Alerts::of_day(std::int64_t person, Day day) const {
  return all_rows(
      database_.query(R"sql(SELECT * FROM alerts WHERE person = $1 AND day = $2 ORDER BY id)sql", person, iso(day)),
      alert_of);
}

std::vector<Alert> Alerts::unseen_of(std::int64_t person) const {
  return all_rows(
      database_.query(R"sql(SELECT * FROM alerts WHERE person = $1 AND seen IS NULL ORDER BY id)sql", person),
      alert_of);
}

std::vector<Alert> Alerts::unseen_said_by(std::int64_t person) const {
  return all_rows(database_.query(R"sql(SELECT * FROM alerts WHERE by = $1 AND seen IS NULL ORDER BY id)sql", person),
                  alert_of);
}

std::vector<Alert> Alerts::unseen_of_account(std::string_view account) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM alerts WHERE person IS NULL AND by IS NULL AND account = $1 AND seen IS NULL ORDER BY id
  )sql";
  return all_rows(database_.query(sql, account), alert_of);
}

std::vector<Alert> Alerts::unseen() const {
  return all_rows(database_.query(R"sql(SELECT * FROM alerts WHERE seen IS NULL ORDER BY id)sql"), alert_of);
}

std::vector<Alert> Alerts::due(Utc now, int limit) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM alerts WHERE seen IS NULL AND next IS NOT NULL AND next <= $1 ORDER BY next, id LIMIT $2
  )sql";
  return all_rows(database_.query(sql, seconds(now), limit), alert_of);
}

void Alerts::update(const Alert& alert) {
  constexpr std::string_view sql = R"sql(
    UPDATE alerts SET confirmed = $1, severity = $2, words = $3, version = $4, reading = $5, day = $6, said = $7,
                      step = $8, next = $9, asked = $10, by = $11, centi = $12, measured = $13, symptoms = $14,
                      own = $15
    WHERE id = $16
  )sql";
  database_.run(sql, alert.confirmed, static_cast<int>(alert.severity), alert.words, alert.version,
                reference(alert.reading), iso(alert.day), seconds(alert.said), alert.step, seconds(alert.next),
                alert.asked, reference(alert.by), alert.centi, maybe_iso(alert.measured), in_one(alert.symptoms),
                alert.own, alert.id);
}

void Alerts::mark_seen(std::int64_t id, std::int64_t by, Utc when) {
  database_.run(R"sql(UPDATE alerts SET seen = $1, seen_by = $2 WHERE id = $3 AND seen IS NULL)sql", seconds(when),
                reference(by), id);
  database_.run(R"sql(UPDATE tellings SET due = NULL WHERE alert = $1)sql", id);
}

void Alerts::identify(std::int64_t id, std::int64_t person) {
  database_.run(R"sql(UPDATE alerts SET person = $1 WHERE id = $2 AND person IS NULL AND account = '')sql",
                reference(person), id);
}

std::vector<Telling> Alerts::tellings(std::int64_t alert) const {
  return all_rows(database_.query(R"sql(SELECT * FROM tellings WHERE alert = $1 ORDER BY rowid)sql", alert),
                  telling_of);
}

std::vector<Telling> Alerts::tellings_to(std::int64_t person) const {
  constexpr std::string_view sql = R"sql(
    SELECT tellings.* FROM alerts JOIN tellings ON tellings.alert = alerts.id
    WHERE tellings.person = $1 AND alerts.seen IS NULL ORDER BY alerts.id
  )sql";
  return all_rows(database_.query(sql, person), telling_of);
}

std::vector<std::int64_t> Alerts::to_be_told(Utc now) const {
  constexpr std::string_view sql = R"sql(
    SELECT person FROM tellings WHERE due IS NOT NULL AND due <= $1 GROUP BY person ORDER BY min(due), person
  )sql";
  return all_rows(database_.query(sql, seconds(now)), [](const Rows& rows) { return rows.integer(0); });
}

std::int64_t Alerts::first_told_since(std::int64_t person, Utc since) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM tellings WHERE person = $1 AND first >= $2)sql",
                                      person, seconds(since)));
}

std::int64_t Alerts::repeated_since(Utc since) const {
  constexpr std::string_view sql = R"sql(
    SELECT count(DISTINCT t.person) FROM alerts a JOIN tellings t ON t.alert = a.id
    WHERE a.seen IS NULL AND t.last > t.first AND t.last > $1
  )sql";
  return sole_integer(database_.query(sql, seconds(since)));
}

void Alerts::save(const Telling& telling) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO tellings (alert, person, role, version, first, last, about, fate, doubts, due)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (alert, person) DO UPDATE SET role = excluded.role, version = excluded.version, first = excluded.first,
      last = excluded.last, about = excluded.about, fate = excluded.fate, doubts = excluded.doubts, due = excluded.due
  )sql";
  database_.run(sql, telling.alert, telling.person, to_string(telling.role), telling.version, seconds(telling.first),
                seconds(telling.last), telling.about, static_cast<int>(telling.fate), telling.doubts,
                seconds(telling.due));
}

std::optional<Utc> Alerts::next_due() const {
  constexpr std::string_view sql = R"sql(
    SELECT min(at) FROM (SELECT min(due) AS at FROM tellings WHERE due IS NOT NULL
                         UNION ALL SELECT min(next) FROM alerts WHERE seen IS NULL AND next IS NOT NULL)
  )sql";
  Rows rows = database_.query(sql);
  return rows.next() ? maybe_instant(rows, 0) : std::nullopt;
}

std::int64_t Alerts::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM alerts WHERE person = $1)sql", person));
}

std::int64_t Alerts::count_unseen() const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM alerts WHERE seen IS NULL)sql"));
}

std::int64_t Alerts::count_untold() const {
  constexpr std::string_view sql = R"sql(
    SELECT count(*) FROM alerts
    WHERE seen IS NULL AND NOT EXISTS (SELECT 1 FROM tellings WHERE tellings.alert = alerts.id AND fate = $1)
  )sql";
  return sole_integer(database_.query(sql, static_cast<int>(Telling::Fate::sent)));
}

std::optional<Utc> Alerts::oldest_unseen() const {
  Rows rows = database_.query(R"sql(SELECT min(opened) FROM alerts WHERE seen IS NULL)sql");
  return rows.next() ? maybe_instant(rows, 0) : std::nullopt;
}

// Both take the same ones: those that were seen to first.
std::int64_t Alerts::purge(Utc before, int most) {
  constexpr std::string_view tellings = R"sql(
    DELETE FROM tellings WHERE alert IN (SELECT id FROM alerts WHERE seen < $1 ORDER BY seen, id LIMIT $2)
  )sql";
  constexpr std::string_view alerts = R"sql(
    DELETE FROM alerts WHERE id IN (SELECT id FROM alerts WHERE seen < $1 ORDER BY seen, id LIMIT $2)
  )sql";
  database_.run(tellings, seconds(before), most);
  return database_.run(alerts, seconds(before), most);
}

}  // namespace banwei::storage
