// The audit trail: rows that are only added, chained by SHA-256.
#include "storage/audit.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// The salt keeps details that went from being guessed by their hash.
constexpr std::string_view audit_steps[] = {
    R"sql(
  CREATE TABLE audit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,
    actor   INTEGER NOT NULL,
    verb    TEXT NOT NULL,
    subject INTEGER NOT NULL,
    details TEXT NOT NULL,
    hash    TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;
  CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END;

  CREATE TABLE audit_details (
    id   INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    salt TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_details_at ON audit_details (at);
)sql",
};

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("SHA-256 is not to be had");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (unsigned i = 0; i < size; ++i) {
    hex += digits[digest[i] >> 4U];
    hex += digits[digest[i] & 15U];
  }
  return hex;
}

/// Of a row: no field can run into the next, for none holds a line break but the verb, which is a word of ours.
std::string chained(const std::string& before, std::int64_t id, const AuditEntry& entry, const std::string& details) {
  std::string line = before;
  for (const std::int64_t number : {id, seconds(entry.at), entry.actor, entry.subject})
    line += "\n" + std::to_string(number);
  return sha256(line + "\n" + details + "\n" + entry.verb);
}

std::string hash_of(const std::string& salt, const std::string& details) { return sha256(salt + "\n" + details); }

}  // namespace

constinit const TableSet Audit::tables{"audit", audit_steps};

void Audit::add(const AuditEntry& entry) {
  constexpr std::string_view newest = R"sql(SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1)sql";
  constexpr std::string_view row = R"sql(
    INSERT INTO audit (id, at, actor, verb, subject, details, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)
  )sql";
  constexpr std::string_view words = R"sql(INSERT INTO audit_details (id, at, salt, text) VALUES ($1, $2, $3, $4))sql";
  std::int64_t id = 1;
  std::string before;
  if (Rows last = database_.query(newest); last.next()) {
    id = last.integer(0) + 1;
    before = last.text(1);
  }
  Rows random = database_.query(R"sql(SELECT hex(randomblob(16)))sql");
  random.next();
  const std::string salt = random.text(0);
  const std::string details = hash_of(salt, entry.details);
  database_.run(row, id, seconds(entry.at), entry.actor, entry.verb, entry.subject, details,
                chained(before, id, entry, details));
  database_.run(words, id, seconds(entry.at), salt, entry.details);
}

AuditVerdict Audit::verify() const {
  constexpr std::string_view sql = R"sql(
    SELECT audit.id, audit.at, actor, verb, subject, details, hash, salt, text
    FROM audit LEFT JOIN audit_details ON audit_details.id = audit.id ORDER BY audit.id
  )sql";
  AuditVerdict verdict;
  Rows rows = database_.query(sql);
  while (rows.next()) {
    const std::int64_t id = rows.integer(0);
    const AuditEntry entry{
        .at = instant(rows, 1), .actor = rows.integer(2), .verb = rows.text(3), .subject = rows.integer(4)};
    const std::string details = rows.text(5);
    std::string hash = chained(verdict.head, id, entry, details);
    const bool kept = rows.null(7) || hash_of(rows.text(7), rows.text(8)) == details;
    ++verdict.rows;
    if (id != verdict.rows || hash != rows.text(6) || !kept) {
      verdict.broken = verdict.rows;
      return verdict;
    }
    verdict.head = std::move(hash);
  }
  // The highest number that was ever given is kept apart: an end that was cut off is missed.
  Rows given = database_.query(R"sql(SELECT seq FROM sqlite_sequence WHERE name = 'audit')sql");
  if (given.next() && given.integer(0) != verdict.rows) verdict.broken = verdict.rows + 1;
  return verdict;
}

std::int64_t Audit::purge_details(Utc before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM audit_details WHERE id IN (SELECT id FROM audit_details WHERE at < $1 LIMIT $2)
  )sql";
  return database_.run(sql, seconds(before), most);
}

}  // namespace banwei::storage
