// Migrations: which version each table set has, and the steps it lacks.
#include "storage/migrations.h"

#include <stdexcept>
#include <string>

namespace banwei::storage {

namespace {

constexpr std::string_view versions_table = R"sql(
  CREATE TABLE IF NOT EXISTS schema_versions (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID
)sql";

std::size_t version_of(Database& database, std::string_view name) {
  Rows rows = database.query(R"sql(SELECT version FROM schema_versions WHERE name = $1)sql", name);
  return rows.next() ? static_cast<std::size_t>(rows.integer(0)) : 0;
}

void refuse_newer(const TableSet& set, std::size_t version) {
  if (version <= set.steps.size()) return;
  throw std::runtime_error("the database is newer than this program (" + std::string(set.name) + " has version " +
                           std::to_string(version) + ", known are " + std::to_string(set.steps.size()) +
                           "): upgrade banwei first");
}

/// Whether the file holds our tables. One with only somebody else's is refused: ours would get among them.
bool is_set_up(Database& database) {
  constexpr std::string_view sql = R"sql(
    SELECT count(*), count(*) FILTER (WHERE name = 'schema_versions') FROM sqlite_schema
  )sql";
  Rows rows = database.query(sql);
  const bool any = rows.next() && rows.integer(0) > 0;
  const bool ours = any && rows.integer(1) > 0;
  if (any && !ours)
    throw std::runtime_error("the database is another program's: let [storage] database name a file of banwei's own");
  return ours;
}

/// A reader changes nothing, so it asks for exactly the version it knows.
void check(Database& database, std::span<const TableSet> sets) {
  if (!is_set_up(database))
    throw std::runtime_error("the database holds nothing yet: import a roster, or start banwei once");
  for (const TableSet& set : sets) {
    const std::size_t version = version_of(database, set.name);
    refuse_newer(set, version);
    if (version < set.steps.size()) {
      throw std::runtime_error("the database is older than this program: start banwei once to bring it up to date");
    }
  }
}

}  // namespace

void migrate(Database& database, std::span<const TableSet> sets) {
  if (database.access() == Database::Access::read) return check(database, sets);
  Transaction transaction(database);
  (void)is_set_up(database);
  database.script(versions_table);
  for (const TableSet& set : sets) {
    std::size_t version = version_of(database, set.name);
    refuse_newer(set, version);
    if (version == set.steps.size()) continue;
    for (; version < set.steps.size(); ++version) database.script(set.steps[version]);
    constexpr std::string_view sql = R"sql(
      INSERT INTO schema_versions (name, version) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET version = excluded.version
    )sql";
    database.run(sql, set.name, version);
  }
  transaction.commit();
}

}  // namespace banwei::storage
