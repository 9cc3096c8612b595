// Where people said they are, joined with what they said of it beside a temperature.
#include "storage/whereabouts.h"

#include <algorithm>
#include <string_view>

#include "storage/columns.h"
#include "storage/place_consent.h"

namespace banwei::storage {

namespace {

constexpr std::string_view whereabouts_steps[] = {
    R"sql(
  CREATE TABLE whereabouts (
    id       INTEGER PRIMARY KEY,
    person   INTEGER NOT NULL REFERENCES persons (id),
    said     INTEGER NOT NULL,
    day      TEXT NOT NULL,
    in_wuhan INTEGER,
    on_post  INTEGER,
    isolated INTEGER,
    area     TEXT NOT NULL,
    employer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX whereabouts_of_person ON whereabouts (person, said);
  CREATE INDEX whereabouts_of_day ON whereabouts (day);
)sql",
    R"sql(
  ALTER TABLE whereabouts ADD COLUMN since TEXT;
)sql",
};

std::optional<bool> maybe_bool(const Rows& rows, int column) {
  return rows.null(column) ? std::nullopt : std::optional(rows.integer(column) != 0);
}

std::optional<std::int64_t> number(const std::optional<bool>& value) {
  return value ? std::optional<std::int64_t>(*value ? 1 : 0) : std::nullopt;
}

Whereabouts said_of(const Rows& rows) {
  return {.person = rows.integer(0),
          .said = instant(rows, 1),
          .day = date(rows, 2),
          .in_wuhan = maybe_bool(rows, 3),
          .on_post = maybe_bool(rows, 4),
          .isolated = maybe_bool(rows, 5),
          .area = rows.text(6),
          .employer = rows.text(7),
          .since = rows.null(8) ? std::nullopt : std::optional(date(rows, 8))};
}

/// Of each person what was said last of each thing; `rows` in order of persons and then of time.
std::vector<Whereabouts> folded(const std::vector<Whereabouts>& rows) {
  std::vector<Whereabouts> all;
  for (const Whereabouts& row : rows) {
    if (all.empty() || all.back().person != row.person) {
      all.push_back(row);
      continue;
    }
    Whereabouts& last = all.back();
    last.said = row.said;
    last.day = row.day;
    if (row.in_wuhan && row.in_wuhan != last.in_wuhan) last.area.clear();
    if (row.in_wuhan) last.in_wuhan = row.in_wuhan;
    if (row.on_post) last.on_post = row.on_post;
    if (row.isolated) last.isolated = row.isolated;
    if (!row.area.empty()) last.area = row.area;
    if (!row.employer.empty()) last.employer = row.employer;
    if (row.on_post == false) last.employer.clear();
  }
  return all;
}

}  // namespace

constinit const TableSet WhereaboutsLog::tables{"whereabouts", whereabouts_steps};

void WhereaboutsLog::add(const Whereabouts& all) {
  Whereabouts said = all;
  if (PlaceConsent(database_).refused(said.person)) {
    if (!said.isolated) return;
    said.in_wuhan = said.on_post = std::nullopt;
    said.area.clear();
    said.employer.clear();
  }
  constexpr std::string_view sql = R"sql(
    INSERT INTO whereabouts (person, said, day, in_wuhan, on_post, isolated, area, employer)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  )sql";
  database_.run(sql, said.person, seconds(said.said), iso(said.day), number(said.in_wuhan), number(said.on_post),
                number(said.isolated), said.area, said.employer);
}

void WhereaboutsLog::note_since(std::int64_t person, Day since) {
  constexpr std::string_view sql = R"sql(
    UPDATE whereabouts SET since = $1 WHERE id = (SELECT id FROM whereabouts WHERE person = $2 ORDER BY said DESC LIMIT 1)
  )sql";
  database_.run(sql, iso(since), person);
}

std::vector<Whereabouts> WhereaboutsLog::said(std::int64_t class_id, Day from, Day to) const {
  constexpr std::string_view sql = R"sql(
    SELECT person, said, day, in_wuhan, on_post, isolated, area, employer, since FROM whereabouts
    WHERE person IN (SELECT id FROM persons WHERE class_id = $1) AND day >= $2 AND day <= $3
    ORDER BY said
  )sql";
  return all_rows(database_.query(sql, class_id, iso(from), iso(to)), said_of);
}

std::optional<Whereabouts> WhereaboutsLog::of(std::int64_t person, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT person, said, day, in_wuhan, on_post, isolated, area, employer, since FROM whereabouts
    WHERE person = $1 AND day <= $2
    UNION ALL
    SELECT person, sent, day, in_wuhan, on_post, isolated, '', '', NULL FROM readings
    WHERE person = $1 AND day <= $2 AND withdrawn IS NULL
      AND (in_wuhan IS NOT NULL OR on_post IS NOT NULL OR isolated IS NOT NULL)
    ORDER BY 2
  )sql";
  const auto all = folded(all_rows(database_.query(sql, person, iso(day)), said_of));
  return all.empty() ? std::nullopt : std::optional(all.front());
}

std::vector<Whereabouts> WhereaboutsLog::of_class(std::int64_t class_id, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT person, said, day, in_wuhan, on_post, isolated, area, employer, since FROM whereabouts
    WHERE person IN (SELECT id FROM persons WHERE class_id = $1) AND day <= $2
    UNION ALL
    SELECT person, sent, day, in_wuhan, on_post, isolated, '', '', NULL FROM readings
    WHERE person IN (SELECT id FROM persons WHERE class_id = $1) AND day <= $2 AND withdrawn IS NULL
      AND (in_wuhan IS NOT NULL OR on_post IS NOT NULL OR isolated IS NOT NULL)
    ORDER BY 1, 2
  )sql";
  return folded(all_rows(database_.query(sql, class_id, iso(day)), said_of));
}

std::vector<Whereabouts> WhereaboutsLog::on_post(std::int64_t class_id, Day day) const {
  auto all = of_class(class_id, day);
  std::erase_if(all, [](const Whereabouts& one) { return one.on_post != true && one.in_wuhan != true; });
  return all;
}

std::int64_t WhereaboutsLog::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM whereabouts WHERE person = $1)sql", person));
}

std::int64_t WhereaboutsLog::erase(std::int64_t person) {
  return database_.run(R"sql(DELETE FROM whereabouts WHERE person = $1)sql", person);
}

std::int64_t WhereaboutsLog::purge(Day before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM whereabouts WHERE id IN (SELECT id FROM whereabouts WHERE day < $1 LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

}  // namespace banwei::storage
