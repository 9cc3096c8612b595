#include "handlers/temperature/temperature_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/wording.h"

namespace banwei::temperature {

namespace text {
namespace {

constexpr auto topic = "体温";
std::string title(const std::string& scope) { return scope + "体温统计表"; }
std::string about(const DaySpan& days, std::size_t people) {
  return fmt::format("{} · {}人 · 红：37.3℃以上 · 橙：迟报或未报", in_words(days), people);
}
constexpr auto not_reported = "未报";
constexpr auto on_leave = "请假";
constexpr auto reported = "已报";
constexpr auto gone = "已删";
constexpr auto came_late = "迟报";
constexpr auto by_other = "代报";
constexpr auto was_fixed = "更正过";

}  // namespace
}  // namespace text

namespace {

bool among(const std::vector<Person>& people, const Person& one) {
  return std::any_of(people.begin(), people.end(), [&](const Person& each) { return each.id == one.id; });
}

/// "36.5", without its unit, as a sheet has it.
std::string plain_degrees(int centi) {
  std::string words = wording::degrees(centi);
  return words.substr(0, words.find("℃"));
}

}  // namespace

Drawn TemperatureSheet::draw(const Extract& asked) const {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  for (Day day = asked.days.from; day <= asked.days.to; day += std::chrono::days{1})
    sheet.columns.push_back({short_date(day), 7});
  for (const auto& [heading, width] : {std::pair{"未报天数", 9}, {"最高", 7}, {"备注", 36}})
    sheet.columns.push_back({heading, width});

  for (const Class& klass : asked.classes) {
    const bool every = asked.reader.holds(own_teachers, klass.id);
    std::map<Day, Collection> days;
    for (Day day = asked.days.from; day <= asked.days.to; day += std::chrono::days{1}) {
      if (!readings_.counts(klass.id, day)) days.emplace(day, frame_.collection(klass, day));
    }
    for (const Person& student : members_.students(klass.id, asked.now.utc)) {
      Row row;
      std::map<Day, std::vector<storage::Reading>> said;
      for (storage::Reading& one : readings_.history(student.id, asked.days.from, asked.days.to)) {
        if (!one.replaced_by && !one.withdrawn) said[one.day].push_back(std::move(one));
      }
      for (Day day = asked.days.from; day <= asked.days.to; day += std::chrono::days{1}) {
        const auto collection = days.find(day);
        if (collection == days.end()) {
          row.days.emplace_back(text::gone);
        } else {
          add_day(row, every, student, day, said[day], collection->second, asked.now);
        }
      }
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, klass, student);
      cells.insert(cells.end(), row.days.begin(), row.days.end());
      cells.push_back(Cell::of(row.missing));
      cells.push_back(row.highest == 0 ? Cell()
                                       : Cell::of(row.highest / 100.0, plain_degrees(row.highest),
                                                  fever(row.highest) ? Cell::Fill::red : Cell::Fill::none));
      cells.emplace_back(row.remarks);
      sheet.rows.push_back(std::move(cells));
      if (row.health) drawn.about.push_back(student.id);
    }
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::title(scope);
  sheet.about = text::about(asked.days, sheet.rows.size());
  sheet.name = fmt::format("{}_{}_{}", scope, text::topic, in_words(asked.days));
  return drawn;
}

void TemperatureSheet::add_day(Row& row, bool every, const Person& student, Day day,
                               const std::vector<storage::Reading>& said, const Collection& asked, const Moment& now) {
  using Fill = Cell::Fill;
  std::string values;
  std::size_t count = 0;
  int highest = 0;
  const auto note = [&](const std::string& what) { remark(row.remarks, short_date(day) + " " + what); };
  for (const storage::Reading& reading : said) {
    if (reading.centi > 0 && (every || fever(reading.centi))) {
      values += (++count == 1 ? "" : "/") + plain_degrees(reading.centi);
      highest = std::max(highest, reading.centi);
    }
    if (!reading.symptoms.empty()) note(fmt::format("{}", fmt::join(reading.symptoms, "、")));
    if (reading.by != student.id) note(text::by_other);
    if (reading.how == "fix") note(text::was_fixed);
  }
  row.highest = std::max(row.highest, highest);
  const auto complains = [](const storage::Reading& one) { return !one.symptoms.empty(); };
  row.health = row.health || count > 0 || std::any_of(said.begin(), said.end(), complains);
  const bool late = among(asked.sum.late, student);
  if (late) note(text::came_late);
  const Fill fill = fever(highest) ? Fill::red : late ? Fill::orange : Fill::none;
  if (count == 1) {
    row.days.push_back(Cell::of(highest / 100.0, values, fill));
  } else if (count > 1) {
    row.days.emplace_back(values, fill);
  } else if (!said.empty()) {
    const bool hidden = std::any_of(said.begin(), said.end(), [](const auto& one) { return one.centi > 0; });
    row.days.emplace_back(hidden ? text::reported : text::gone, fill);  // gone because the person wanted it
  } else if (among(asked.sum.excused, student)) {
    row.days.emplace_back(text::on_leave);
  } else if (among(asked.sum.missing, student) && !asked.is_open(now.utc)) {
    ++row.missing;
    row.days.emplace_back(text::not_reported, Fill::orange);
  } else {
    row.days.emplace_back();
  }
}

}  // namespace banwei::temperature
