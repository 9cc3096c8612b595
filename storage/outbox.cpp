// Outbox: messages and what became of them.
#include "storage/outbox.h"

#include <algorithm>
#include <array>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view outbox_steps[] = {
    R"sql(
  CREATE TABLE parcels (
    id         INTEGER PRIMARY KEY,
    priority   INTEGER NOT NULL,
    to_group   INTEGER NOT NULL,
    target     TEXT NOT NULL,
    content    TEXT NOT NULL,
    state      TEXT NOT NULL,
    attempts   INTEGER NOT NULL,
    created    INTEGER NOT NULL,
    message    TEXT NOT NULL DEFAULT '',
    sending_at INTEGER,
    settled    INTEGER
  ) STRICT;
  CREATE INDEX parcels_in_order ON parcels (state, priority, id);
)sql",
    R"sql(
  ALTER TABLE parcels ADD COLUMN about TEXT NOT NULL DEFAULT '';
  ALTER TABLE parcels ADD COLUMN retracts INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX parcels_by_about ON parcels (about, id) WHERE about <> '';
  CREATE INDEX parcels_by_message ON parcels (target, message) WHERE message <> '';
)sql",
    R"sql(
  ALTER TABLE parcels ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE parcels ADD COLUMN account TEXT NOT NULL DEFAULT '';
  ALTER TABLE parcels ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0;
)sql",
    // What a file holds stands apart, for whatever waits is read again and again; it goes once its fate is known.
    R"sql(
  CREATE TABLE parcel_files (
    parcel INTEGER PRIMARY KEY REFERENCES parcels (id) ON DELETE CASCADE,
    base64 TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER parcel_files_go AFTER UPDATE OF state ON parcels WHEN NEW.state NOT IN ('waiting', 'sending') BEGIN
    DELETE FROM parcel_files WHERE parcel = NEW.id;
  END;
)sql",
};

constexpr std::array<std::string_view, 6> state_words{"waiting", "sending", "sent", "failed", "unknown", "retracted"};

OutboxMessage message_of(const Rows& rows) {
  return OutboxMessage{.id = rows.integer(0),
                       .priority = static_cast<Priority>(rows.integer(1)),
                       .group = rows.integer(2) != 0,
                       .target = rows.text(3),
                       .content = rows.text(4),
                       .state = send_state(rows.text(5)),
                       .attempts = static_cast<int>(rows.integer(6)),
                       .created = instant(rows, 7),
                       .message = rows.text(8),
                       .about = rows.text(9),
                       .retracts = rows.integer(10),
                       .until = instant(rows, 11),
                       .account = rows.text(12),
                       .sending_at = maybe_instant(rows, 13),
                       .doubt = static_cast<Doubt>(rows.integer(14))};
}

}  // namespace

std::string_view to_string(SendState state) { return state_words.at(static_cast<std::size_t>(state)); }

SendState send_state(std::string_view word) {
  const auto at = std::find(state_words.begin(), state_words.end(), word);
  return at == state_words.end() ? SendState::unknown : static_cast<SendState>(at - state_words.begin());
}

constinit const TableSet Outbox::tables{"outbox", outbox_steps};

std::int64_t Outbox::add(const OutboxMessage& entry) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO parcels (priority, to_group, target, content, state, attempts, created, message, about, retracts, until)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, static_cast<int>(entry.priority), entry.group, entry.target, entry.content,
                                      to_string(entry.state), entry.attempts, seconds(entry.created), entry.message,
                                      entry.about, entry.retracts, seconds(entry.until)));
}

void Outbox::attach(std::int64_t id, std::string_view base64) {
  database_.run(R"sql(INSERT INTO parcel_files (parcel, base64) VALUES ($1, $2))sql", id, base64);
}

std::string Outbox::file(std::int64_t id) const {
  Rows rows = database_.query(R"sql(SELECT base64 FROM parcel_files WHERE parcel = $1)sql", id);
  return rows.next() ? rows.text(0) : std::string();
}

bool Outbox::replace(std::string_view target, std::string_view about, std::string_view content) {
  constexpr std::string_view sql = R"sql(
    UPDATE parcels SET content = $1 WHERE about = $2 AND about <> '' AND target = $3 AND state = 'waiting' AND retracts = 0
  )sql";
  return database_.run(sql, content, about, target) > 0;
}

std::optional<OutboxMessage> Outbox::next(Gate gate, const std::function<bool(const OutboxMessage&)>& may) const {
  const Priority least = gate == Gate::care_only ? Priority::care : Priority::summary;
  const Priority least_in_groups = gate == Gate::quiet ? Priority::answer : Priority::summary;
  constexpr std::string_view sql = R"sql(
    SELECT id, priority, to_group, target, content, state, attempts, created, message, about, retracts, until, account,
           sending_at, doubt
    FROM parcels
    WHERE state = 'waiting' AND priority <= $1 AND (to_group = 0 OR priority <= $2) ORDER BY priority, id
  )sql";
  Rows rows = database_.query(sql, static_cast<int>(least), static_cast<int>(least_in_groups));
  while (rows.next()) {
    if (OutboxMessage entry = message_of(rows); may(entry)) return entry;
  }
  return std::nullopt;
}

std::vector<OutboxMessage> Outbox::under(std::string_view about) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, priority, to_group, target, content, state, attempts, created, message, about, retracts, until, account,
           sending_at, doubt
    FROM parcels
    WHERE about = $1 AND about <> '' AND retracts = 0 ORDER BY id
  )sql";
  return all_rows(database_.query(sql, about), message_of);
}

bool Outbox::being_retracted(std::int64_t id) const {
  constexpr std::string_view sql = R"sql(
    SELECT 1 FROM parcels WHERE about = (SELECT about FROM parcels WHERE id = $1) AND about <> '' AND retracts = $2
  )sql";
  return database_.query(sql, id, id).next();
}

std::string Outbox::about(std::string_view target, std::string_view message) const {
  constexpr std::string_view sql = R"sql(
    SELECT about FROM parcels WHERE target = $1 AND message = $2 AND message <> '' ORDER BY id DESC LIMIT 1
  )sql";
  Rows rows = database_.query(sql, target, message);
  return rows.next() ? rows.text(0) : std::string();
}

bool Outbox::has(std::string_view target, std::string_view message) const {
  return database_
      .query(R"sql(SELECT 1 FROM parcels WHERE target = $1 AND message = $2 AND message <> '')sql", target, message)
      .next();
}

std::optional<OutboxMessage> Outbox::by_id(std::int64_t id) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, priority, to_group, target, content, state, attempts, created, message, about, retracts, until, account,
           sending_at, doubt
    FROM parcels WHERE id = $1
  )sql";
  return first_row(database_.query(sql, id), message_of);
}

void Outbox::mark_sending(std::int64_t id, std::string_view account, Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE parcels SET state = 'sending', attempts = attempts + 1, account = $1, sending_at = $2, settled = NULL, doubt = 0
    WHERE id = $3
  )sql";
  database_.run(sql, account, seconds(when), id);
}

void Outbox::mark_waiting(std::int64_t id) {
  database_.run(R"sql(UPDATE parcels SET state = 'waiting', settled = NULL, doubt = 0 WHERE id = $1)sql", id);
}

void Outbox::mark(std::int64_t id, SendState state, std::string_view message, Utc when, Doubt doubt) {
  database_.run(R"sql(UPDATE parcels SET state = $1, message = $2, settled = $3, doubt = $4 WHERE id = $5)sql",
                to_string(state), message, seconds(when), static_cast<int>(doubt), id);
}

std::vector<OutboxMessage> Outbox::orphan(Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE parcels SET state = 'unknown', settled = $1, doubt = CASE WHEN to_group AND retracts = 0 THEN $2 ELSE 0 END
    WHERE state = 'sending'
    RETURNING id, priority, to_group, target, content, state, attempts, created, message, about, retracts, until, account,
              sending_at, doubt
  )sql";
  return all_rows(database_.query(sql, seconds(when), static_cast<int>(Doubt::look_and_repeat)), message_of);
}

std::vector<OutboxMessage> Outbox::doubtful() const {
  constexpr std::string_view sql = R"sql(
    SELECT id, priority, to_group, target, content, state, attempts, created, message, about, retracts, until, account,
           sending_at, doubt
    FROM parcels WHERE state = 'unknown' AND doubt <> 0 ORDER BY id
  )sql";
  return all_rows(database_.query(sql), message_of);
}

std::vector<OutboxMessage> Outbox::stale(Utc now) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, priority, to_group, target, content, state, attempts, created, message, about, retracts, until, account,
           sending_at, doubt
    FROM parcels WHERE state = 'waiting' AND until <> 0 AND until <= $1 ORDER BY id
  )sql";
  return all_rows(database_.query(sql, seconds(now)), message_of);
}

std::int64_t Outbox::in_flight(std::string_view account) const {
  return sole_integer(
      database_.query(R"sql(SELECT count(*) FROM parcels WHERE state = 'sending' AND account = $1)sql", account));
}

std::int64_t Outbox::count(SendState state) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM parcels WHERE state = $1)sql", to_string(state)));
}

std::optional<Utc> Outbox::oldest_waiting() const {
  Rows rows = database_.query(R"sql(SELECT min(created) FROM parcels WHERE state = 'waiting')sql");
  return rows.next() ? maybe_instant(rows, 0) : std::nullopt;
}

void Outbox::purge(Utc settled_before) {
  database_.run(
      R"sql(DELETE FROM parcels WHERE settled < $1 AND state IN ('sent', 'failed', 'unknown', 'retracted'))sql",
      seconds(settled_before));
}

}  // namespace banwei::storage
