// Migrations: which version each table set has, and the steps it lacks.
#include "storage/migrations.h"

#include "storage/bilingual.h"

namespace banwei::storage {

namespace text {

constexpr Sentence newer{
    "数据库比这个程序新（{} 是版本 {}，这里只认到 {}）：先升级 banwei",
    "the database is newer than this program ({} has version {}, known are {}): upgrade banwei first"};
constexpr Sentence not_ours{"这个数据库是别的程序的：[storage] database 请写 banwei 自己的文件",
                            "the database is another program's: let [storage] database name a file of banwei's own"};
constexpr Sentence empty{"数据库里还什么都没有：先导入名单，或启动一次 banwei",
                         "the database holds nothing yet: import a roster, or start banwei once"};
constexpr Sentence older{"数据库比这个程序旧：启动一次 banwei，它会更新好",
                         "the database is older than this program: start banwei once to bring it up to date"};

}  // namespace text

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
  throw Explained(text::newer, set.name, version, set.steps.size());
}

/// Whether the file holds our tables. One with only somebody else's is refused: ours would get among them.
bool is_set_up(Database& database) {
  constexpr std::string_view sql = R"sql(
    SELECT count(*), count(*) FILTER (WHERE name = 'schema_versions') FROM sqlite_schema
  )sql";
  Rows rows = database.query(sql);
  const bool any = rows.next() && rows.integer(0) > 0;
  const bool ours = any && rows.integer(1) > 0;
  if (any && !ours) throw Explained(text::not_ours);
  return ours;
}

/// A reader changes nothing, so it asks for exactly the version it knows.
void check(Database& database, std::span<const TableSet> sets) {
  if (!is_set_up(database)) throw Explained(text::empty);
  for (const TableSet& set : sets) {
    const std::size_t version = version_of(database, set.name);
    refuse_newer(set, version);
    if (version < set.steps.size()) {
      throw Explained(text::older);
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
