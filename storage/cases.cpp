// Care cases, their entries and their teams.
#include "storage/cases.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns in this order: a later step may append one, never move one.
constexpr std::string_view cases_steps[] = {
    R"sql(
  CREATE TABLE care_cases (
    id        INTEGER PRIMARY KEY,
    person    INTEGER NOT NULL REFERENCES persons (id),
    class_id  INTEGER NOT NULL REFERENCES classes (id),
    owner     INTEGER REFERENCES persons (id),
    level     INTEGER NOT NULL,
    opened    INTEGER NOT NULL,
    day       TEXT NOT NULL,
    asked     INTEGER,
    answered  INTEGER,
    refused   INTEGER NOT NULL,
    offered   TEXT,
    closed    INTEGER,
    closed_by INTEGER REFERENCES persons (id)
  ) STRICT;
  CREATE UNIQUE INDEX open_case ON care_cases (person) WHERE closed IS NULL;
  CREATE INDEX cases_of_person ON care_cases (person);
  CREATE INDEX closed_cases ON care_cases (closed) WHERE closed IS NOT NULL;

  CREATE TABLE care_entries (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES care_cases (id) ON DELETE CASCADE,
    at      INTEGER NOT NULL,
    day     TEXT NOT NULL,
    by      INTEGER REFERENCES persons (id),
    kind    INTEGER NOT NULL,
    words   TEXT NOT NULL,
    well    INTEGER
  ) STRICT;
  CREATE INDEX entries_of_case ON care_entries (case_id, day);

  CREATE TABLE care_teams (
    id      INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES care_cases (id) ON DELETE CASCADE,
    person  INTEGER NOT NULL REFERENCES persons (id),
    UNIQUE (case_id, person)
  ) STRICT;
)sql",
};

std::optional<std::string> date_text(const std::optional<Day>& day) {
  return day ? std::optional(iso(*day)) : std::nullopt;
}

Case case_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .class_id = rows.integer(2),
          .owner = rows.integer(3),
          .level = static_cast<Case::Level>(rows.integer(4)),
          .opened = instant(rows, 5),
          .day = date(rows, 6),
          .asked = maybe_instant(rows, 7),
          .answered = maybe_instant(rows, 8),
          .refused = rows.integer(9) != 0,
          .offered = rows.null(10) ? std::nullopt : std::optional(date(rows, 10)),
          .closed = maybe_instant(rows, 11),
          .closed_by = rows.integer(12)};
}

CaseEntry entry_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .case_id = rows.integer(1),
          .at = instant(rows, 2),
          .day = date(rows, 3),
          .by = rows.integer(4),
          .kind = static_cast<CaseEntry::Kind>(rows.integer(5)),
          .words = rows.text(6),
          .well = rows.null(7) ? std::nullopt : std::optional(rows.integer(7) != 0)};
}

}  // namespace

constinit const TableSet Cases::tables{"cases", cases_steps};

std::int64_t Cases::open(const Case& made) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO care_cases (person, class_id, owner, level, opened, day, refused) VALUES ($1, $2, $3, $4, $5, $6, 0)
    RETURNING id
  )sql";
  return sole_integer(database_.query(sql, made.person, made.class_id, reference(made.owner),
                                      static_cast<int>(made.level), seconds(made.opened), iso(made.day)));
}

std::optional<Case> Cases::by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM care_cases WHERE id = $1)sql", id), case_of);
}

std::optional<Case> Cases::open_of(std::int64_t person) const {
  constexpr std::string_view sql = R"sql(SELECT * FROM care_cases WHERE person = $1 AND closed IS NULL)sql";
  return first_row(database_.query(sql, person), case_of);
}

std::vector<Case> Cases::all_open() const {
  return all_rows(database_.query(R"sql(SELECT * FROM care_cases WHERE closed IS NULL ORDER BY person)sql"), case_of);
}

void Cases::update(const Case& changed) {
  constexpr std::string_view sql = R"sql(
    UPDATE care_cases SET class_id = $1, owner = $2, level = $3, asked = $4, answered = $5, refused = $6, offered = $7
    WHERE id = $8
  )sql";
  database_.run(sql, changed.class_id, reference(changed.owner), static_cast<int>(changed.level),
                seconds(changed.asked), seconds(changed.answered), changed.refused ? 1 : 0, date_text(changed.offered),
                changed.id);
}

void Cases::close(std::int64_t id, std::int64_t by, Utc when) {
  constexpr std::string_view sql = R"sql(
    UPDATE care_cases SET closed = $1, closed_by = $2 WHERE id = $3 AND closed IS NULL
  )sql";
  database_.run(sql, seconds(when), reference(by), id);
}

std::int64_t Cases::add(const CaseEntry& entry) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO care_entries (case_id, at, day, by, kind, words, well) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id
  )sql";
  return sole_integer(database_.query(sql, entry.case_id, seconds(entry.at), iso(entry.day), reference(entry.by),
                                      static_cast<int>(entry.kind), entry.words,
                                      entry.well ? std::optional<std::int64_t>(*entry.well ? 1 : 0) : std::nullopt));
}

std::vector<CaseEntry> Cases::entries(std::int64_t case_id, int most) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM (SELECT * FROM care_entries WHERE case_id = $1 ORDER BY id DESC LIMIT $2) ORDER BY id
  )sql";
  return all_rows(database_.query(sql, case_id, most), entry_of);
}

std::vector<CaseEntry> Cases::entries_since(std::int64_t case_id, Day day) const {
  constexpr std::string_view sql = R"sql(SELECT * FROM care_entries WHERE case_id = $1 AND day >= $2 ORDER BY id)sql";
  return all_rows(database_.query(sql, case_id, iso(day)), entry_of);
}

std::int64_t Cases::count_of(std::int64_t case_id, CaseEntry::Kind kind) const {
  constexpr std::string_view sql = R"sql(SELECT count(*) FROM care_entries WHERE case_id = $1 AND kind = $2)sql";
  return sole_integer(database_.query(sql, case_id, static_cast<int>(kind)));
}

std::vector<std::int64_t> Cases::team(std::int64_t case_id) const {
  constexpr std::string_view sql = R"sql(SELECT person FROM care_teams WHERE case_id = $1 ORDER BY id)sql";
  return all_rows(database_.query(sql, case_id), [](const Rows& rows) { return rows.integer(0); });
}

void Cases::join(std::int64_t case_id, std::int64_t person) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO care_teams (case_id, person) VALUES ($1, $2) ON CONFLICT DO NOTHING
  )sql";
  database_.run(sql, case_id, person);
}

std::int64_t Cases::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM care_cases WHERE person = $1)sql", person));
}

std::int64_t Cases::purge(Utc before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM care_cases WHERE id IN (SELECT id FROM care_cases WHERE closed < $1 LIMIT $2)
  )sql";
  return database_.run(sql, seconds(before), most);
}

}  // namespace banwei::storage
