// The timetable of classes.
#include "storage/timetable.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view timetable_steps[] = {
    R"sql(
  CREATE TABLE timetable (
    id        INTEGER PRIMARY KEY,
    class     INTEGER NOT NULL REFERENCES classes (id),
    weekday   INTEGER NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    course    TEXT NOT NULL,
    teacher   TEXT NOT NULL,
    from_week INTEGER NOT NULL,
    to_week   INTEGER NOT NULL,
    weeks     INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX timetable_of_class ON timetable (class, weekday, first);
)sql",
    R"sql(
  ALTER TABLE timetable ADD COLUMN room TEXT NOT NULL DEFAULT '';
  CREATE INDEX timetable_of_teacher ON timetable (teacher, weekday, first);
)sql",
};

TimetableLesson lesson_of(const Rows& rows) {
  return {.class_id = rows.integer(0),
          .weekday = static_cast<int>(rows.integer(1)),
          .first = static_cast<int>(rows.integer(2)),
          .last = static_cast<int>(rows.integer(3)),
          .course = rows.text(4),
          .teacher = rows.text(5),
          .room = rows.text(9),
          .from_week = static_cast<int>(rows.integer(6)),
          .to_week = static_cast<int>(rows.integer(7)),
          .weeks = static_cast<TimetableLesson::Weeks>(rows.integer(8))};
}

}  // namespace

constinit const TableSet Timetable::tables{"timetable", timetable_steps};

void Timetable::replace(std::int64_t class_id, std::span<const TimetableLesson> lessons) {
  database_.run(R"sql(DELETE FROM timetable WHERE class = $1)sql", class_id);
  constexpr std::string_view sql = R"sql(
    INSERT INTO timetable (class, weekday, first, last, course, teacher, from_week, to_week, weeks, room)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  )sql";
  for (const TimetableLesson& one : lessons)
    database_.run(sql, class_id, one.weekday, one.first, one.last, one.course, one.teacher, one.from_week, one.to_week,
                  static_cast<std::int64_t>(one.weeks), one.room);
}

std::vector<TimetableLesson> Timetable::of_class(std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT class, weekday, first, last, course, teacher, from_week, to_week, weeks, room FROM timetable
    WHERE class = $1 ORDER BY weekday, first, id
  )sql";
  return all_rows(database_.query(sql, class_id), lesson_of);
}

std::vector<TimetableLesson> Timetable::of_teacher(std::string_view name) const {
  constexpr std::string_view sql = R"sql(
    SELECT class, weekday, first, last, course, teacher, from_week, to_week, weeks, room FROM timetable
    WHERE teacher = $1 ORDER BY weekday, first, id
  )sql";
  return all_rows(database_.query(sql, name), lesson_of);
}

bool Timetable::empty() const {
  return sole_integer(database_.query(R"sql(SELECT EXISTS (SELECT 1 FROM timetable))sql")) == 0;
}

}  // namespace banwei::storage
