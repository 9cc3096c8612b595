#include "storage/former_members.h"

#include "storage/columns.h"

namespace banwei::storage {

std::optional<Person> FormerMembers::with_account(std::string_view account) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, staff, number, name, class_id FROM persons WHERE account = $1 AND account <> '' AND left_at IS NOT NULL
  )sql";
  return first_row(database_.query(sql, account), [](const Rows& rows) {
    return Person{.id = rows.integer(0),
                  .staff = rows.integer(1) != 0,
                  .number = rows.text(2),
                  .name = rows.text(3),
                  .class_id = rows.integer(4)};
  });
}

}  // namespace banwei::storage
