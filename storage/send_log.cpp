// SendLog: sends of the last hour and breakers.
#include "storage/send_log.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view send_log_steps[] = {
    R"sql(
  CREATE TABLE sent_lately (
    id       INTEGER PRIMARY KEY,
    account  TEXT NOT NULL,
    to_group INTEGER NOT NULL,
    room     TEXT NOT NULL,
    lane     INTEGER NOT NULL,
    at       INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE breakers (
    account  TEXT NOT NULL,
    room     TEXT NOT NULL,
    failures INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    PRIMARY KEY (account, room)
  ) STRICT, WITHOUT ROWID;
)sql",
};

}  // namespace

constinit const TableSet SendLog::tables{"pace", send_log_steps};

void SendLog::note(const Sent& sent) {
  database_.run(R"sql(INSERT INTO sent_lately (account, to_group, room, lane, at) VALUES ($1, $2, $3, $4, $5))sql",
                sent.account, sent.group, sent.room, sent.send_class, seconds(sent.at));
}

std::vector<Sent> SendLog::since(Utc from) const {
  Rows rows = database_.query(
      R"sql(SELECT account, to_group, room, lane, at FROM sent_lately WHERE at >= $1 ORDER BY id)sql", seconds(from));
  std::vector<Sent> all;
  while (rows.next()) {
    all.push_back({.account = rows.text(0),
                   .group = rows.integer(1) != 0,
                   .room = rows.text(2),
                   .send_class = static_cast<int>(rows.integer(3)),
                   .at = instant(rows, 4)});
  }
  return all;
}

void SendLog::put(const Breaker& breaker) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO breakers (account, room, failures, until) VALUES ($1, $2, $3, $4)
    ON CONFLICT (account, room) DO UPDATE SET failures = excluded.failures, until = excluded.until
  )sql";
  database_.run(sql, breaker.account, breaker.room, breaker.failures, seconds(breaker.until));
}

std::vector<Breaker> SendLog::breakers() const {
  Rows rows = database_.query(R"sql(SELECT account, room, failures, until FROM breakers ORDER BY account, room)sql");
  std::vector<Breaker> all;
  while (rows.next()) {
    all.push_back({.account = rows.text(0),
                   .room = rows.text(1),
                   .failures = static_cast<int>(rows.integer(2)),
                   .until = instant(rows, 3)});
  }
  return all;
}

bool SendLog::clear(std::string_view account, std::string_view room) {
  return database_.run(R"sql(DELETE FROM breakers WHERE account = $1 AND room = $2)sql", account, room) > 0;
}

void SendLog::purge(Utc before) { database_.run(R"sql(DELETE FROM sent_lately WHERE at < $1)sql", seconds(before)); }

}  // namespace banwei::storage
