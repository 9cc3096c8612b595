#include "bot/cli/opened.h"

#include <filesystem>

#include "bot/clock.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_database{"{} 还不存在：先导入名单，再运行 banwei run",
                               "{} does not exist yet: import a roster, then banwei run"};
constexpr Sentence no_date{"“{}”不是日期：写成 2020-03-11", "{} is no date: write it as 2020-03-11"};

}  // namespace text

const std::string& existing(const Config& config) {
  if (!std::filesystem::exists(config.database)) throw Explained(text::no_database, config.database);
  return config.database;
}

Opened::Opened(const Config& config, storage::Database::Access access)
    : database(existing(config), access),
      stores(database),
      zone(config.zone),
      features(stores, zone, config.settings) {}

Day Opened::day(const std::string& date) const {
  if (date.empty()) return zone.at(SystemClock().wall()).day();
  const auto day = day_from_iso(date);
  if (!day) throw Explained(text::no_date, date);
  return *day;
}

}  // namespace banwei::cli
