// Class settings: a value for a class, a feature and a key.
#include "storage/class_settings.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view steps[] = {
    R"sql(
  CREATE TABLE class_settings (
    feature  TEXT NOT NULL,
    class_id INTEGER NOT NULL REFERENCES classes (id),
    key      TEXT NOT NULL,
    value    TEXT NOT NULL,
    since    INTEGER NOT NULL,
    by       INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (feature, class_id, key)
  ) STRICT, WITHOUT ROWID;
)sql",
};

std::vector<ClassSetting> all_settings(Rows rows) {
  std::vector<ClassSetting> all;
  while (rows.next()) {
    all.push_back({.class_id = rows.integer(0), .key = rows.text(1), .value = rows.text(2), .since = instant(rows, 3)});
  }
  return all;
}

}  // namespace

constinit const TableSet ClassSettings::tables{"class_settings", steps};

std::vector<ClassSetting> ClassSettings::of(std::string_view feature) const {
  constexpr std::string_view sql = R"sql(SELECT class_id, key, value, since FROM class_settings WHERE feature = $1)sql";
  return all_settings(database_.query(sql, feature));
}

std::vector<ClassSetting> ClassSettings::of(std::string_view feature, std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT class_id, key, value, since FROM class_settings WHERE feature = $1 AND class_id = $2
  )sql";
  return all_settings(database_.query(sql, feature, class_id));
}

void ClassSettings::set(std::string_view feature, const ClassSetting& setting, std::int64_t by) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO class_settings (feature, class_id, key, value, since, by) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (feature, class_id, key) DO UPDATE SET value = excluded.value, since = excluded.since, by = excluded.by
  )sql";
  database_.run(sql, feature, setting.class_id, setting.key, setting.value, seconds(setting.since), by);
}

}  // namespace banwei::storage
