// Spot checks of lessons.
#include "storage/spot_checks.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns in this order: a later step may append one, never move one.
constexpr std::string_view spot_checks_steps[] = {
    R"sql(
  CREATE TABLE spot_checks (
    id           INTEGER PRIMARY KEY,
    class        INTEGER NOT NULL REFERENCES classes (id),
    day          TEXT NOT NULL,
    first        INTEGER NOT NULL,
    last         INTEGER NOT NULL,
    by           INTEGER NOT NULL REFERENCES persons (id),
    asked        INTEGER NOT NULL,
    answered     INTEGER,
    explained_by INTEGER REFERENCES persons (id),
    explanation  TEXT NOT NULL
  ) STRICT;
  CREATE INDEX spot_checks_of_class ON spot_checks (class, day);
  CREATE INDEX spot_checks_of_day ON spot_checks (day);
  CREATE INDEX spot_checks_open ON spot_checks (by, asked) WHERE answered IS NULL;
  CREATE TABLE spot_check_samples (
    spot_check INTEGER NOT NULL REFERENCES spot_checks (id),
    person     INTEGER NOT NULL REFERENCES persons (id),
    here       INTEGER NOT NULL,
    PRIMARY KEY (spot_check, person)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX spot_check_samples_of_person ON spot_check_samples (person);
)sql",
};

SpotCheck check_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .class_id = rows.integer(1),
          .day = date(rows, 2),
          .first = static_cast<int>(rows.integer(3)),
          .last = static_cast<int>(rows.integer(4)),
          .by = rows.integer(5),
          .asked = instant(rows, 6),
          .answered = maybe_instant(rows, 7),
          .explained_by = rows.integer(8),
          .explanation = rows.text(9)};
}

}  // namespace

constinit const TableSet SpotChecks::tables{"spot_checks", spot_checks_steps};

std::int64_t SpotChecks::add(const SpotCheck& check) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO spot_checks (class, day, first, last, by, asked, explanation)
    VALUES ($1, $2, $3, $4, $5, $6, '')
    RETURNING id
  )sql";
  const std::int64_t id = sole_integer(
      database_.query(sql, check.class_id, iso(check.day), check.first, check.last, check.by, seconds(check.asked)));
  constexpr std::string_view sample = R"sql(
    INSERT INTO spot_check_samples (spot_check, person, here) VALUES ($1, $2, $3)
  )sql";
  for (const auto& one : check.sample) database_.run(sample, id, one.person, static_cast<std::int64_t>(one.here));
  return id;
}

std::vector<SpotCheck> SpotChecks::with_samples(std::vector<SpotCheck> checks) const {
  for (SpotCheck& check : checks) {
    check.sample = all_rows(
        database_.query(R"sql(SELECT person, here FROM spot_check_samples WHERE spot_check = $1 ORDER BY person)sql",
                        check.id),
        [](const Rows& rows) { return SpotCheck::Sampled{.person = rows.integer(0), .here = rows.integer(1) != 0}; });
  }
  return checks;
}

std::optional<SpotCheck> SpotChecks::by_id(std::int64_t id) const {
  auto found =
      with_samples(all_rows(database_.query(R"sql(SELECT * FROM spot_checks WHERE id = $1)sql", id), check_of));
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<SpotCheck> SpotChecks::of_class(std::int64_t class_id, Day from, Day to) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM spot_checks WHERE class = $1 AND day >= $2 AND day <= $3 ORDER BY day, first, id LIMIT 200
  )sql";
  return with_samples(all_rows(database_.query(sql, class_id, iso(from), iso(to)), check_of));
}

std::vector<SpotCheck> SpotChecks::open_of(std::int64_t by, Utc since, int most) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM spot_checks WHERE by = $1 AND asked >= $2 AND answered IS NULL ORDER BY id DESC LIMIT $3
  )sql";
  return with_samples(all_rows(database_.query(sql, by, seconds(since), most), check_of));
}

void SpotChecks::answer(const SpotCheck& check) {
  database_.run(R"sql(UPDATE spot_checks SET answered = $1 WHERE id = $2)sql", seconds(check.answered), check.id);
  constexpr std::string_view sql = R"sql(
    UPDATE spot_check_samples SET here = $1 WHERE spot_check = $2 AND person = $3
  )sql";
  for (const auto& one : check.sample) database_.run(sql, static_cast<std::int64_t>(one.here), check.id, one.person);
}

void SpotChecks::explain(std::int64_t id, std::int64_t by, std::string_view words) {
  database_.run(R"sql(UPDATE spot_checks SET explained_by = $1, explanation = $2 WHERE id = $3)sql", by, words, id);
}

std::int64_t SpotChecks::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM spot_check_samples WHERE person = $1)sql", person));
}

// The newest row stays, so that no id is given twice.
std::int64_t SpotChecks::purge(Day before, int most) {
  constexpr std::string_view samples = R"sql(
    DELETE FROM spot_check_samples WHERE spot_check IN (
      SELECT id FROM spot_checks WHERE day < $1 AND id < (SELECT max(id) FROM spot_checks) ORDER BY day, id LIMIT $2)
  )sql";
  constexpr std::string_view checks = R"sql(
    DELETE FROM spot_checks WHERE id IN (
      SELECT id FROM spot_checks WHERE day < $1 AND id < (SELECT max(id) FROM spot_checks) ORDER BY day, id LIMIT $2)
  )sql";
  database_.run(samples, iso(before), most);
  return database_.run(checks, iso(before), most);
}

}  // namespace banwei::storage
