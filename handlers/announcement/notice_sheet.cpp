#include "handlers/announcement/notice_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "handlers/common/wording.h"

namespace banwei::announcement {

namespace text {
namespace {

std::string title(std::int64_t id, const std::string& heading) {
  return fmt::format("通知{}确认情况：{}", id, heading);
}
std::string about(const std::string& scope, std::size_t done, std::size_t all, const std::string& until) {
  return fmt::format("{} · 已确认{}/{}{}", scope, done, all, until.empty() ? "" : " · 截止" + until);
}
std::string name(const std::string& scope, std::int64_t id) { return fmt::format("{}_通知{}_确认情况", scope, id); }
constexpr auto confirmed = "已确认";
constexpr auto late = "晚确认";
constexpr auto missing = "未确认";
constexpr auto excused = "请假，不用确认";
constexpr auto by_others = "别人代回过，等本人";

}  // namespace
}  // namespace text

std::optional<Drawn> NoticeSheet::draw(const Extract& asked) const {
  const auto notice = notices_.by_id(asked.number);
  if (!notice || !notice->receipt || !notice->posted || notice->recalled) return std::nullopt;
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  for (const auto& [heading, width] : {std::pair{"确认", 16}, {"时间", 14}, {"备注", 24}})
    sheet.columns.push_back({heading, width});

  std::size_t done = 0;
  std::size_t all = 0;
  std::vector<Class> classes;
  for (const Delivery& delivery : notices_.deliveries(notice->id)) {
    const auto klass = std::find_if(asked.classes.begin(), asked.classes.end(),
                                    [&](const Class& one) { return one.id == delivery.class_id; });
    if (klass == asked.classes.end() || delivery.room.empty()) continue;
    classes.push_back(*klass);
    const Tally sum = book_.collection(*notice, delivery).sum;
    const auto when = notices_.confirmed(notice->id, klass->id);
    const auto noted = notices_.noted(notice->id, klass->id);
    done += sum.answered.size();
    all += sum.expected.size();
    const auto has = [](const std::vector<Person>& people, const Person& one) {
      return std::any_of(people.begin(), people.end(), [&](const Person& each) { return each.id == one.id; });
    };
    const auto add = [&](const Person& student, Cell state) {
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, *klass, student);
      const auto at = when.find(student.id);
      std::string time;
      if (at != when.end()) {
        const Moment then = book_.moment(at->second);
        time = short_date(then.day()) + " " + wording::hour_minute(then.time_of_day());
      }
      const bool waits = at == when.end() && noted.contains(student.id);
      cells.push_back(std::move(state));
      cells.emplace_back(std::move(time));
      cells.emplace_back(waits ? text::by_others : "");
      sheet.rows.push_back(std::move(cells));
    };
    for (const Person& student : sum.expected) {
      const bool answered = has(sum.answered, student);
      add(student, !answered                ? Cell(text::missing, Cell::Fill::orange)
                   : has(sum.late, student) ? Cell(text::late, Cell::Fill::orange)
                                            : Cell(text::confirmed));
    }
    for (const Person& student : sum.excused) add(student, Cell(text::excused));
  }
  const std::string scope = scope_of(classes);
  sheet.title = text::title(notice->id, book_.heading(*notice));
  sheet.about =
      text::about(scope, done, all, notice->deadline ? book_.in_words(*notice->deadline, asked.now) : std::string());
  sheet.name = text::name(scope, notice->id);
  return drawn;
}

}  // namespace banwei::announcement
