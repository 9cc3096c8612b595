// Who agreed to what, and who did not.
#include "storage/consents.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view consents_steps[] = {
    R"sql(
  CREATE TABLE consents (
    id     INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES persons (id),
    what   TEXT NOT NULL,
    given  INTEGER NOT NULL,
    at     INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX consents_of_person ON consents (person, what);
)sql",
};

}  // namespace

constinit const TableSet Consents::tables{"consents", consents_steps};

void Consents::say(std::int64_t person, std::string_view what, const Consent& said) {
  constexpr std::string_view sql = R"sql(INSERT INTO consents (person, what, given, at) VALUES ($1, $2, $3, $4))sql";
  database_.run(sql, person, what, said.given, seconds(said.at));
}

std::optional<Consent> Consents::last(std::int64_t person, std::string_view what) const {
  constexpr std::string_view sql = R"sql(
    SELECT given, at FROM consents WHERE person = $1 AND what = $2 ORDER BY id DESC LIMIT 1
  )sql";
  Rows rows = database_.query(sql, person, what);
  if (!rows.next()) return std::nullopt;
  return Consent{.given = rows.integer(0) != 0, .at = instant(rows, 1)};
}

}  // namespace banwei::storage
