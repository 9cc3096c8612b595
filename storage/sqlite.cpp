// The database over SQLiteCpp: the only file that knows either. No exception of theirs leaves it.
#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cstring>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "storage/database.h"

namespace banwei::storage {

namespace text {

constexpr Sentence cannot_open{"{}：{}：{}", "{}: {}: {}"};
constexpr Sentence damaged{
    "文件坏了，或者不是 banwei 的数据库：停下 banwei，把它连同 -wal、-shm 移到别处留好，换上最近一次备份",
    "it is damaged or no database of banwei's: stop banwei, keep the file with its -wal and -shm elsewhere, and put "
    "the "
    "newest backup in its place"};
constexpr Sentence full{"腾出磁盘空间", "make room on its disk"};
constexpr Sentence held{"别的程序占着它：结束那个程序", "another program holds it: end that one"};
constexpr Sentence no_file{"检查它是不是文件，运行 banwei 的用户能不能写它和它的文件夹",
                           "check that it is a file, and that whoever runs banwei may write to it and to its folder"};

}  // namespace text

namespace {

constexpr int busy_milliseconds = 2000;

// The pragma auto_vacuum comes first: once journal_mode has written the first page it can no longer be chosen. A cache
// of 16 MiB holds the pages of a whole batch, so that none spills into the log early. Temporary tables would put names
// on the disk.
constexpr const char* writer_pragmas = R"sql(
  PRAGMA auto_vacuum = INCREMENTAL;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA secure_delete = FAST;
  PRAGMA trusted_schema = OFF;
  PRAGMA mmap_size = 0;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -16384;
  PRAGMA wal_autocheckpoint = 4000;
  PRAGMA journal_size_limit = 33554432;
)sql";

// The last one reads the file: what is wrong with it is said when it is opened.
constexpr const char* reader_pragmas = R"sql(
  PRAGMA query_only = ON;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA mmap_size = 0;
  PRAGMA temp_store = MEMORY;
  PRAGMA schema_version;
)sql";

/// What whoever runs the bot can do about a file that does not open.
const Sentence& remedy(int code) {
  switch (code) {
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return text::damaged;
    case SQLITE_FULL:
      return text::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return text::held;
    default:
      return text::no_file;
  }
}

Error translated(const SQLite::Exception& error, std::string_view sql) {
  const int code = error.getErrorCode();
  std::string what = error.what();
  what += " (" + std::to_string(error.getExtendedErrorCode()) + ")";
  if (!sql.empty()) what.append(" in: ").append(sql);
  return Error(code < 0 ? SQLITE_MISUSE : code & 0xff, what);
}

/// Runs `act`; what SQLiteCpp throws comes out as Error.
template <class Act>
auto guarded(std::string_view sql, Act act) {
  try {
    return act();
  } catch (const SQLite::Exception& error) {
    throw translated(error, sql);
  }
}

/// The prepared statements of one SQL text that are not in use.
struct Pool {
  std::vector<std::unique_ptr<SQLite::Statement>> idle;
  std::size_t made = 0;
};

/// A statement on loan from its pool; without a pool it is finalised instead.
class Loan {
 public:
  Loan(std::unique_ptr<SQLite::Statement> statement, Pool* pool) : statement_(std::move(statement)), pool_(pool) {}
  Loan(Loan&&) noexcept = default;
  Loan& operator=(Loan&&) = delete;
  ~Loan() {
    if (!statement_ || pool_ == nullptr) return;
    statement_->tryReset();
    try {
      statement_->clearBindings();
    } catch (const SQLite::Exception&) {
      return;
    }
    pool_->idle.push_back(std::move(statement_));  // Room was reserved when it was made.
  }

  SQLite::Statement& operator*() const { return *statement_; }
  SQLite::Statement* operator->() const { return statement_.get(); }

 private:
  std::unique_ptr<SQLite::Statement> statement_;
  Pool* pool_;
};

/// The files of a writer as their paths named them at first; the log holds the newest commits, so it counts as well.
class Anchor {
 public:
  explicit Anchor(const std::string& path) : path_(path), file_(named(path)) {}

  /// Whether the paths still name the same files, within a transaction; the log's are known from the first one on.
  bool holds(sqlite3* connection) {
    const std::string open = sqlite3_db_filename(connection, "main");  // Where links lead: the log is beside that.
    if (open.empty()) return true;                                     // It is in memory.
    if (log_.empty()) log_ = {named(open + "-wal"), named(open + "-shm")};
    return named(path_) == file_ && named(open + "-wal") == log_[0] && named(open + "-shm") == log_[1];
  }

 private:
  using Identity = std::optional<std::pair<dev_t, ino_t>>;
  static Identity named(const std::string& path) {
    struct stat found {};
    return stat(path.c_str(), &found) == 0 ? Identity({found.st_dev, found.st_ino}) : std::nullopt;
  }

  std::string path_;
  Identity file_;
  std::vector<Identity> log_;
};

enum class Lifetime { of_the_call, longer };

void bind(SQLite::Statement& statement, std::span<const Value> values, Lifetime lifetime) {
  if (static_cast<std::size_t>(statement.getBindParameterCount()) != values.size()) {
    throw Error(SQLITE_RANGE, "wrong number of values for: " + statement.getQuery());
  }
  int index = 0;
  for (const Value& value : values) {
    ++index;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      statement.bind(index, *integer);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      if (lifetime == Lifetime::of_the_call) {
        statement.bindNoCopy(index, *text);
      } else {
        statement.bind(index, *text);
      }
    } else {
      statement.bind(index);
    }
  }
}

bool is_pragma(std::string_view sql) { return sqlite3_strnicmp(sql.data(), "PRAGMA", 6) == 0; }

int flags(Database::Access access) {
  const int mode =
      access == Database::Access::write ? SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE : SQLite::OPEN_READONLY;
  return mode | SQLite::OPEN_NOMUTEX;
}

}  // namespace

FileState Error::file() const {
  if (code_ == SQLITE_READONLY_DBMOVED) return FileState::moved;
  switch (code()) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
      return FileState::refused;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FileState::damaged;
    default:
      return FileState::good;
  }
}

struct Database::State {
  State(const std::string& path, Access how)
      : access(how), connection(path, flags(how), busy_milliseconds), anchor(path) {}

  Loan lend(std::string_view sql) {
    // Some pragmas act while they are compiled, so a kept one would not act, or would answer what was true then.
    if (is_pragma(sql)) return {prepared(sql), nullptr};
    Pool& pool = pool_of(sql);
    if (pool.idle.empty()) {
      auto statement = prepared(sql);
      pool.idle.reserve(++pool.made);
      return {std::move(statement), &pool};
    }
    auto statement = std::move(pool.idle.back());
    pool.idle.pop_back();
    return {std::move(statement), &pool};
  }

  /// By where the text stands, for it is a literal nearly always, and hashing it would cost more than many a statement.
  Pool& pool_of(std::string_view sql) {
    constexpr std::size_t most_places = 1'000;
    if (places.size() >= most_places) places.clear();
    auto& known = places[sql.data()];
    if (known == nullptr || known->first != sql) known = &*pools.try_emplace(std::string(sql)).first;
    return known->second;
  }

  std::unique_ptr<SQLite::Statement> prepared(std::string_view sql) {
    return std::make_unique<SQLite::Statement>(connection, std::string(sql));
  }

  Access access;
  SQLite::Database connection;
  Anchor anchor;
  std::unordered_map<std::string, Pool> pools;
  std::unordered_map<const char*, std::pair<const std::string, Pool>*> places;
};

struct Rows::State {
  Loan statement;
};

Rows::Rows(std::unique_ptr<State> state) : state_(std::move(state)) {}
Rows::Rows(Rows&&) noexcept = default;
Rows::~Rows() = default;

bool Rows::next() {
  SQLite::Statement& statement = *state_->statement;
  if (statement.isDone()) return false;
  return guarded(statement.getQuery(), [&] { return statement.executeStep(); });
}

std::int64_t Rows::integer(int column) const {
  const SQLite::Statement& statement = *state_->statement;
  return guarded(statement.getQuery(), [&] { return statement.getColumn(column).getInt64(); });
}

std::string Rows::text(int column) const {
  const SQLite::Statement& statement = *state_->statement;
  return guarded(statement.getQuery(), [&] { return statement.getColumn(column).getString(); });
}

bool Rows::null(int column) const {
  const SQLite::Statement& statement = *state_->statement;
  return guarded(statement.getQuery(), [&] { return statement.isColumnNull(column); });
}

std::optional<std::int64_t> Rows::maybe_integer(int column) const {
  return null(column) ? std::nullopt : std::optional(integer(column));
}

Database::Database(const std::string& path, Access access) {
  // Nobody reads SQLite's statistics of its memory, and keeping them takes a lock at every allocation.
  static const int without_statistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)without_statistics;
  try {
    guarded({}, [&] {
      state_ = std::make_unique<State>(path, access);
      SQLite::Database& connection = state_->connection;
      sqlite3_db_config(connection.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
      connection.exec(access == Access::write ? writer_pragmas : reader_pragmas);
      if (access == Access::write) {
        const std::string mode = connection.execAndGet("PRAGMA journal_mode").getString();
        if (mode != "wal" && mode != "memory")
          throw Error(SQLITE_CANTOPEN, "no write-ahead log is possible on this file system");
      }
    });
  } catch (const Error& error) {
    throw Error(error.code(), phrase(text::cannot_open, path, error.what(), remedy(error.code())));
  }
}

Database::~Database() = default;

Rows Database::start(std::string_view sql, std::span<const Value> values) {
  return guarded(sql, [&] {
    auto rows = std::make_unique<Rows::State>(Rows::State{state_->lend(sql)});
    bind(*rows->statement, values, Lifetime::longer);
    return Rows(std::move(rows));
  });
}

std::int64_t Database::finish(std::string_view sql, std::span<const Value> values) {
  return guarded(sql, [&]() -> std::int64_t {
    const Loan statement = state_->lend(sql);
    bind(*statement, values, Lifetime::of_the_call);
    while (statement->executeStep()) {
    }
    return state_->connection.getChanges();
  });
}

void Database::script(std::string_view sql) {
  guarded(sql, [&] { state_->connection.exec(std::string(sql)); });
}

Database::Access Database::access() const { return state_->access; }

bool Database::compact() {
  script("PRAGMA incremental_vacuum");
  Rows checkpoint = query("PRAGMA wal_checkpoint(TRUNCATE)");
  return checkpoint.next() && checkpoint.integer(0) == 0;
}

void Database::copy_to(Database& copy) {
  guarded({}, [&] {
    SQLite::Backup backup(copy.state_->connection, state_->connection);
    if (const int result = backup.executeStep(); result != SQLITE_DONE) throw Error(result, "the copy was interrupted");
  });
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(state_->connection.getHandle()) == 0; }

Transaction::Transaction(Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (!open_) return;
  ++database_.undone_;
  if (!database_.in_transaction()) return;
  try {
    database_.run("ROLLBACK");
  } catch (const std::exception&) {
    // SQLite has rolled back by itself, or the connection is lost and the next statement says so.
  }
}

void Transaction::commit() {
  if (!database_.state_->anchor.holds(database_.state_->connection.getHandle()))
    throw Error(SQLITE_READONLY_DBMOVED, "the database, its -wal or its -shm is not at its path any more");
  database_.run("COMMIT");
  open_ = false;
}

Savepoint::Savepoint(Database& database) : database_(database) { database_.run("SAVEPOINT step"); }

Savepoint::~Savepoint() {
  if (!open_) return;
  ++database_.undone_;
  if (!database_.in_transaction()) return;
  try {
    database_.run("ROLLBACK TO step");
    database_.run("RELEASE step");
  } catch (const std::exception&) {
    // As above: the transaction's end undoes it.
  }
}

void Savepoint::keep() {
  database_.run("RELEASE step");
  open_ = false;
}

Shredding::Shredding(Database& database) : database_(database) { database_.script("PRAGMA secure_delete = ON"); }

Shredding::~Shredding() {
  try {
    database_.script("PRAGMA secure_delete = FAST");
  } catch (const std::exception&) {
    // ON is the safer of the two.
  }
}

Limit::Limit(Database& database, std::function<bool()> enough) : database_(database), enough_(std::move(enough)) {
  constexpr int steps = 10'000;  // Steps of SQLite's machine: well below a millisecond.
  const auto ask = [](void* limit) { return static_cast<Limit*>(limit)->enough_() ? 1 : 0; };
  sqlite3_progress_handler(database_.state_->connection.getHandle(), steps, ask, this);
}

Limit::~Limit() { sqlite3_progress_handler(database_.state_->connection.getHandle(), 0, nullptr, nullptr); }

}  // namespace banwei::storage
