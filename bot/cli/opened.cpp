#include "bot/cli/opened.h"

#include <filesystem>

#include "bot/clock.h"
#include "handlers/language/days.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_database{"{} 还不存在：先导入名单，再运行 banwei run",
                               "{} does not exist yet: import a roster, then banwei run"};
constexpr Sentence no_date{"“{}”不是今天或以前的哪一天：写成 2020-03-11、3月9日、昨天",
                           "{} is no day that has been: write it as 2020-03-11, 3月9日 or 昨天"};

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
  const Day today = zone.at(SystemClock().wall()).day();
  if (date.empty()) return today;
  if (const auto day = day_from_iso(date)) return *day;
  const auto named = language::day_at(date, 0, today);
  if (!named || named->length != date.size()) throw Explained(text::no_date, date);
  return named->day;
}

}  // namespace banwei::cli
