// The access log: who was shown what of whom.
#include "storage/access_log.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view access_log_steps[] = {
    R"sql(
  CREATE TABLE accesses (
    id      INTEGER PRIMARY KEY,
    reader  INTEGER NOT NULL REFERENCES persons (id),
    about   INTEGER NOT NULL REFERENCES persons (id),
    what    TEXT NOT NULL,
    message TEXT NOT NULL,
    at      INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX accesses_about ON accesses (about, at);
  CREATE INDEX accesses_at ON accesses (at);
)sql",
};

}  // namespace

constinit const TableSet AccessLog::tables{"access_log", access_log_steps};

void AccessLog::add(const Access& access, std::span<const std::int64_t> about) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO accesses (reader, about, what, message, at) VALUES ($1, $2, $3, $4, $5)
  )sql";
  for (const std::int64_t person : about) {
    if (person != 0 && person != access.reader)
      database_.run(sql, access.reader, person, access.what, access.message, seconds(access.at));
  }
}

std::vector<Accesses> AccessLog::of(std::int64_t about, Utc since) const {
  constexpr std::string_view sql = R"sql(
    SELECT reader, what, count(*), max(at) FROM accesses WHERE about = $1 AND at >= $2
    GROUP BY reader, what ORDER BY max(at) DESC, max(id) DESC LIMIT 100
  )sql";
  return all_rows(database_.query(sql, about, seconds(since)), [](const Rows& rows) {
    return Accesses{
        .reader = rows.integer(0), .what = rows.text(1), .count = rows.integer(2), .last = instant(rows, 3)};
  });
}

std::int64_t AccessLog::purge(Utc before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM accesses WHERE id IN (SELECT id FROM accesses WHERE at < $1 LIMIT $2)
  )sql";
  return database_.run(sql, seconds(before), most);
}

}  // namespace banwei::storage
