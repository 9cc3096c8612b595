// What a feature gives as a table (导出 考勤 本周): it declares each sort beside what keeps it; who may have it, for
// which classes and days, and what is written down of it, is decided here for all of them. Invariant: a table holds
// only classes for which whoever gets it holds a role that may have it, and goes to him alone.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/args.h"
#include "handlers/common/audience.h"
#include "handlers/common/sheet.h"
#include "handlers/feature.h"
#include "storage/access_log.h"
#include "storage/members.h"

namespace banwei {

/// Days, both inclusive.
struct DaySpan {
  Day from{};
  Day to{};
};

void to_json(nlohmann::ordered_json& json, const DaySpan& days);

/// 本周, 上周, 本月, 3月, 近7天, 昨天, 3月9日到3月11日: those that have been, at the front of folded text; it is taken
/// off.
std::optional<DaySpan> eat_days(std::string_view& text, Day today);

/// The same as an argument of a command.
Arg<DaySpan> days_named();

/// "3月9日", "3月9日-3月11日"
std::string in_words(const DaySpan& days);

/// What an order asks for beside the sort.
struct ExportOrder {
  std::vector<Audience> whose = {};  // empty: all that the reader may have
  std::optional<DaySpan> days = {};
  std::int64_t number = 0;
  HandOver::Form form = HandOver::Form::workbook;
};

/// What is drawn: classes and days are settled.
struct Extract {
  const Speaker& reader;
  std::vector<Class> classes = {};  // at least one, by name
  DaySpan days = {};
  std::int64_t number = 0;
  Moment now = {};
  std::size_t most_rows = 0;  // of all pages together
};

struct Drawn {
  Sheet sheet = {};
  std::vector<Sheet> pages = {};  // behind it in its workbook, each by its title; a CSV or words are without them
  std::vector<std::int64_t> about = {};  // those of whose health it tells
};

struct Export {
  /// Which days are meant when none are said, or that it has none.
  enum class Usual { none, today, week, month };

  std::string what = {};                // its name in the case tables: "attendance"
  std::string name = {};                // 考勤
  std::vector<std::string> words = {};  // what is said in place of 导出考勤
  std::string example = {};             // 导出考勤 本周
  std::string help = {};
  Roles who = {};
  Usual usual = Usual::none;
  int most_days = 1;
  bool numbered = false;  // it is of one thing that has a number

  /// Nothing where there is no such thing, or none that the reader may know of.
  std::function<std::optional<Drawn>(const Extract&)> draw = {};

  /// Writes down whom it was shown to; a sort that tells of health has it.
  std::function<void(const storage::Access&, std::span<const std::int64_t> about)> note = {};

  /// Reads the folded text behind 导出体温; nothing when something is left that is none of it.
  std::optional<ExportOrder> order(std::string_view text, std::span<const Class> classes, Day today) const;
};

/// A feature that gives tables.
class Exports {
 public:
  virtual ~Exports() = default;
  virtual std::vector<Export> exports() = 0;
};

/// The table, or a sentence that says why there is none and what to say instead.
struct Answered {
  std::optional<Drawn> drawn = {};
  std::string why_not = {};
};
Answered draw(const Export& sort, const ExportOrder& order, const Speaker& reader, std::span<const Class> classes,
              const Moment& now, std::size_t most_rows);

/// All pages of it; those that are handed over one behind the other under one name make one workbook.
void hand_over(Reply& reply, const Person& to, Drawn drawn, HandOver::Form form = HandOver::Form::workbook);

/// The columns that every table of people begins with, and their cells.
std::vector<Sheet::Column> people_columns();
std::vector<Cell> people_cells(std::size_t place, const Class& klass, const Person& person);

/// Who got it and when, as it stands on the table.
std::string export_mark(const std::string& name, const Moment& now);

/// 机电1901, or 3个班.
std::string scope_of(std::span<const Class> classes);

/// "3/9", as a heading or in a remark.
std::string short_date(Day day);

/// Adds one more thing to a remark.
void remark(std::string& remarks, std::string_view what);

/// 导出考勤 as a command of the feature.
Command export_command(const storage::Members& members, Export sort);

}  // namespace banwei
