// compare: an exported sheet of another system beside what was reported here, while a bot may run.
#include <filesystem>

#include "bot/cli/incoming.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "bot/config.h"
#include "handlers/common/zone.h"
#include "handlers/features.h"
#include "handlers/sheet_comparison.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_database{"{} 还不存在：先导入名单，再运行 banwei run",
                               "{} does not exist yet: import a roster, then banwei run"};
constexpr Sentence no_date{"“{}”不是日期：写成 2020-03-11", "{} is no date: write it as 2020-03-11"};
constexpr Sentence no_sheet{"{} 里没有“姓名”和“体温”两列：请用今日校园、钉钉导出的那一张表",
                            "{} has no columns 姓名 and 体温: give the sheet that the other system exports"};

}  // namespace text

int compare(const std::string& config_path, const std::string& file, const std::string& date, Voice& voice) {
  const Config config = read_config(config_path);
  if (!std::filesystem::exists(config.database)) throw Explained(text::no_database, config.database);
  const std::string csv = table_in(file, "", voice);
  storage::Database database(config.database, storage::Database::Access::read);
  storage::Stores stores(database);
  const Zone zone(config.zone);
  const auto day = date.empty() ? std::optional(zone.at(SystemClock().wall()).day()) : day_from_iso(date);
  if (!day) throw Explained(text::no_date, date);
  const Features features(stores, zone, config.settings);
  for (Feature* feature : features.all()) {
    const auto* compares = dynamic_cast<const ComparesSheets*>(feature);
    const auto told = compares != nullptr ? compares->compared(csv, *day) : std::nullopt;
    if (!told) continue;
    voice.out() << *told << "\n";
    return exit_fine;
  }
  throw Explained(text::no_sheet, file);
}

}  // namespace banwei::cli
