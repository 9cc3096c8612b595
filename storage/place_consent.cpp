#include "storage/place_consent.h"

#include "storage/columns.h"
#include "storage/consents.h"

namespace banwei::storage {

bool PlaceConsent::refused(std::int64_t person) const {
  const auto said = Consents(database_).last(person, word);
  return said && !said->given;
}

/// The words themselves go with the place: it stands in them.
std::int64_t PlaceConsent::forget(std::int64_t person, Day from, Day to) {
  constexpr std::string_view beside_a_temperature = R"sql(
    WITH RECURSIVE said (id, replaces) AS (
      SELECT id, replaces FROM readings WHERE person = $1 AND day = $2 AND replaced_by IS NULL
      UNION ALL
      SELECT earlier.id, earlier.replaces FROM said JOIN readings AS earlier ON earlier.id = said.replaces
    )
    UPDATE readings SET place = '', in_wuhan = NULL, on_post = NULL, text = ''
    WHERE id IN (SELECT id FROM said) AND (place <> '' OR in_wuhan IS NOT NULL OR on_post IS NOT NULL)
  )sql";
  constexpr std::string_view nothing_else = R"sql(DELETE FROM whereabouts WHERE person = $1 AND isolated IS NULL)sql";
  constexpr std::string_view alone = R"sql(
    UPDATE whereabouts SET in_wuhan = NULL, on_post = NULL, area = '', employer = ''
    WHERE person = $1 AND (in_wuhan IS NOT NULL OR on_post IS NOT NULL OR area <> '' OR employer <> '')
  )sql";
  std::int64_t count = database_.run(nothing_else, person) + database_.run(alone, person);
  for (Day day = from; day <= to; day += std::chrono::days{1})
    count += database_.run(beside_a_temperature, person, iso(day));
  return count;
}

void PlaceConsent::take_back(std::int64_t person) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM whereabouts
    WHERE id = (SELECT id FROM whereabouts WHERE person = $1 ORDER BY said DESC, id DESC LIMIT 1)
  )sql";
  database_.run(sql, person);
}

}  // namespace banwei::storage
