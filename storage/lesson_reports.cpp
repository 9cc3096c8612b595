#include "storage/lesson_reports.h"

#include <algorithm>
#include <array>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

using Status = LessonReport::Status;

constexpr std::string_view lesson_reports_steps[] = {
    R"sql(
  CREATE TABLE lesson_reports (
    id        INTEGER PRIMARY KEY,
    class     INTEGER NOT NULL REFERENCES classes (id),
    day       TEXT NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    course    TEXT NOT NULL,
    platform  TEXT NOT NULL,
    due       INTEGER NOT NULL,
    present   INTEGER NOT NULL,
    by        INTEGER NOT NULL REFERENCES persons (id),
    room      TEXT NOT NULL,
    message   TEXT NOT NULL,
    said      INTEGER NOT NULL,
    recorded  INTEGER NOT NULL,
    withdrawn INTEGER
  ) STRICT;
  CREATE INDEX lesson_reports_of_class ON lesson_reports (class, day, first);
  CREATE INDEX lesson_reports_of_day ON lesson_reports (day);
  CREATE INDEX lesson_reports_by_message ON lesson_reports (room, message);
  CREATE TABLE lesson_absences (
    report INTEGER NOT NULL REFERENCES lesson_reports (id),
    person INTEGER NOT NULL REFERENCES persons (id),
    status TEXT NOT NULL,
    type   TEXT NOT NULL,
    PRIMARY KEY (report, person)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lesson_absences_of_person ON lesson_absences (person);
)sql",
    R"sql(
  ALTER TABLE lesson_reports ADD COLUMN teaching TEXT NOT NULL DEFAULT '';
)sql",
};

constexpr std::array<std::string_view, 4> statuses{"absent", "leave", "late", "early"};

std::string_view word(Status status) { return statuses.at(static_cast<std::size_t>(status)); }

Status status_of(std::string_view word) {
  const auto found = std::find(statuses.begin(), statuses.end(), word);
  return found == statuses.end() ? Status::absent : static_cast<Status>(found - statuses.begin());
}

LessonReport report_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .class_id = rows.integer(1),
          .day = date(rows, 2),
          .first = static_cast<int>(rows.integer(3)),
          .last = static_cast<int>(rows.integer(4)),
          .course = rows.text(5),
          .platform = rows.text(6),
          .teaching = rows.text(15),
          .due = static_cast<int>(rows.integer(7)),
          .present = static_cast<int>(rows.integer(8)),
          .by = rows.integer(9),
          .room = rows.text(10),
          .message = rows.text(11),
          .said = instant(rows, 12),
          .recorded = instant(rows, 13)};
}

}  // namespace

constinit const TableSet LessonReports::tables{"lesson_reports", lesson_reports_steps};

std::int64_t LessonReports::add(const LessonReport& report) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO lesson_reports (class, day, first, last, course, platform, due, present, by, room, message, said,
                                recorded, teaching)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    RETURNING id
  )sql";
  const std::int64_t id =
      sole_integer(database_.query(sql, report.class_id, iso(report.day), report.first, report.last, report.course,
                                   report.platform, report.due, report.present, report.by, report.room, report.message,
                                   seconds(report.said), seconds(report.recorded), report.teaching));
  constexpr std::string_view absence = R"sql(
    INSERT INTO lesson_absences (report, person, status, type) VALUES ($1, $2, $3, $4)
  )sql";
  for (const auto& one : report.absences) database_.run(absence, id, one.person, word(one.status), one.type);
  return id;
}

std::vector<LessonReport> LessonReports::of_class(std::int64_t class_id, Day from, Day to) const {
  constexpr std::string_view counting = R"sql(
    SELECT * FROM lesson_reports AS r
    WHERE class = $1 AND day >= $2 AND day <= $3 AND withdrawn IS NULL AND NOT EXISTS (
      SELECT 1 FROM lesson_reports
      WHERE class = r.class AND day = r.day AND first = r.first AND withdrawn IS NULL AND id > r.id)
    ORDER BY day, first LIMIT 2000
  )sql";
  constexpr std::string_view absent = R"sql(
    SELECT report, person, status, type FROM lesson_absences
    WHERE report IN (SELECT id FROM lesson_reports WHERE class = $1 AND day >= $2 AND day <= $3)
  )sql";
  auto reports = all_rows(database_.query(counting, class_id, iso(from), iso(to)), report_of);
  Rows rows = database_.query(absent, class_id, iso(from), iso(to));
  while (rows.next()) {
    const auto report = std::find_if(reports.begin(), reports.end(),
                                     [&](const LessonReport& one) { return one.id == rows.integer(0); });
    if (report != reports.end())
      report->absences.push_back({.person = rows.integer(1), .status = status_of(rows.text(2)), .type = rows.text(3)});
  }
  return reports;
}

std::int64_t LessonReports::withdraw(std::string_view room, std::string_view message, Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE lesson_reports SET withdrawn = $1 WHERE room = $2 AND message = $3 AND withdrawn IS NULL
  )sql";
  return database_.run(sql, seconds(when), room, message);
}

std::int64_t LessonReports::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM lesson_absences WHERE person = $1)sql", person));
}

std::int64_t LessonReports::purge(Day before, int most) {
  constexpr std::string_view absences = R"sql(
    DELETE FROM lesson_absences WHERE report IN (SELECT id FROM lesson_reports WHERE day < $1 ORDER BY day, id LIMIT $2)
  )sql";
  constexpr std::string_view reports = R"sql(
    DELETE FROM lesson_reports WHERE id IN (SELECT id FROM lesson_reports WHERE day < $1 ORDER BY day, id LIMIT $2)
  )sql";
  database_.run(absences, iso(before), most);
  return database_.run(reports, iso(before), most);
}

}  // namespace banwei::storage
