#include "storage/class_archive.h"

#include "storage/columns.h"

namespace banwei::storage {

std::vector<Class> ClassArchive::since(Utc when, std::optional<std::int64_t> counsellor) const {
  constexpr std::string_view sql = R"sql(
    SELECT id, name, major, grade FROM classes
    WHERE archived_at >= $1 AND ($2 IS NULL OR EXISTS (
      SELECT 1 FROM grants WHERE person = $2 AND role = $3 AND class_id = classes.id AND valid_to = classes.archived_at))
    ORDER BY name
  )sql";
  return all_rows(database_.query(sql, seconds(when), counsellor, to_string(Role::counsellor)), [](const Rows& rows) {
    return Class{
        .id = rows.integer(0), .name = rows.text(1), .group = {}, .major = rows.text(2), .grade = rows.text(3)};
  });
}

void ClassArchive::restore(std::int64_t class_id, Utc now) {
  constexpr std::string_view people = R"sql(
    UPDATE persons SET left_at = NULL
    WHERE class_id = $1 AND left_at = (SELECT archived_at FROM classes WHERE id = $1)
  )sql";
  constexpr std::string_view stays = R"sql(
    UPDATE stays SET until = NULL
    WHERE class_id = $1 AND until = (SELECT archived_at FROM classes WHERE id = $1)
      AND person IN (SELECT id FROM persons WHERE class_id = $1 AND left_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM stays AS other WHERE other.person = stays.person AND other.until IS NULL)
  )sql";
  constexpr std::string_view roles = R"sql(
    UPDATE grants SET valid_to = archived_to, archived_to = NULL
    WHERE class_id = $1 AND valid_to = (SELECT archived_at FROM classes WHERE id = $1)
      AND (archived_to IS NULL OR archived_to > $2)
      AND person IN (SELECT id FROM persons WHERE left_at IS NULL AND (staff <> 0 OR class_id = $1))
  )sql";
  constexpr std::string_view group = R"sql(
    SELECT name, iif(archived_room IN (SELECT room FROM classes), '', archived_room) FROM classes WHERE id = $1
  )sql";
  for (const std::string_view sql : {people, stays}) database_.run(sql, class_id);
  database_.run(roles, class_id, seconds(now));
  const auto saved = first_row(database_.query(group, class_id), [](const Rows& rows) {
    return Class{.name = rows.text(0), .group = rows.text(1), .major = {}, .grade = {}};
  });
  if (saved) members_.save_class(*saved);
}

}  // namespace banwei::storage
