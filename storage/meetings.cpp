// Meetings of classes and their themes.
#include "storage/meetings.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns of both tables in this order: a later step may append one, never move one.
constexpr std::string_view meetings_steps[] = {
    R"sql(
  CREATE TABLE meeting_themes (
    id        INTEGER PRIMARY KEY,
    title     TEXT NOT NULL,
    whose     TEXT NOT NULL,
    by        INTEGER NOT NULL REFERENCES persons (id),
    said      INTEGER NOT NULL,
    last_day  TEXT NOT NULL,
    cancelled INTEGER
  ) STRICT;
  CREATE TABLE meetings (
    id         INTEGER PRIMARY KEY,
    theme      INTEGER REFERENCES meeting_themes (id),
    class      INTEGER NOT NULL REFERENCES classes (id),
    title      TEXT NOT NULL,
    number     TEXT NOT NULL,
    by         INTEGER NOT NULL REFERENCES persons (id),
    said       INTEGER NOT NULL,
    begins     INTEGER,
    lead       INTEGER NOT NULL,
    roll       INTEGER NOT NULL,
    roll_call  INTEGER NOT NULL,
    ended      INTEGER,
    due        INTEGER NOT NULL,
    present    INTEGER NOT NULL,
    minutes    TEXT NOT NULL,
    minutes_by INTEGER REFERENCES persons (id),
    cancelled  INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX meetings_of_theme ON meetings (theme, class) WHERE cancelled IS NULL;
  CREATE INDEX meetings_by_theme ON meetings (theme);
  CREATE INDEX meetings_of_class ON meetings (class, begins);
  CREATE INDEX meetings_by_age ON meetings (said);
)sql",
};

MeetingTheme theme_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .title = rows.text(1),
          .whose = rows.text(2),
          .by = rows.integer(3),
          .said = instant(rows, 4),
          .until = date(rows, 5)};
}

Meeting meeting_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .theme = rows.integer(1),
          .class_id = rows.integer(2),
          .title = rows.text(3),
          .number = rows.text(4),
          .by = rows.integer(5),
          .said = instant(rows, 6),
          .begins = maybe_instant(rows, 7),
          .lead = std::chrono::minutes{rows.integer(8)},
          .roll = rows.integer(9) != 0,
          .roll_call = rows.integer(10),
          .ended = maybe_instant(rows, 11),
          .due = static_cast<int>(rows.integer(12)),
          .present = static_cast<int>(rows.integer(13)),
          .minutes = rows.text(14),
          .minutes_by = rows.integer(15)};
}

}  // namespace

constinit const TableSet Meetings::tables{"meetings", meetings_steps};

std::int64_t Meetings::add(const MeetingTheme& theme) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO meeting_themes (title, whose, by, said, last_day) VALUES ($1, $2, $3, $4, $5) RETURNING id
  )sql";
  return sole_integer(database_.query(sql, theme.title, theme.whose, theme.by, seconds(theme.said), iso(theme.until)));
}

std::optional<MeetingTheme> Meetings::theme(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM meeting_themes WHERE id = $1 AND cancelled IS NULL)sql", id),
                   theme_of);
}

std::vector<MeetingTheme> Meetings::themes() const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM meeting_themes WHERE cancelled IS NULL ORDER BY id DESC LIMIT 40
  )sql";
  return all_rows(database_.query(sql), theme_of);
}

void Meetings::cancel_theme(std::int64_t id, Utc when) {
  database_.run(R"sql(UPDATE meeting_themes SET cancelled = $1 WHERE id = $2)sql", seconds(when), id);
  constexpr std::string_view sql = R"sql(
    UPDATE meetings SET cancelled = $1 WHERE theme = $2 AND roll_call = 0 AND ended IS NULL
  )sql";
  database_.run(sql, seconds(when), id);
}

std::int64_t Meetings::add(const Meeting& meeting) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO meetings (theme, class, title, number, by, said, begins, lead, roll, roll_call, ended, due, present,
                          minutes, minutes_by)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
    RETURNING id
  )sql";
  return sole_integer(database_.query(
      sql, reference(meeting.theme), meeting.class_id, meeting.title, meeting.number, meeting.by, seconds(meeting.said),
      seconds(meeting.begins), meeting.lead.count(), static_cast<std::int64_t>(meeting.roll), meeting.roll_call,
      seconds(meeting.ended), meeting.due, meeting.present, meeting.minutes, reference(meeting.minutes_by)));
}

void Meetings::save(const Meeting& meeting) {
  constexpr std::string_view sql = R"sql(
    UPDATE meetings
    SET title = $1, number = $2, begins = $3, lead = $4, roll = $5, roll_call = $6, ended = $7, due = $8,
        present = $9, minutes = $10, minutes_by = $11
    WHERE id = $12
  )sql";
  database_.run(sql, meeting.title, meeting.number, seconds(meeting.begins), meeting.lead.count(),
                static_cast<std::int64_t>(meeting.roll), meeting.roll_call, seconds(meeting.ended), meeting.due,
                meeting.present, meeting.minutes, reference(meeting.minutes_by), meeting.id);
}

void Meetings::cancel(std::int64_t id, Utc when) {
  database_.run(R"sql(UPDATE meetings SET cancelled = $1 WHERE id = $2)sql", seconds(when), id);
}

std::optional<Meeting> Meetings::by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM meetings WHERE id = $1 AND cancelled IS NULL)sql", id),
                   meeting_of);
}

std::vector<Meeting> Meetings::of_theme(std::int64_t theme) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM meetings WHERE theme = $1 AND cancelled IS NULL ORDER BY class
  )sql";
  return all_rows(database_.query(sql, theme), meeting_of);
}

std::vector<Meeting> Meetings::of_class(std::int64_t class_id, Utc from) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM meetings WHERE class = $1 AND (begins IS NULL OR begins >= $2) AND cancelled IS NULL
    ORDER BY begins IS NULL, begins, id LIMIT 40
  )sql";
  return all_rows(database_.query(sql, class_id, seconds(from)), meeting_of);
}

// The newest rows stay, so that no id is given twice.
std::int64_t Meetings::purge(Utc before, int most) {
  constexpr std::string_view old = R"sql(
    DELETE FROM meetings WHERE id IN (
      SELECT id FROM meetings WHERE said < $1 AND id < (SELECT max(id) FROM meetings) ORDER BY said LIMIT $2)
  )sql";
  constexpr std::string_view empty = R"sql(
    DELETE FROM meeting_themes WHERE said < $1 AND id < (SELECT max(id) FROM meeting_themes)
      AND NOT EXISTS (SELECT 1 FROM meetings WHERE theme = meeting_themes.id)
  )sql";
  const std::int64_t count = database_.run(old, seconds(before), most);
  database_.run(empty, seconds(before));
  return count;
}

}  // namespace banwei::storage
