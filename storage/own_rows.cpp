#include "storage/own_rows.h"

#include "storage/columns.h"

namespace banwei::storage {

std::int64_t OwnRows::receipts(std::int64_t person) const {
  constexpr std::string_view sql = R"sql(
    SELECT count(*) FROM notices
    WHERE EXISTS (SELECT 1 FROM receipts WHERE receipts.notice = notices.id AND receipts.person = $1)
  )sql";
  return sole_integer(database_.query(sql, person));
}

std::int64_t OwnRows::reminders(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM reminders WHERE owner = $1)sql", person));
}

std::int64_t OwnRows::looks(std::int64_t person) const {
  return sole_integer(database_.query(R"sql(SELECT count(*) FROM accesses WHERE about = $1)sql", person));
}

std::int64_t OwnRows::blank_talks(std::int64_t person) {
  return database_.run(R"sql(UPDATE contacts SET words = '' WHERE person = $1 AND words <> '')sql", person);
}

std::int64_t OwnRows::forget_talks(Utc left, Day before, int most) {
  constexpr std::string_view companies = R"sql(
    DELETE FROM contacts WHERE id IN (SELECT id FROM contacts WHERE day < $1 AND person IS NULL LIMIT $2)
  )sql";
  // Whoever is suspended comes back, unless his class is over.
  constexpr std::string_view people = R"sql(
    DELETE FROM contacts WHERE id IN (
      SELECT contacts.id FROM persons CROSS JOIN contacts ON contacts.person = persons.id
      LEFT JOIN classes ON classes.id = persons.class_id
      WHERE persons.left_at < $1 AND (persons.suspended = 0 OR classes.archived_at < $1) LIMIT $2)
  )sql";
  const std::int64_t gone = database_.run(companies, iso(before), most);
  return gone + database_.run(people, seconds(left), most);
}

}  // namespace banwei::storage
