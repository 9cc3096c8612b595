// What classes chose: the last choice of a key holds, and what held before stays known for a while.
#include "storage/class_settings.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class ClassSettingsTest : public testing::Test, protected World {
 protected:
  void choose(std::int64_t class_id, std::string key, std::string value, std::int64_t since) {
    settings.set("f", {.class_id = class_id, .key = std::move(key), .value = std::move(value), .since = at(since)},
                 teacher.id);
  }
  /// "key=value" of each choice, as they come.
  std::vector<std::string> chosen(std::int64_t class_id) {
    std::vector<std::string> all;
    for (const ClassSetting& one : settings.of("f", class_id)) all.push_back(one.key + "=" + one.value);
    return all;
  }
  using Choices = std::vector<std::string>;
  ClassSettings& settings = stores.class_settings;
};

TEST_F(ClassSettingsTest, AreAddedAndComeOldestFirst) {
  choose(first_class, "z", "1", 10);
  choose(first_class, "a", "2", 20);
  choose(first_class, "z", "3", 30);
  choose(second_class, "z", "4", 40);
  settings.set("g", {.class_id = first_class, .key = "z", .value = "5", .since = at(50)}, teacher.id);
  EXPECT_EQ(chosen(first_class), (Choices{"z=1", "a=2", "z=3"}));
  choose(first_class, "z", "6", 30);
  EXPECT_EQ(chosen(first_class), (Choices{"z=1", "a=2", "z=6"})) << "of one second the last one counts";
}

TEST_F(ClassSettingsTest, WhatWasReplacedLongAgoGoes) {
  choose(first_class, "z", "1", 10);
  choose(first_class, "z", "2", 20);
  choose(first_class, "z", "3", 30);
  choose(first_class, "a", "4", 5);
  settings.purge(at(30));
  EXPECT_EQ(chosen(first_class), (Choices{"a=4", "z=2", "z=3"})) << "2 held until 30";
  settings.purge(at(31));
  EXPECT_EQ(chosen(first_class), (Choices{"a=4", "z=3"}));
}

TEST(ClassSettings, WhatAnOlderFileHoldsIsKept) {
  Database database(":memory:", Database::Access::write);
  TableSet older = ClassSettings::tables;
  older.steps = older.steps.first(1);
  migrate(database, std::array{Members::tables, older});
  database.script(
      "INSERT INTO classes (id, name) VALUES (1, 'A');"
      "INSERT INTO persons (id, staff, number, name) VALUES (1, 1, 'T1', 'Chen');"
      "INSERT INTO class_settings VALUES ('f', 1, 'z', '10:20', 100, 1)");
  migrate(database, std::array{Members::tables, ClassSettings::tables});
  const auto kept = ClassSettings(database).of("f", 1);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept.front().value, "10:20");
  EXPECT_EQ(kept.front().since, at(100));
}

}  // namespace
}  // namespace banwei::storage
