// Findings of the cross-checks.
#include "storage/findings.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns in this order: a later step may append one, never move one.
constexpr std::string_view findings_steps[] = {
    R"sql(
  CREATE TABLE findings (
    id         INTEGER PRIMARY KEY,
    day        TEXT NOT NULL,
    rule       TEXT NOT NULL,
    class_id   INTEGER NOT NULL REFERENCES classes (id),
    person     INTEGER REFERENCES persons (id),
    words      TEXT NOT NULL,
    assignee   INTEGER REFERENCES persons (id),
    found      INTEGER NOT NULL,
    told       INTEGER,
    result     TEXT NOT NULL DEFAULT '',
    reason     TEXT NOT NULL DEFAULT '',
    settled_by INTEGER REFERENCES persons (id),
    settled    INTEGER
  ) STRICT;
  CREATE INDEX findings_of_class ON findings (class_id, day);
  CREATE INDEX findings_of_person ON findings (person);
  CREATE INDEX findings_of_day ON findings (day);
)sql",
};

Finding finding_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .day = date(rows, 1),
          .rule = rows.text(2),
          .class_id = rows.integer(3),
          .person = rows.maybe_integer(4).value_or(0),
          .words = rows.text(5),
          .assignee = rows.maybe_integer(6).value_or(0),
          .found = instant(rows, 7),
          .told = maybe_instant(rows, 8),
          .result = rows.text(9),
          .reason = rows.text(10),
          .settled_by = rows.maybe_integer(11).value_or(0),
          .settled = maybe_instant(rows, 12)};
}

}  // namespace

constinit const TableSet Findings::tables{"findings", findings_steps};

void Findings::add(const Finding& finding, Day since) {
  constexpr std::string_view before = R"sql(
    SELECT count(*) FROM findings WHERE class_id = $1 AND day >= $2 AND rule = $3 AND person IS $4
  )sql";
  constexpr std::string_view insert = R"sql(
    INSERT INTO findings (day, rule, class_id, person, words, assignee, found) VALUES ($1, $2, $3, $4, $5, $6, $7)
  )sql";
  if (sole_integer(database_.query(before, finding.class_id, iso(since), finding.rule, reference(finding.person))) > 0)
    return;
  database_.run(insert, iso(finding.day), finding.rule, finding.class_id, reference(finding.person), finding.words,
                reference(finding.assignee), seconds(finding.found));
}

std::optional<Finding> Findings::by_id(std::int64_t id) const {
  return first_row(database_.query(R"sql(SELECT * FROM findings WHERE id = $1)sql", id), finding_of);
}

std::vector<Finding> Findings::open(std::int64_t class_id, Day since) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM findings WHERE class_id = $1 AND day >= $2 AND settled IS NULL ORDER BY id
  )sql";
  return all_rows(database_.query(sql, class_id, iso(since)), finding_of);
}

std::vector<Finding> Findings::of_day(std::int64_t class_id, Day day) const {
  return all_rows(database_.query(R"sql(SELECT * FROM findings WHERE class_id = $1 AND day = $2 ORDER BY id)sql",
                                  class_id, iso(day)),
                  finding_of);
}

std::vector<Finding> Findings::of_rule(std::string_view rule, Day day) const {
  return all_rows(
      database_.query(R"sql(SELECT * FROM findings WHERE day = $1 AND rule = $2 ORDER BY id)sql", iso(day), rule),
      finding_of);
}

std::vector<Finding> Findings::since(std::int64_t class_id, std::string_view rule, Day from) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM findings WHERE class_id = $1 AND day >= $2 AND rule = $3 ORDER BY id
  )sql";
  return all_rows(database_.query(sql, class_id, iso(from), rule), finding_of);
}

void Findings::mark_told(std::int64_t id, Utc when) {
  database_.run(R"sql(UPDATE findings SET told = $1 WHERE id = $2)sql", seconds(when), id);
}

void Findings::settle(const Finding& finding) {
  constexpr std::string_view sql = R"sql(
    UPDATE findings SET result = $1, reason = $2, settled_by = $3, settled = $4 WHERE id = $5
  )sql";
  database_.run(sql, finding.result, finding.reason, reference(finding.settled_by), seconds(finding.settled),
                finding.id);
}

std::int64_t Findings::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM findings WHERE person = $1)sql", person));
}

std::int64_t Findings::blank(std::int64_t person) {
  constexpr std::string_view sql = R"sql(
    UPDATE findings SET words = '', reason = '' WHERE person = $1 AND (words <> '' OR reason <> '')
  )sql";
  return database_.run(sql, person);
}

std::int64_t Findings::purge(Day before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM findings WHERE id IN (SELECT id FROM findings WHERE day < $1 LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

}  // namespace banwei::storage
