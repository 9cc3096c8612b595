// One connection to the database, and the only door to SQL.
// Invariant: values are always bound, "$1" to "$n" in order of first appearance; SQL text is a literal of this tree.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "storage/bilingual.h"

namespace banwei::storage {

/// How the file of a database fares, as far as a statement could tell.
enum class FileState {
  good,
  refused,  // A full or broken disk, a lock, a read-only file: the very same statement may succeed later.
  moved,    // Its path names another file or none, so what is stored now would not be found.
  damaged,  // It stays so: a backup must take its place.
};

/// A statement that failed. `file()` is good for a fault of ours, where the same statement will never succeed.
class Error : public Explained {
 public:
  Error(int code, const std::string& what) : Error(code, Phrase{what, what}) {}
  Error(int code, Phrase what) : Explained(std::move(what)), code_(code) {}

  /// SQLite's primary result code.
  int code() const { return code_ & 0xff; }
  FileState file() const;
  bool environment() const { return file() == FileState::refused || file() == FileState::moved; }

 private:
  int code_;  // SQLite's extended one.
};

using Value = std::variant<std::nullptr_t, std::int64_t, std::string>;

template <class T>
Value to_value(const T& value) {
  if constexpr (std::integral<T>) {
    return static_cast<std::int64_t>(value);
  } else {
    return std::string(value);
  }
}

template <class T>
Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value(nullptr);
}

inline Value to_value(std::nullptr_t) { return nullptr; }

/// The rows of one query, read front to back. The statement returns to its connection when this goes, so a Rows never
/// outlives its Database.
class Rows {
 public:
  struct State;
  explicit Rows(std::unique_ptr<State> state);
  Rows(Rows&&) noexcept;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  /// Moves to the next row; false at the end. Throws Error.
  bool next();

  std::int64_t integer(int column) const;  // 0 for NULL
  std::string text(int column) const;      // "" for NULL
  bool null(int column) const;
  std::optional<std::int64_t> maybe_integer(int column) const;

 private:
  std::unique_ptr<State> state_;
};

class Database {
 public:
  enum class Access { write, read };

  /// Opens `path` (":memory:" for tests) and sets the house's pragmas: WAL, synchronous=FULL, foreign keys,
  /// secure_delete=FAST, trusted_schema off, mmap_size=0. A reader is opened SQLITE_OPEN_READONLY. Throws Error.
  Database(const std::string& path, Access access);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  template <class... Values>
  Rows query(std::string_view sql, const Values&... values) {
    return start(sql, std::array<Value, sizeof...(Values)>{to_value(values)...});
  }

  /// Runs one statement to its end; the number of rows it changed.
  template <class... Values>
  std::int64_t run(std::string_view sql, const Values&... values) {
    return finish(sql, std::array<Value, sizeof...(Values)>{to_value(values)...});
  }

  /// Several statements without values, as migrations write them.
  void script(std::string_view sql);

  Access access() const;

  /// Gives free pages back to the disk and empties the log, outside a transaction. False while a reader still needs the
  /// log: old content may stand in it until a later call returns true.
  bool compact();

  /// Makes `copy` hold what this one does, page by page; inside a transaction, what that sees.
  void copy_to(Database& copy);

  /// False outside a transaction, and also after SQLite has rolled one back by itself (full disk, I/O error).
  bool in_transaction() const;

  /// Grows whenever what was written is undone, so that what was read meanwhile is not kept.
  std::uint64_t undone() const { return undone_; }

 private:
  friend class Transaction;
  friend class Savepoint;
  friend class Limit;
  struct State;
  Rows start(std::string_view sql, std::span<const Value> values);
  std::int64_t finish(std::string_view sql, std::span<const Value> values);
  std::unique_ptr<State> state_;
  std::uint64_t undone_ = 0;
};

/// BEGIN IMMEDIATE until commit(); rolled back when it goes without. A file that is no longer at its path takes no
/// commit: it throws, and may be called again when the file is back.
class Transaction {
 public:
  explicit Transaction(Database& database);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

/// A step inside a transaction that can be undone alone: kept by keep(), undone when it goes without.
class Savepoint {
 public:
  explicit Savepoint(Database& database);
  Savepoint(const Savepoint&) = delete;
  Savepoint& operator=(const Savepoint&) = delete;
  ~Savepoint();
  void keep();

 private:
  Database& database_;
  bool open_ = true;
};

/// While it lives, what is deleted is overwritten down to the last free page (secure_delete=ON instead of FAST). A
/// purge is this around its DELETEs, their commit, and then compact() until it returns true.
class Shredding {
 public:
  explicit Shredding(Database& database);
  Shredding(const Shredding&) = delete;
  Shredding& operator=(const Shredding&) = delete;
  ~Shredding();

 private:
  Database& database_;
};

/// While it lives, a statement of this connection ends with an Error as soon as `enough` says so.
class Limit {
 public:
  Limit(Database& database, std::function<bool()> enough);
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;
  ~Limit();

 private:
  Database& database_;
  std::function<bool()> enough_;
};

}  // namespace banwei::storage
