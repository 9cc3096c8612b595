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

Sight Inbox::look(const MessageKey& key, Utc now) const {
  constexpr std::string_view sql = R"sql(
    SELECT text_hash, at FROM seen WHERE account = $1 AND room = $2 AND user = $3 AND message = $4
  )sql";
  Rows rows = database_.query(sql, key.account, key.room, key.user, key.message);
  if (!rows.next() || instant(rows, 1) < now - memory) return Sight::fresh;
  return rows.integer(0) == key.text_hash ? Sight::seen : Sight::collision;
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

void Inbox::mark(const MessageKey& key, Utc now, const std::optional<std::string>& answer) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO seen (account, room, user, message, text_hash, at, sent, answer)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (account, room, message, user) DO UPDATE
    SET text_hash = excluded.text_hash, at = excluded.at, sent = excluded.sent, answer = excluded.answer
  )sql";
  database_.run(sql, key.account, key.room, key.user, key.message, key.text_hash, seconds(now), seconds(key.sent),
                answer);
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
