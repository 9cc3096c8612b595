// Reminders: what somebody wants to be said when.
#include "storage/reminders.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns of `reminders` in this order: a later step may append one, never move one.
constexpr std::string_view reminders_steps[] = {
    R"sql(
  CREATE TABLE reminders (
    id       INTEGER PRIMARY KEY,
    owner    INTEGER NOT NULL REFERENCES persons (id),
    class    INTEGER REFERENCES classes (id),
    audience TEXT NOT NULL,
    awaits   TEXT NOT NULL,
    words    TEXT NOT NULL,
    said     INTEGER NOT NULL,
    text     TEXT NOT NULL,
    next     INTEGER,
    fired    INTEGER,
    ended    INTEGER
  ) STRICT;
  CREATE INDEX reminders_of_owner ON reminders (owner, next) WHERE next IS NOT NULL;
  CREATE INDEX reminders_of_class ON reminders (class, next) WHERE next IS NOT NULL;
  CREATE INDEX reminders_fired ON reminders (owner, fired) WHERE fired IS NOT NULL;
  CREATE INDEX reminders_ended ON reminders (ended) WHERE ended IS NOT NULL;
)sql",
    // Ids of persons, parted by blanks.
    R"sql(ALTER TABLE reminders ADD COLUMN people TEXT NOT NULL DEFAULT '')sql",
    R"sql(CREATE INDEX reminders_by_owner ON reminders (owner))sql",
};

constexpr std::array<std::string_view, 4> audiences{"self", "group", "missing", "people"};

std::string_view word(Audience audience) { return audiences.at(static_cast<std::size_t>(audience)); }

Audience audience_of(std::string_view word) {
  const auto found = std::find(audiences.begin(), audiences.end(), word);
  return found == audiences.end() ? Audience::missing : static_cast<Audience>(found - audiences.begin());
}

std::string joined(const std::vector<std::int64_t>& ids) {
  std::string words;
  for (const std::int64_t id : ids) words += (words.empty() ? "" : " ") + std::to_string(id);
  return words;
}

std::vector<std::int64_t> parted(std::string_view words) {
  std::vector<std::int64_t> ids;
  while (!words.empty()) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), id);
    if (error != std::errc{}) break;
    ids.push_back(id);
    words.remove_prefix(std::min(static_cast<std::size_t>(end - words.data()) + 1, words.size()));
  }
  return ids;
}

Reminder reminder_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .owner = rows.integer(1),
          .class_id = rows.integer(2),
          .audience = audience_of(rows.text(3)),
          .awaits = rows.text(4),
          .words = rows.text(5),
          .said = instant(rows, 6),
          .text = rows.text(7),
          .next = maybe_instant(rows, 8),
          .fired = maybe_instant(rows, 9),
          .people = parted(rows.text(11))};
}

}  // namespace

constinit const TableSet Reminders::tables{"reminders", reminders_steps};

std::int64_t Reminders::add(const Reminder& reminder) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO reminders (owner, class, audience, awaits, words, said, text, next, people)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, reminder.owner, reference(reminder.class_id), word(reminder.audience),
                                      reminder.awaits, reminder.words, seconds(reminder.said), reminder.text,
                                      seconds(reminder.next), joined(reminder.people)));
}

void Reminders::change(const Reminder& reminder) {
  constexpr std::string_view sql = R"sql(
    UPDATE reminders SET words = $1, said = $2, text = $3, next = $4, ended = NULL WHERE id = $5
  )sql";
  database_.run(sql, reminder.words, seconds(reminder.said), reminder.text, seconds(reminder.next), reminder.id);
}

std::optional<Reminder> Reminders::by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM reminders WHERE id = $1)sql", id), reminder_of);
}

std::vector<Reminder> Reminders::of_owner(std::int64_t owner) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM reminders WHERE owner = $1 AND next IS NOT NULL ORDER BY next, id
  )sql";
  return all_rows(database_.query(sql, owner), reminder_of);
}

std::vector<Reminder> Reminders::of_class(std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM reminders WHERE class = $1 AND next IS NOT NULL ORDER BY next, id
  )sql";
  return all_rows(database_.query(sql, class_id), reminder_of);
}

std::optional<Reminder> Reminders::last_to_self(std::int64_t owner, Utc since) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM reminders WHERE owner = $1 AND fired >= $2 AND audience = 'self' ORDER BY fired DESC, id DESC LIMIT 1
  )sql";
  return first_row(database_.query(sql, owner, seconds(since)), reminder_of);
}

void Reminders::set_next(std::int64_t id, std::optional<Utc> next, Utc now) {
  const auto ended = next ? std::nullopt : std::optional(seconds(now));
  database_.run(R"sql(UPDATE reminders SET next = $1, ended = $2 WHERE id = $3)sql", seconds(next), ended, id);
}

void Reminders::mark_fired(std::int64_t id, Utc when) {
  database_.run(R"sql(UPDATE reminders SET fired = $1 WHERE id = $2)sql", seconds(when), id);
}

std::int64_t Reminders::purge(Utc before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM reminders WHERE id IN (
      SELECT id FROM reminders WHERE ended < $1 AND id < (SELECT max(id) FROM reminders) LIMIT $2)
  )sql";
  return database_.run(sql, seconds(before), most);
}

}  // namespace banwei::storage
