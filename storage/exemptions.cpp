// Exemptions: spans of days on which a person need not report.
#include "storage/exemptions.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns in this order: a later step may append one, never move one.
constexpr std::string_view exemptions_steps[] = {
    R"sql(
  CREATE TABLE exemptions (
    id        INTEGER PRIMARY KEY,
    person    INTEGER NOT NULL REFERENCES persons (id),
    first_day TEXT NOT NULL,
    last_day  TEXT NOT NULL,
    reason    TEXT NOT NULL,
    by        INTEGER NOT NULL REFERENCES persons (id),
    said      INTEGER NOT NULL,
    ended     TEXT
  ) STRICT;
  CREATE INDEX exemptions_of_person ON exemptions (person, last_day);
  CREATE INDEX exemptions_with_reason ON exemptions (last_day) WHERE reason <> '';
)sql",
};

Exemption exemption_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .from = date(rows, 2),
          .to = date(rows, 3),
          .reason = rows.text(4),
          .by = rows.integer(5),
          .said = instant(rows, 6),
          .ended = rows.null(7) ? std::nullopt : std::optional(date(rows, 7))};
}

}  // namespace

constinit const TableSet Exemptions::tables{"exemptions", exemptions_steps};

std::int64_t Exemptions::add(const Exemption& exemption) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO exemptions (person, first_day, last_day, reason, by, said) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
  )sql";
  return sole_integer(database_.query(sql, exemption.person, iso(exemption.from), iso(exemption.to), exemption.reason,
                                      exemption.by, seconds(exemption.said)));
}

std::vector<Exemption> Exemptions::of_class(std::int64_t class_id, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM exemptions
    WHERE person IN (SELECT person FROM stays WHERE class_id = $1) AND last_day >= $2 AND first_day <= $2
      AND (ended IS NULL OR ended > $2)
    ORDER BY person, id
  )sql";
  return all_rows(database_.query(sql, class_id, iso(day)), exemption_of);
}

std::vector<Exemption> Exemptions::of_person(std::int64_t person, Day today) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM exemptions WHERE person = $1 AND last_day >= $2 AND ended IS NULL ORDER BY id DESC
  )sql";
  return all_rows(database_.query(sql, person, iso(today)), exemption_of);
}

std::vector<Exemption> Exemptions::open_in(std::int64_t class_id, Day today) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM exemptions
    WHERE person IN (SELECT person FROM stays WHERE class_id = $1) AND last_day >= $2 AND ended IS NULL
    ORDER BY person, id DESC
  )sql";
  return all_rows(database_.query(sql, class_id, iso(today)), exemption_of);
}

void Exemptions::end(std::int64_t id, Day from) {
  database_.run(R"sql(UPDATE exemptions SET ended = $1 WHERE id = $2)sql", iso(from), id);
}

std::int64_t Exemptions::count_of(std::int64_t person, Day today) const {
  constexpr std::string_view sql = R"sql(
    SELECT count(*) FROM exemptions WHERE person = $1 AND (reason <> '' OR last_day >= $2)
  )sql";
  return sole_integer(database_.query(sql, person, iso(today)));
}

std::int64_t Exemptions::forget_reasons(Day before, int most) {
  constexpr std::string_view sql = R"sql(
    UPDATE exemptions SET reason = '' WHERE id IN (
      SELECT id FROM exemptions WHERE last_day < $1 AND reason <> '' LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

}  // namespace banwei::storage
