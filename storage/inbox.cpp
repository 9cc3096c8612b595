// Inbox: marks of what was seen, dead letters, held messages and gaps.
#include "storage/inbox.h"

#include <algorithm>

#include "storage/columns.h"
#include "storage/fingerprint.h"

namespace banwei::storage {

namespace {

constexpr std::chrono::hours memory{48};

// The purge scans `seen`: an index by `at` would cost every message more than one scan a night.
constexpr std::string_view inbox_steps[] = {
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
    // Ids of messages are hashes, so that each mark fell on a page of its own. A key that begins with the message's
    // time keeps the marks of a minute together, and fingerprints keep them short. Old marks cannot be brought over: at
    // worst the last minutes before the upgrade are read once more from a history.
    R"sql(
  DROP TABLE seen;
  CREATE TABLE seen (
    key    INTEGER PRIMARY KEY,
    said   INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    answer TEXT
  ) STRICT;
)sql",
    R"sql(
  ALTER TABLE held ADD COLUMN room TEXT NOT NULL DEFAULT '';
  CREATE INDEX held_by_account ON held (account, id);
  CREATE INDEX held_by_room ON held (room, id);
)sql",
};

constexpr unsigned id_bits = 31;

std::int64_t first_key(Utc sent) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(seconds(sent)) << id_bits);
}

/// The second it was sent in, and 31 bits of who it is.
std::int64_t key_of(const MessageKey& key) {
  const std::uint64_t id = Fingerprint().mix(key.account).mix(key.room).mix(key.user).mix(key.message).value();
  return first_key(key.sent) | static_cast<std::int64_t>(id >> (64 - id_bits));
}

/// Who said what where.
std::int64_t said_of(const MessageKey& key) {
  const std::uint64_t who = Fingerprint().mix(key.account).mix(key.room).mix(key.user).value();
  return static_cast<std::int64_t>(who ^ static_cast<std::uint64_t>(key.text_hash));
}

}  // namespace

constinit const TableSet Inbox::tables{"inbox", inbox_steps};

Sight Inbox::sight_of(const MessageKey& key, Utc now) const {
  Rows rows = database_.query(R"sql(SELECT said, at FROM seen WHERE key = $1)sql", key_of(key));
  if (!rows.next() || instant(rows, 1) < now - memory) return Sight::fresh;
  return rows.integer(0) == said_of(key) ? Sight::seen : Sight::collision;
}

bool Inbox::has_duplicate(const MessageKey& key) const {
  constexpr std::string_view sql = R"sql(
    SELECT 1 FROM seen WHERE key >= $1 AND key < $2 AND said = $3 AND key <> $4
  )sql";
  constexpr std::chrono::seconds apart{2};
  return database_
      .query(sql, first_key(key.sent - apart), first_key(key.sent + apart + std::chrono::seconds{1}), said_of(key),
             key_of(key))
      .next();
}

void Inbox::mark(const MessageKey& key, Utc now, const std::optional<std::string>& answer) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO seen (key, said, at, answer) VALUES ($1, $2, $3, $4)
    ON CONFLICT (key) DO UPDATE SET said = excluded.said, at = excluded.at, answer = excluded.answer
  )sql";
  database_.run(sql, key_of(key), said_of(key), seconds(now), answer);
}

std::optional<std::string> Inbox::answer(const MessageKey& key) const {
  constexpr std::string_view sql = R"sql(
    SELECT answer FROM seen WHERE key = $1 AND said = $2 AND answer IS NOT NULL
  )sql";
  Rows rows = database_.query(sql, key_of(key), said_of(key));
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

std::int64_t Inbox::hold(std::string_view account, std::string_view room, std::string_view content, Utc now) {
  database_.run(R"sql(INSERT INTO held (account, room, content, at) VALUES ($1, $2, $3, $4))sql", account, room,
                content, seconds(now));
  // Ids grow: the newest have the greatest.
  constexpr std::string_view of_one = R"sql(
    DELETE FROM held WHERE id IN (SELECT id FROM held WHERE account = $1 ORDER BY id DESC LIMIT -1 OFFSET $2)
  )sql";
  constexpr std::string_view of_room = R"sql(
    DELETE FROM held WHERE id IN (SELECT id FROM held WHERE room = $1 ORDER BY id DESC LIMIT -1 OFFSET $2)
  )sql";
  constexpr std::string_view of_all = R"sql(
    DELETE FROM held WHERE id IN (SELECT id FROM held ORDER BY id DESC LIMIT -1 OFFSET $1)
  )sql";
  return database_.run(of_one, account, held_of_one) + database_.run(of_room, room, held_in_one_room) +
         database_.run(of_all, held_in_all);
}

std::int64_t Inbox::held() const { return sole_integer(database_.query(R"sql(SELECT count(*) FROM held)sql")); }

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
