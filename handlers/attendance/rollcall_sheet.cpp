#include "handlers/attendance/rollcall_sheet.h"

#include <algorithm>
#include <map>

#include "handlers/attendance/attendance_words.h"

namespace banwei::attendance {

namespace text {
namespace {

constexpr auto topic = "考勤";
std::string sheet_title(const std::string& scope) { return scope + "考勤统计表"; }
std::string sheet_about(const DaySpan& days, std::size_t calls, std::size_t people) {
  return fmt::format("{} · 点名{}次 · {}人", in_words(days), calls, people);
}
constexpr auto was_late = "迟到";
constexpr auto was_absent = "未到";
std::string what(const std::string& date, const RollCall& rollcall, const char* status) {
  return rollcall.title.empty() ? fmt::format("{} {}", date, status)
                                : fmt::format("{} {} {}", date, rollcall.title, status);
}

}  // namespace
}  // namespace text

namespace {

struct Counts {
  std::size_t asked = 0;
  std::size_t here = 0;
  std::size_t late = 0;
  std::size_t excused = 0;
  std::size_t missing = 0;
  std::string remarks = {};
};

/// Of those who were not excused, how many percent came at all.
Cell rate(const Counts& counts) {
  const std::size_t expected = counts.asked - counts.excused;
  if (expected == 0) return {};
  const double percent = 100.0 * static_cast<double>(counts.here + counts.late) / static_cast<double>(expected);
  return Cell::of(percent, fmt::format("{:.1f}", percent));
}

}  // namespace

/// Those that have ended, oldest first.
std::vector<RollCall> RollCallSheet::calls_of(const Class& klass, const Extract& asked) const {
  auto all = calls_.of_class(klass.id, zone_.utc(asked.days.from), zone_.utc(asked.days.to + std::chrono::days{1}));
  const bool teacher = asked.reader.holds(teachers, klass.id);
  std::erase_if(
      all, [&](const RollCall& one) { return !one.closed || (!teacher && one.caller != asked.reader.person->id); });
  std::reverse(all.begin(), all.end());
  return all;
}

std::optional<Drawn> RollCallSheet::draw(const Extract& asked) const {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  for (const auto& [heading, width] :
       {std::pair{"点名", 6}, {"到", 6}, {"迟到", 6}, {"请假", 6}, {"未到", 6}, {"到课率%", 9}, {"备注", 48}})
    sheet.columns.push_back({heading, width});

  std::size_t total = 0;
  for (const Class& klass : asked.classes) {
    std::map<std::int64_t, Counts> all;
    const auto rollcalls = calls_of(klass, asked);
    total += rollcalls.size();
    for (const RollCall& rollcall : rollcalls) {
      const Tally sum = book_.collection(rollcall).sum;
      const std::string date = short_date(zone_.at(rollcall.opened).day());
      for (const Person& one : sum.expected) ++all[one.id].asked;
      for (const Person& one : sum.answered) ++all[one.id].here;
      for (const Person& one : sum.excused) {
        ++all[one.id].asked;
        ++all[one.id].excused;
      }
      for (const Person& one : sum.late) {
        --all[one.id].here;
        ++all[one.id].late;
        remark(all[one.id].remarks, text::what(date, rollcall, text::was_late));
      }
      for (const Person& one : sum.missing) {
        ++all[one.id].missing;
        remark(all[one.id].remarks, text::what(date, rollcall, text::was_absent));
      }
    }
    if (rollcalls.empty()) continue;
    for (const Person& student : members_.students(klass.id)) {
      const Counts& counts = all[student.id];
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, klass, student);
      for (const std::size_t count : {counts.asked, counts.here, counts.late, counts.excused, counts.missing})
        cells.push_back(Cell::of(count));
      if (counts.missing > 0) cells.back().fill = Cell::Fill::orange;
      cells.push_back(rate(counts));
      cells.emplace_back(counts.remarks);
      sheet.rows.push_back(std::move(cells));
    }
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::sheet_title(scope);
  sheet.about = text::sheet_about(asked.days, total, sheet.rows.size());
  sheet.name = fmt::format("{}_{}_{}", scope, text::topic, in_words(asked.days));
  return drawn;
}

}  // namespace banwei::attendance
