// Inbox: marks of what was seen, dead letters, held messages and gaps.
#include "storage/inbox.h"

#include <algorithm>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::chrono::hours memory{48};

// The key of `seen` has the message before the user: ids often grow, and then a room's marks fall on its last page.
// It has no index by time, which would cost every message more than one scan a night.
constexpr std::string_view steps[] = {
    R"sql(
  CREATE TABLE seen (
    account   TEXT NOT NULL,
    room      TEXT NOT NULL,
    user      TEXT NOT NULL,
    message   TEXT NOT NULL,
    text_hash INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    answer    TEXT,
    PRIMARY KEY (account, room, message, user)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE dead_letters (
    id      INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    reason  TEXT NOT NULL,
    at      INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE held (
    id      INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    content TEXT NOT NULL,
    at      INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE gaps (
    id       INTEGER PRIMARY KEY,
    began    INTEGER NOT NULL,
    ended    INTEGER NOT NULL,
    events   INTEGER NOT NULL,
    why      TEXT NOT NULL
  ) STRICT;
)sql",
    R"sql(
  ALTER TABLE seen ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;
)sql",
};

}  // namespace

constinit const TableSet Inbox::tables{"inbox", steps};

Sight Inbox::mark(const MessageKey& key, Utc now) {
  constexpr std::string_view insert = R"sql(
    INSERT INTO seen (account, room, user, message, text_hash, at, sent) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT DO NOTHING
  )sql";
  constexpr std::string_view find = R"sql(
    SELECT text_hash, at FROM seen WHERE account = $1 AND room = $2 AND user = $3 AND message = $4
  )sql";
  constexpr std::string_view renew = R"sql(
    UPDATE seen SET text_hash = $1, at = $2, answer = NULL
    WHERE account = $3 AND room = $4 AND user = $5 AND message = $6
  )sql";
  if (database_.run(insert, key.account, key.room, key.user, key.message, key.text_hash, seconds(now),
                    seconds(key.sent)) == 1) {
    return Sight::fresh;
  }
  Sight sight = Sight::fresh;
  {
    Rows rows = database_.query(find, key.account, key.room, key.user, key.message);
    if (rows.next() && instant(rows, 1) >= now - memory) {
      sight = rows.integer(0) == key.text_hash ? Sight::seen : Sight::collision;
    }
  }
  if (sight != Sight::seen) {
    database_.run(renew, key.text_hash, seconds(now), key.account, key.room, key.user, key.message);
  }
  return sight;
}

bool Inbox::has_twin(const MessageKey& key) const {
  constexpr std::string_view sql = R"sql(
    SELECT 1 FROM seen
    WHERE account = $1 AND room = $2 AND user = $3 AND text_hash = $4 AND message <> $5 AND sent BETWEEN $6 AND $7
  )sql";
  constexpr std::chrono::seconds apart{2};
  return database_
      .query(sql, key.account, key.room, key.user, key.text_hash, key.message, seconds(key.sent - apart),
             seconds(key.sent + apart))
      .next();
}

void Inbox::remember_answer(const MessageKey& key, std::string_view answer) {
  constexpr std::string_view sql = R"sql(
    UPDATE seen SET answer = $1
    WHERE account = $2 AND room = $3 AND user = $4 AND message = $5 AND text_hash = $6
  )sql";
  database_.run(sql, answer, key.account, key.room, key.user, key.message, key.text_hash);
}

std::optional<std::string> Inbox::answer(const MessageKey& key) const {
  constexpr std::string_view sql = R"sql(
    SELECT answer FROM seen
    WHERE account = $1 AND room = $2 AND user = $3 AND message = $4 AND text_hash = $5 AND answer IS NOT NULL
  )sql";
  Rows rows = database_.query(sql, key.account, key.room, key.user, key.message, key.text_hash);
  return rows.next() ? std::optional(rows.text(0)) : std::nullopt;
}

void Inbox::dead_letter(std::string_view content, std::string_view reason, Utc now) {
  database_.run(R"sql(INSERT INTO dead_letters (content, reason, at) VALUES ($1, $2, $3))sql", content, reason,
                seconds(now));
}

std::int64_t Inbox::dead_letters() const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM dead_letters)sql"));
}

std::optional<Utc> Inbox::latest() const {
  Rows rows = database_.query(R"sql(SELECT max(at) FROM seen)sql");
  return rows.next() ? maybe_instant(rows, 0) : std::nullopt;
}

void Inbox::hold(std::string_view account, std::string_view content, Utc now) {
  database_.run(R"sql(INSERT INTO held (account, content, at) VALUES ($1, $2, $3))sql", account, content, seconds(now));
}

std::vector<Held> Inbox::take_joined(Utc since) {
  std::vector<Held> taken;
  constexpr std::string_view sql = R"sql(
    DELETE FROM held
    WHERE at >= $1 AND EXISTS (SELECT 1 FROM persons p WHERE p.account = held.account AND p.account <> '')
    RETURNING id, content
  )sql";
  Rows rows = database_.query(sql, seconds(since));
  while (rows.next()) taken.push_back({.id = rows.integer(0), .content = rows.text(1)});
  std::sort(taken.begin(), taken.end(), [](const Held& a, const Held& b) { return a.id < b.id; });
  return taken;
}

void Inbox::gap(Utc from, Utc to, std::int64_t events, std::string_view why) {
  database_.run(R"sql(INSERT INTO gaps (began, ended, events, why) VALUES ($1, $2, $3, $4))sql", seconds(from),
                seconds(to), events, why);
}

void Inbox::purge(Utc marks_before, Utc held_before) {
  database_.run(R"sql(DELETE FROM seen WHERE at < $1)sql", seconds(marks_before));
  database_.run(R"sql(DELETE FROM held WHERE at < $1)sql", seconds(held_before));
  database_.run(R"sql(DELETE FROM dead_letters WHERE at < $1)sql", seconds(held_before));
}

}  // namespace banwei::storage
