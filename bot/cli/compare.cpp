// compare: an exported sheet of another system beside what was reported here, while a bot may run.
#include "bot/cli/incoming.h"
#include "bot/cli/opened.h"
#include "bot/cli/readers.h"
#include "bot/cli/verbs.h"
#include "bot/clock.h"
#include "handlers/sheet_comparison.h"

namespace banwei::cli {

namespace text {

constexpr Sentence no_sheet{"{} 里没有“姓名”和“体温”两列：请用今日校园、钉钉导出的那一张表",
                            "{} has no columns 姓名 and 体温: give the sheet that the other system exports"};

constexpr Sentence no_classes{"{} 名下没有班级，没有能比的", "{} has no classes to compare"};

}  // namespace text

namespace {

/// Of the classes that the reader has.
std::optional<Compared> compared(const Opened& opened, const Person& reader, std::string_view csv, Day day) {
  const storage::Members& members = opened.stores.members;
  const Speaker speaker{reader, members.grants(reader, SystemClock().wall())};
  std::vector<Class> classes = members.classes();
  std::erase_if(classes, [&](const Class& klass) { return !speaker.holds(teachers, klass.id); });
  if (classes.empty()) throw Explained(text::no_classes, reader.name);
  for (Feature* feature : opened.features.all()) {
    const auto* compares = dynamic_cast<const ComparesSheets*>(feature);
    if (compares == nullptr) continue;
    if (auto told = compares->compared(csv, classes, day)) return told;
  }
  return std::nullopt;
}

}  // namespace

int compare(const std::string& config_path, const std::string& file, const std::string& date, const std::string& who,
            Voice& voice) {
  const Config config = read_config(config_path);
  const std::string csv = table_in(file, "", voice);
  std::optional<Compared> told;
  Exported shown{.what = ComparesSheets::verb};
  {
    const Opened opened(config);
    const Person reader = reader_named(opened.stores.members, who, SystemClock().wall());
    told = compared(opened, reader, csv, opened.day(date));
    if (!told) throw Explained(text::no_sheet, file);
    shown.reader = reader.number;
  }
  shown.about = std::move(told->about);
  write_down(config, shown);
  voice.out() << told->words << "\n";
  return exit_fine;
}

}  // namespace banwei::cli
