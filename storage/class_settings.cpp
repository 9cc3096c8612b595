// Class settings: values for a class, a feature and a key, each from a moment on.
#include "storage/class_settings.h"

#include "storage/columns.h"

namespace banwei::storage {

namespace {

constexpr std::string_view class_settings_steps[] = {
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
    R"sql(
  CREATE TABLE class_choices (
    feature  TEXT NOT NULL,
    class_id INTEGER NOT NULL REFERENCES classes (id),
    key      TEXT NOT NULL,
    since    INTEGER NOT NULL,
    value    TEXT NOT NULL,
    by       INTEGER NOT NULL REFERENCES persons (id),
    PRIMARY KEY (feature, class_id, key, since)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO class_choices SELECT feature, class_id, key, since, value, by FROM class_settings;
  DROP TABLE class_settings;
)sql",
};

}  // namespace

constinit const TableSet ClassSettings::tables{"class_settings", class_settings_steps};

std::vector<ClassSetting> ClassSettings::of(std::string_view feature, std::int64_t class_id) const {
  constexpr std::string_view sql = R"sql(
    SELECT class_id, key, value, since FROM class_choices WHERE feature = $1 AND class_id = $2 ORDER BY since
  )sql";
  std::vector<ClassSetting> all;
  Rows rows = database_.query(sql, feature, class_id);
  while (rows.next()) {
    all.push_back({.class_id = rows.integer(0), .key = rows.text(1), .value = rows.text(2), .since = instant(rows, 3)});
  }
  return all;
}

void ClassSettings::set(std::string_view feature, const ClassSetting& setting, std::int64_t by) {
  constexpr std::string_view sql = R"sql(
    INSERT INTO class_choices (feature, class_id, key, since, value, by) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (feature, class_id, key, since) DO UPDATE SET value = excluded.value, by = excluded.by
  )sql";
  database_.run(sql, feature, setting.class_id, setting.key, seconds(setting.since), setting.value, by);
}

std::int64_t ClassSettings::purge(Utc before, int most) {
  constexpr std::string_view sql = R"sql(
    DELETE FROM class_choices WHERE (feature, class_id, key, since) IN (
      SELECT feature, class_id, key, since FROM class_choices AS old WHERE EXISTS (
        SELECT 1 FROM class_choices AS later
        WHERE later.feature = old.feature AND later.class_id = old.class_id AND later.key = old.key
          AND later.since > old.since AND later.since < $1) LIMIT $2)
  )sql";
  return database_.run(sql, seconds(before), most);
}

}  // namespace banwei::storage
