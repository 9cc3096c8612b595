#include "storage/suspensions.h"

#include "storage/columns.h"

namespace banwei::storage {

void Suspensions::begin(std::int64_t person, Utc when) {
  members_.leave(person, when);
  database_.run(R"sql(UPDATE persons SET suspended = 1 WHERE id = $1)sql", person);
}

std::vector<Person> Suspensions::of_class(std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, number, name, class_id, account FROM persons
    WHERE class_id = $1 AND suspended = 1 AND left_at IS NOT NULL
    ORDER BY number
  )sql";
  return all_rows(database_.query(sql, class_id), [](const Rows& rows) {
    return Person{.id = rows.integer(0),
                  .number = rows.text(1),
                  .name = rows.text(2),
                  .class_id = rows.integer(3),
                  .account = rows.text(4)};
  });
}

std::set<std::string, std::less<>> Suspensions::numbers() const {
  std::set<std::string, std::less<>> all;
  for (Rows rows = database_.query(R"sql(SELECT number FROM persons WHERE suspended = 1)sql"); rows.next();)
    all.insert(rows.text(0));
  return all;
}

void Suspensions::end(const Person& person, Utc when) { members_.save_person(person, "", when); }

}  // namespace banwei::storage
