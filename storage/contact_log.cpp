// Talks with families and companies.
#include "storage/contact_log.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

// SELECT * below reads the columns in this order: a later step may append one, never move one.
constexpr std::string_view contact_log_steps[] = {
    R"sql(
  CREATE TABLE contacts (
    id       INTEGER PRIMARY KEY,
    person   INTEGER REFERENCES persons (id),
    company  TEXT NOT NULL,
    party    TEXT NOT NULL,
    words    TEXT NOT NULL,
    by       INTEGER NOT NULL REFERENCES persons (id),
    at       INTEGER NOT NULL,
    day      TEXT NOT NULL,
    next_day TEXT
  ) STRICT;
  CREATE INDEX contacts_of_person ON contacts (person, day);
  CREATE INDEX contacts_of_company ON contacts (company, day) WHERE company <> '';
  CREATE INDEX contacts_due ON contacts (next_day) WHERE next_day IS NOT NULL;
  CREATE INDEX contacts_by_day ON contacts (day);
)sql",
};

Contact contact_of(const Rows& rows) {
  return {.id = rows.integer(0),
          .person = rows.integer(1),
          .company = rows.text(2),
          .with = rows.text(3),
          .words = rows.text(4),
          .by = rows.integer(5),
          .at = instant(rows, 6),
          .day = date(rows, 7),
          .next = rows.null(8) ? std::nullopt : std::optional(date(rows, 8))};
}

}  // namespace

constinit const TableSet ContactLog::tables{"contacts", contact_log_steps};

std::int64_t ContactLog::add(const Contact& contact) {
  constexpr std::string_view settle = R"sql(
    UPDATE contacts SET next_day = NULL WHERE next_day IS NOT NULL AND by = $1 AND company = $2 AND person IS $3
  )sql";
  database_.run(settle, contact.by, contact.company, reference(contact.person));
  constexpr std::string_view sql = R"sql(
    INSERT INTO contacts (person, company, party, words, by, at, day, next_day)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
  )sql";
  return sole_integer(database_.query(sql, reference(contact.person), contact.company, contact.with, contact.words,
                                      contact.by, seconds(contact.at), iso(contact.day),
                                      contact.next ? std::optional(iso(*contact.next)) : std::nullopt));
}

std::vector<Contact> ContactLog::of_person(std::int64_t person, int most) const {
  constexpr std::string_view sql = R"sql(SELECT * FROM contacts WHERE person = $1 ORDER BY id DESC LIMIT $2)sql";
  return all_rows(database_.query(sql, person, most), contact_of);
}

std::vector<Contact> ContactLog::of_company(std::string_view company, std::int64_t by, int most) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM contacts WHERE company <> '' AND company = $1 AND by = $2 ORDER BY id DESC LIMIT $3
  )sql";
  return all_rows(database_.query(sql, company, by, most), contact_of);
}

std::vector<Contact> ContactLog::due(Day day) const {
  constexpr std::string_view sql = R"sql(SELECT * FROM contacts WHERE next_day <= $1 ORDER BY next_day, id)sql";
  return all_rows(database_.query(sql, iso(day)), contact_of);
}

std::vector<Contact> ContactLog::due_of(std::int64_t by, Day day) const {
  constexpr std::string_view sql = R"sql(
    SELECT * FROM contacts WHERE next_day <= $1 AND by = $2 ORDER BY next_day, id
  )sql";
  return all_rows(database_.query(sql, iso(day), by), contact_of);
}

void ContactLog::told(std::int64_t id) {
  database_.run(R"sql(UPDATE contacts SET next_day = NULL WHERE id = $1)sql", id);
}

bool ContactLog::talked_since(std::int64_t person, Day day) const {
  constexpr std::string_view sql = R"sql(SELECT count(*) FROM contacts WHERE person = $1 AND day >= $2)sql";
  return sole_integer(database_.query(sql, person, iso(day))) > 0;
}

std::vector<std::pair<std::string, Day>> ContactLog::companies_of(std::int64_t by) const {
  constexpr std::string_view sql = R"sql(
    SELECT company, max(day) AS last FROM contacts WHERE company <> '' AND by = $1 GROUP BY company ORDER BY last, company
  )sql";
  return all_rows(database_.query(sql, by), [](const Rows& rows) { return std::pair(rows.text(0), date(rows, 1)); });
}

std::int64_t ContactLog::count_of(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM contacts WHERE person = $1)sql", person));
}

std::int64_t ContactLog::purge(Day before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM contacts WHERE id IN (SELECT id FROM contacts WHERE day < $1 LIMIT $2)
  )sql";
  return database_.run(sql, iso(before), most);
}

}  // namespace banwei::storage
