// What a class has set for itself, over the college's defaults.
// Invariant: a choice is added and none overwritten, so that a past day keeps what held on it; who made it and when
// stands beside it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "storage/every_row.h"
#include "storage/migrations.h"
#include "storage/types.h"

namespace banwei::storage {

struct ClassSetting {
  std::int64_t class_id = 0;
  std::string key = {};
  std::string value = {};
  Utc since{};
};

class ClassSettings {
 public:
  static const TableSet tables;
  explicit ClassSettings(Database& database) : database_(database) {}

  /// All that a class has chosen, oldest first: of each key the last one holds now.
  std::vector<ClassSetting> of(std::string_view feature, std::int64_t class_id) const;

  void set(std::string_view feature, const ClassSetting& setting, std::int64_t by);

  /// Forgets what was replaced before then; how many.
  std::int64_t purge(Utc before, int most = every_row);

 private:
  Database& database_;
};

}  // namespace banwei::storage
