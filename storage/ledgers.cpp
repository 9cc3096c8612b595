// Ledgers: the counts of a day, how each student stood, and what changed later.
#include "storage/ledgers.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view ledgers_steps[] = {
    R"sql(
  CREATE TABLE ledgers (
    id       INTEGER PRIMARY KEY,
    day      TEXT NOT NULL UNIQUE,
    taken    INTEGER NOT NULL,
    students INTEGER NOT NULL,
    hash     TEXT NOT NULL
  ) STRICT;

  CREATE TABLE ledger_classes (
    ledger   INTEGER NOT NULL REFERENCES ledgers (id),
    class    INTEGER NOT NULL REFERENCES classes (id),
    roster   INTEGER NOT NULL,
    reported INTEGER NOT NULL,
    late     INTEGER NOT NULL,
    missing  INTEGER NOT NULL,
    exempt   INTEGER NOT NULL,
    normal   INTEGER NOT NULL,
    fever    INTEGER NOT NULL,
    symptoms INTEGER NOT NULL,
    isolated INTEGER NOT NULL,
    in_wuhan INTEGER NOT NULL,
    on_post  INTEGER NOT NULL,
    last     INTEGER,
    PRIMARY KEY (ledger, class)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ledger_standings (
    ledger INTEGER NOT NULL REFERENCES ledgers (id),
    class  INTEGER NOT NULL REFERENCES classes (id),
    person INTEGER NOT NULL REFERENCES persons (id),
    mark   TEXT NOT NULL,
    PRIMARY KEY (ledger, class, person)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE supplements (
    ledger INTEGER NOT NULL REFERENCES ledgers (id),
    number INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    class  INTEGER NOT NULL REFERENCES classes (id),
    person INTEGER NOT NULL REFERENCES persons (id),
    was    TEXT NOT NULL,
    mark   TEXT NOT NULL,
    PRIMARY KEY (ledger, number)
  ) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
  ALTER TABLE ledger_classes ADD COLUMN name TEXT NOT NULL DEFAULT '';
)sql",
};

std::string sign(Standing standing) { return {static_cast<char>(standing)}; }

Standing standing_of(const Rows& rows, int column) { return static_cast<Standing>(rows.text(column).at(0)); }

}  // namespace

constinit const TableSet Ledgers::tables{"ledgers", ledgers_steps};

std::int64_t Ledgers::students() const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM persons WHERE staff = 0 AND left_at IS NULL)sql"));
}

std::int64_t Ledgers::take(const Ledger& ledger) {
  constexpr std::string_view day = R"sql(
    INSERT INTO ledgers (day, taken, students, hash) VALUES ($1, $2, $3, $4) RETURNING id
  )sql";
  constexpr std::string_view row = R"sql(
    INSERT INTO ledger_classes (ledger, class, roster, reported, late, missing, exempt, normal, fever, symptoms,
                                isolated, in_wuhan, on_post, last, name)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  )sql";
  const std::int64_t id =
      sole_integer(database_.query(day, iso(ledger.day), seconds(ledger.taken), ledger.students, ledger.hash));
  for (const LedgerClass& one : ledger.classes) {
    database_.run(row, id, one.class_id, one.roster, one.reported, one.late, one.missing, one.exempt, one.normal,
                  one.fever, one.symptoms, one.isolated, one.in_wuhan, one.on_post, seconds(one.last), one.name);
  }
  return id;
}

std::optional<Ledger> Ledgers::of_day(Day day) const {
  constexpr std::string_view of = R"sql(SELECT id, taken, students, hash FROM ledgers WHERE day = $1)sql";
  constexpr std::string_view rows = R"sql(
    SELECT class, roster, reported, late, missing, exempt, normal, fever, symptoms, isolated, in_wuhan, on_post, last,
           name
    FROM ledger_classes WHERE ledger = $1 ORDER BY class
  )sql";
  auto ledger = first_row(database_.query(of, iso(day)), [&](const Rows& row) {
    return Ledger{
        .id = row.integer(0), .day = day, .taken = instant(row, 1), .students = row.integer(2), .hash = row.text(3)};
  });
  if (!ledger) return std::nullopt;
  ledger->classes = all_rows(database_.query(rows, ledger->id), [](const Rows& row) {
    return LedgerClass{.class_id = row.integer(0),
                       .name = row.text(13),
                       .roster = row.integer(1),
                       .reported = row.integer(2),
                       .late = row.integer(3),
                       .missing = row.integer(4),
                       .exempt = row.integer(5),
                       .normal = row.integer(6),
                       .fever = row.integer(7),
                       .symptoms = row.integer(8),
                       .isolated = row.integer(9),
                       .in_wuhan = row.integer(10),
                       .on_post = row.integer(11),
                       .last = maybe_instant(row, 12)};
  });
  return ledger;
}

std::map<std::int64_t, Standing> Ledgers::standings(std::int64_t ledger, std::int64_t class_id) const {
  constexpr std::string_view sql =
      R"sql(SELECT person, mark FROM ledger_standings WHERE ledger = $1 AND class = $2)sql";
  std::map<std::int64_t, Standing> standings;
  Rows rows = database_.query(sql, ledger, class_id);
  while (rows.next()) standings.emplace(rows.integer(0), standing_of(rows, 1));
  return standings;
}

void Ledgers::set(std::int64_t ledger, std::int64_t class_id, std::int64_t person, Standing standing) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO ledger_standings (ledger, class, person, mark) VALUES ($1, $2, $3, $4)
    ON CONFLICT (ledger, class, person) DO UPDATE SET mark = excluded.mark
  )sql";
  database_.run(sql, ledger, class_id, person, sign(standing));
}

std::int64_t Ledgers::add(std::int64_t ledger, const Supplement& supplement) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO supplements (ledger, number, at, class, person, was, mark)
    SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM supplements WHERE ledger = $1
    RETURNING number
  )sql";
  set(ledger, supplement.class_id, supplement.person, supplement.is);
  return sole_integer(database_.query(sql, ledger, seconds(supplement.at), supplement.class_id, supplement.person,
                                      sign(supplement.was), sign(supplement.is)));
}

std::vector<Supplement> Ledgers::supplements(std::int64_t ledger) const {
  constexpr std::string_view sql = R"sql(
    SELECT number, at, class, person, was, mark FROM supplements WHERE ledger = $1 ORDER BY number
  )sql";
  return all_rows(database_.query(sql, ledger), [](const Rows& rows) {
    return Supplement{.number = rows.integer(0),
                      .at = instant(rows, 1),
                      .class_id = rows.integer(2),
                      .person = rows.integer(3),
                      .was = standing_of(rows, 4),
                      .is = standing_of(rows, 5)};
  });
}

void Ledgers::forget_standings(std::int64_t ledger) {
  database_.run(R"sql(DELETE FROM ledger_standings WHERE ledger = $1)sql", ledger);
}

std::int64_t Ledgers::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM supplements WHERE person = $1)sql", person));
}

std::int64_t Ledgers::blank(std::int64_t person) {
  constexpr std::string_view sql = R"sql(
    UPDATE supplements SET was = 'm', mark = 'n' WHERE person = $1 AND (was IN ('s', 'f') OR mark IN ('s', 'f'))
  )sql";
  return database_.run(sql, person);
}

std::int64_t Ledgers::forget(Day before, int most) {
  // Those of the last ledger go with the next one, which may never be taken.
  constexpr std::string_view standings = R"sql(
    DELETE FROM ledger_standings WHERE ledger IN (SELECT id FROM ledgers WHERE day < $1)
  )sql";
  database_.run(standings, iso(before));
  constexpr std::string_view sql = R"sql(
    DELETE FROM supplements WHERE (ledger, number) IN (
      SELECT ledger, number FROM supplements WHERE ledger IN (SELECT id FROM ledgers WHERE day < $1) LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

}  // namespace banwei::storage
