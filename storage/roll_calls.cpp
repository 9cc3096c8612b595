// Roll calls and their marks.
#include "storage/roll_calls.h"

#include <algorithm>
#include <array>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns of both tables in this order: a later step may append one, never move one.
constexpr std::string_view roll_calls_steps[] = {
    R"sql(
  CREATE TABLE roll_calls (
    id       INTEGER PRIMARY KEY,
    class_id INTEGER NOT NULL REFERENCES classes (id),
    title    TEXT NOT NULL,
    password TEXT NOT NULL,
    caller   INTEGER NOT NULL REFERENCES persons (id),
    room     TEXT NOT NULL,
    message  TEXT NOT NULL,
    opened   INTEGER NOT NULL,
    due      INTEGER NOT NULL,
    closed   INTEGER,
    rounds   INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX roll_calls_of_class ON roll_calls (class_id, opened);
  CREATE INDEX roll_call_by_message ON roll_calls (room, message);

  CREATE TABLE marks (
    id        INTEGER PRIMARY KEY,
    roll_call INTEGER NOT NULL REFERENCES roll_calls (id),
    person    INTEGER NOT NULL REFERENCES persons (id),
    status    TEXT NOT NULL,
    said_by   INTEGER NOT NULL REFERENCES persons (id),
    room      TEXT NOT NULL,
    message   TEXT NOT NULL,
    sent      INTEGER NOT NULL,
    recorded  INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX marks_of_person ON marks (roll_call, person);
)sql",
    R"sql(
  ALTER TABLE roll_calls ADD COLUMN cancelled INTEGER;
)sql",
};

constexpr std::array<std::string_view, 8> status_words{"present", "late",    "behalf",  "leave",
                                                       "refused", "excused", "problem", "absent"};

RollCall roll_call_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .class_id = rows.integer(1),
          .title = rows.text(2),
          .password = rows.text(3),
          .caller = rows.integer(4),
          .room = rows.text(5),
          .message = rows.text(6),
          .opened = instant(rows, 7),
          .due = instant(rows, 8),
          .closed = maybe_instant(rows, 9),
          .rounds = static_cast<int>(rows.integer(10))};
}

Mark mark_of_row(const Rows& rows) {
  const auto word = std::find(status_words.begin(), status_words.end(), rows.text(3));
  return {.roll_call = rows.integer(1),
          .person = rows.integer(2),
          .status = static_cast<Mark::Status>(word - status_words.begin()),
          .by = rows.integer(4),
          .room = rows.text(5),
          .message = rows.text(6),
          .sent = instant(rows, 7),
          .recorded = instant(rows, 8)};
}

}  // namespace

std::string_view to_string(Mark::Status status) { return status_words.at(static_cast<std::size_t>(status)); }

constinit const TableSet RollCalls::tables{"roll_calls", roll_calls_steps};

std::int64_t RollCalls::open(const RollCall& call) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO roll_calls (class_id, title, password, caller, room, message, opened, due, closed, rounds)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    RETURNING id
  )sql";
  ++revision_;
  return sole_integer(database_.query(sql, call.class_id, call.title, call.password, call.caller, call.room,
                                      call.message, seconds(call.opened), seconds(call.due), seconds(call.closed),
                                      call.rounds));
}

std::optional<RollCall> RollCalls::by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM roll_calls WHERE id = $1 AND cancelled IS NULL)sql", id),
                   roll_call_of);
}

std::optional<RollCall> RollCalls::called_by(std::string_view room, std::string_view message) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM roll_calls WHERE room = $1 AND message = $2 AND cancelled IS NULL ORDER BY id DESC LIMIT 1
  )sql";
  return first_row(database_.query(sql, room, message), roll_call_of);
}

std::vector<RollCall> RollCalls::all_called_by(std::string_view room, std::string_view message) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM roll_calls WHERE room = $1 AND message = $2 AND cancelled IS NULL ORDER BY class_id, id
  )sql";
  return all_rows(database_.query(sql, room, message), roll_call_of);
}

std::vector<RollCall> RollCalls::of_class(std::int64_t class_id, Utc from, Utc to) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM roll_calls WHERE class_id = $1 AND opened >= $2 AND opened < $3 AND cancelled IS NULL
    ORDER BY opened DESC, id DESC LIMIT 60
  )sql";
  return of_class_.find(revision_ + database_.undone(), {class_id, from, to}, [&] {
    return all_rows(database_.query(sql, class_id, seconds(from), seconds(to)), roll_call_of);
  });
}

bool RollCalls::close(std::int64_t id, Utc due, Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE roll_calls SET due = $1, closed = $2 WHERE id = $3 AND closed IS NULL
  )sql";
  ++revision_;
  return database_.run(sql, seconds(due), seconds(when), id) == 1;
}

void RollCalls::extend(std::int64_t id, Utc due) {
  ++revision_;
  database_.run(R"sql(UPDATE roll_calls SET due = $1, closed = NULL WHERE id = $2)sql", seconds(due), id);
}

void RollCalls::count_round(std::int64_t id) {
  ++revision_;
  database_.run(R"sql(UPDATE roll_calls SET rounds = rounds + 1 WHERE id = $1)sql", id);
}

void RollCalls::cancel(std::int64_t id, Utc when) {
  ++revision_;
  database_.run(R"sql(UPDATE roll_calls SET cancelled = $1 WHERE id = $2)sql", seconds(when), id);
}

// The newest row stays, so that no id is given twice.
std::int64_t RollCalls::purge(Utc before, int most) {
  constexpr std::string_view old_marks = R"sql(
    DELETE FROM marks WHERE roll_call IN (
      SELECT id FROM roll_calls WHERE opened < $1 AND id < (SELECT max(id) FROM roll_calls) ORDER BY id LIMIT $2)
  )sql";
  constexpr std::string_view old_calls = R"sql(
    DELETE FROM roll_calls WHERE id IN (
      SELECT id FROM roll_calls WHERE opened < $1 AND id < (SELECT max(id) FROM roll_calls) ORDER BY id LIMIT $2)
  )sql";
  ++revision_;
  database_.run(old_marks, seconds(before), most);
  return database_.run(old_calls, seconds(before), most);
}

void RollCalls::mark(const Mark& mark) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO marks (roll_call, person, status, said_by, room, message, sent, recorded)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql";
  database_.run(sql, mark.roll_call, mark.person, to_string(mark.status), mark.by, mark.room, mark.message,
                seconds(mark.sent), seconds(mark.recorded));
}

std::optional<Mark> RollCalls::mark_of(std::int64_t roll_call, std::int64_t person) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM marks WHERE roll_call = $1 AND person = $2 ORDER BY id DESC LIMIT 1
  )sql";
  Rows rows = database_.query(sql, roll_call, person);
  return rows.next() ? std::optional(mark_of_row(rows)) : std::nullopt;
}

std::map<std::int64_t, Mark> RollCalls::marks(std::int64_t roll_call) const {
  std::map<std::int64_t, Mark> last;
  Rows rows = database_.query(R"sql(SELECT * FROM marks WHERE roll_call = $1 ORDER BY person, id)sql", roll_call);
  while (rows.next()) last.insert_or_assign(rows.integer(2), mark_of_row(rows));
  return last;
}

}  // namespace banwei::storage
