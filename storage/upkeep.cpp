// Checks, counts and the copy.
#include "storage/upkeep.h"

#include <stdexcept>

namespace banwei::storage {

namespace {

std::string first_text(Rows rows) { return rows.next() ? rows.text(0) : ""; }

std::map<std::string, std::int64_t> numbers(Rows rows) {
  std::map<std::string, std::int64_t> result;
  while (rows.next()) result[rows.text(0)] = rows.integer(1);
  return result;
}

}  // namespace

/// Damage may show in the verdict or keep the check from running at all.
std::string integrity_check(Database& database) {
  try {
    return first_text(database.query("PRAGMA integrity_check(1)"));
  } catch (const Error& error) {
    if (error.file() != FileState::damaged) throw;
    return error.what();
  }
}

std::optional<std::string> integrity_check(Database& database, const std::function<bool()>& enough) {
  bool stopped = false;
  const Limit limit(database, [&] { return stopped = enough(); });
  try {
    if (std::string verdict = integrity_check(database); !stopped) return verdict;
  } catch (const Error&) {
    if (!stopped) throw;
  }
  return std::nullopt;
}

Error damage(const std::string& verdict) {
  constexpr int corrupt = 11;  // SQLite's code
  return {corrupt, verdict};
}

std::map<std::string, std::int64_t> versions(Database& database) {
  return numbers(database.query(R"sql(SELECT name, version FROM schema_versions)sql"));
}

std::map<std::string, std::int64_t> row_counts(Database& database) {
  constexpr std::string_view tables = R"sql(SELECT name, 0 FROM sqlite_schema WHERE type = 'table')sql";
  auto counts = numbers(database.query(tables));
  for (auto& [table, count] : counts) {
    // A name cannot be bound, so this one statement is put together; the names are those of our own migrations.
    Rows rows = database.query(R"(SELECT count(*) FROM ")" + table + '"');
    if (rows.next()) count = rows.integer(0);
  }
  return counts;
}

std::int64_t back_up(Database& database, const std::string& path, const std::function<bool()>& enough) {
  Database copy(path, Database::Access::write);
  const Limit while_reading(database, enough);
  const Limit while_writing(copy, enough);
  database.script("BEGIN");
  const auto wanted = row_counts(database);  // It begins to read, so what follows sees the same moment.
  database.copy_to(copy);
  database.script("COMMIT");
  // What is broken must show before the copy is written anew without it.
  if (const std::string verdict = integrity_check(copy); verdict != "ok") throw damage(verdict);
  copy.script("PRAGMA journal_mode = DELETE; VACUUM");
  if (const std::string verdict = integrity_check(copy); verdict != "ok")
    throw std::runtime_error("the copy is not sound: " + verdict);
  if (row_counts(copy) != wanted) throw std::runtime_error("the copy does not hold every row");
  std::int64_t rows = 0;
  for (const auto& [table, count] : wanted) rows += count;
  return rows;
}

}  // namespace banwei::storage
