#include "handlers/leave/leave_sheet.h"

#include <fmt/format.h>

namespace banwei::leave {

namespace text {
namespace {

constexpr auto topic = "请假";
std::string title(const std::string& scope) { return scope + "请假登记表"; }
std::string about(const DaySpan& days, std::size_t count) { return fmt::format("{} · {}条", in_words(days), count); }
std::string state(const Leave& leave) {
  switch (leave.state) {
    case Leave::State::waiting:
      return "待批";
    case Leave::State::forwarded:
      return "等学工办";
    case Leave::State::approved:
      return leave.ended ? "已销假" : "已批";
    case Leave::State::refused:
      return "没批";
    case Leave::State::withdrawn:
      return "已取消";
  }
  return {};
}
std::string for_other(const std::string& by) { return by + "代请"; }
std::string retro(Day said) { return short_date(said) + "补假"; }

}  // namespace
}  // namespace text

Drawn draw_leaves(const Book& book, const storage::Leaves& leaves, const Extract& asked) {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  for (const auto& [heading, width] : {std::pair{"编号", 6},
                                       {"类型", 8},
                                       {"开始", 12},
                                       {"结束", 12},
                                       {"时间", 20},
                                       {"事由", 36},
                                       {"状态", 9},
                                       {"审批人", 10},
                                       {"备注", 14}})
    sheet.columns.push_back({heading, width});
  for (const Class& klass : asked.classes) {
    for (const Leave& leave : leaves.of_class(klass.id, asked.days.from, asked.days.to)) {
      const auto student = book.members().by_id(leave.person);
      if (!student) continue;
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, klass, *student);
      cells.push_back(Cell::of(static_cast<std::size_t>(leave.id)));
      cells.emplace_back(leave.type);
      cells.emplace_back(iso(leave.from));
      cells.emplace_back(iso(leave.to));
      cells.emplace_back(book.span(leave, asked.now));
      cells.emplace_back(leave.words);
      cells.emplace_back(text::state(leave),
                         leave.state == Leave::State::approved ? Cell::Fill::none : Cell::Fill::orange);
      cells.emplace_back(leave.decided_by == 0 ? "" : book.name_of(leave.decided_by));
      std::string remarks = leave.by == leave.person ? "" : text::for_other(book.name_of(leave.by));
      if (leave.retro) remark(remarks, text::retro(book.day_of(leave.said)));
      cells.emplace_back(std::move(remarks));
      sheet.rows.push_back(std::move(cells));
      drawn.about.push_back(student->id);
    }
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::title(scope);
  sheet.about = text::about(asked.days, sheet.rows.size());
  sheet.name = fmt::format("{}_{}_{}", scope, text::topic, in_words(asked.days));
  return drawn;
}

}  // namespace banwei::leave
