// ledger: a day's figures as they were taken, beside a bot that may run: counts alone, so nobody need be named for it.
#include "bot/cli/opened.h"
#include "bot/cli/verbs.h"
#include "handlers/day_figures.h"

namespace banwei::cli {

namespace text {

constexpr Sentence none{
    "{} 没有台账：每天到 [ledger] at 的时候才定稿。现在的数字用 banwei export 台账",
    "there is no ledger of {}: it is taken at [ledger] at. banwei export 台账 has the figures of now"};
constexpr Sentence changed{"{} 的数字和定稿时的快照对不上：数据库里的台账被改过。用 banwei audit verify 再查一遍",
                           "the figures of {} are not those that were taken: the ledger was changed in the database. "
                           "Run banwei audit verify"};

}  // namespace text

int ledger(const std::string& config_path, const std::string& date, Voice& voice) {
  const Config config = read_config(config_path);
  const Opened opened(config);
  const Day day = opened.day(date);
  for (Feature* feature : opened.features.all()) {
    const auto* figures = dynamic_cast<const DayFigures*>(feature);
    const auto told = figures != nullptr ? figures->figures(day) : std::nullopt;
    if (!told) continue;
    voice.out() << told->words << "\n";
    if (!told->intact) throw Explained(text::changed, iso(day));
    return exit_fine;
  }
  throw Explained(text::none, iso(day));
}

}  // namespace banwei::cli
