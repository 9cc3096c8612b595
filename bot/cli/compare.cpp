// compare: an exported sheet of another system beside what was reported here, while a bot may run.
#include "bot/cli/incoming.h"
#include "bot/cli/opened.h"
#include "bot/cli/verbs.h"
#include "handlers/sheet_comparison.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_sheet{"{} 里没有“姓名”和“体温”两列：请用今日校园、钉钉导出的那一张表",
                            "{} has no columns 姓名 and 体温: give the sheet that the other system exports"};

}  // namespace text

int compare(const std::string& config_path, const std::string& file, const std::string& date, Voice& voice) {
  const Config config = read_config(config_path);
  const std::string csv = table_in(file, "", voice);
  const Opened opened(config);
  const Day day = opened.day(date);
  for (Feature* feature : opened.features.all()) {
    const auto* compares = dynamic_cast<const ComparesSheets*>(feature);
    const auto told = compares != nullptr ? compares->compared(csv, day) : std::nullopt;
    if (!told) continue;
    voice.out() << *told << "\n";
    return exit_fine;
  }
  throw Explained(text::no_sheet, file);
}

}  // namespace banwei::cli
