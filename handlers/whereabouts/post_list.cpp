#include "handlers/whereabouts/post_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "handlers/common/collection.h"
#include "handlers/common/fever.h"
#include "handlers/common/own_teachers.h"
#include "handlers/common/privately.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"

namespace banwei::whereabouts {

namespace text {
namespace {

constexpr auto no_classes = "你名下还没有班级";
constexpr auto for_teachers = "谁在岗只有老师看得到；看谁在武汉说“谁留汉”";
std::string on_post(std::size_t count, const std::string& companies) {
  return fmt::format("在岗{}{}", count, companies.empty() ? "" : "（" + companies + "）");
}
std::string measured(std::size_t morning, std::size_t evening) {
  return fmt::format("\n今日早测{} 晚测{}", morning, evening);
}
std::string nobody(const std::string& company) {
  return company.empty() ? "没有人说过自己在岗" : fmt::format("没有人说过自己在{}", company);
}
constexpr auto no_company = "没说单位";
constexpr auto as_table = "\n要表格说“导出在岗”";
constexpr auto isolation_for_teachers = "谁在隔离只有老师看得到；看谁在武汉说“谁留汉”";
constexpr auto title_in_wuhan = "留汉";
std::string of_class(const std::string& klass, std::string_view title, std::size_t count) {
  return fmt::format("{} {}{}人", klass, title, count);
}
constexpr auto nobody_isolated = "没有人说过自己在隔离";
constexpr auto nobody_in_wuhan = "没有人说过自己在武汉";
std::string title(const std::string& scope) { return scope + "留汉在岗台账"; }
std::string about(Day day, std::size_t in_wuhan, std::size_t on_post) {
  return fmt::format("{} · 留汉{} 在岗{} · 红：37.3℃以上 · 橙：没测", wording::month_day(day), in_wuhan, on_post);
}
constexpr auto not_measured = "没测";
constexpr auto yes = "是";
constexpr auto no = "否";
constexpr auto there = "在汉";
constexpr auto away = "不在汉";
constexpr auto works = "在岗";
constexpr auto works_not = "不在岗";
constexpr auto isolated = "隔离";
constexpr auto released = "隔离结束";

}  // namespace
}  // namespace text

namespace {

Cell tick(std::optional<bool> value) { return value ? Cell(*value ? text::yes : text::no) : Cell(); }

/// The value as whoever may read it has it; of the others' only that there is one.
Cell degrees(int centi, bool every) {
  if (centi == 0) return {text::not_measured, Cell::Fill::orange};
  const Cell::Fill fill = fever(centi) ? Cell::Fill::red : Cell::Fill::none;
  if (!every && !fever(centi)) return text::yes;
  std::string words = wording::degrees(centi);
  return Cell::of(centi / 100.0, words.substr(0, words.find("℃")), fill);
}

}  // namespace

std::string in_words(const storage::Whereabouts& where) {
  std::string words = where.area;
  if (where.in_wuhan) {
    const std::string in = *where.in_wuhan ? text::there : text::away;
    words += words.empty() ? in : "（" + in + "）";
  }
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : " ") + more; };
  if (where.on_post) add(*where.on_post ? text::works : text::works_not);
  if (!where.employer.empty()) add(where.employer);
  if (where.isolated) add(*where.isolated ? text::isolated : text::released);
  return words;
}

Reply PostList::on_post(const Context& call, std::optional<std::string> company) {
  const auto classes = classes_of(members_, call, teachers);
  if (classes.empty()) return privately(call, text::for_teachers);
  std::map<std::string, std::size_t> companies;
  std::string names;
  std::vector<std::int64_t> told;
  std::size_t morning = 0;
  std::size_t evening = 0;
  for (const Class& klass : classes) {
    std::vector<Person> people;
    for (const TwiceADay& one : twice_.of_class(klass, call.sent.day())) {
      if (one.where.on_post != true || (company && one.where.employer != *company)) continue;
      ++companies[one.where.employer.empty() ? text::no_company : one.where.employer];
      morning += one.morning != 0 ? 1 : 0;
      evening += one.evening != 0 ? 1 : 0;
      people.push_back(one.person);
      told.push_back(one.person.id);
    }
    if (!people.empty())
      names += fmt::format("\n{} {}", klass.name, wording::first_names(names_of(people, members_.students(klass.id))));
  }
  if (told.empty()) return privately(call, text::nobody(company.value_or("")));
  accesses_.add({.reader = call.speaker.person->id, .what = "place", .message = call.message.id, .at = call.now.utc},
                told);
  std::string by_company;
  for (const auto& [name, count] : companies)
    by_company += fmt::format("{}{}{}", by_company.empty() ? "" : " ", name, count);
  return privately(call,
                   text::on_post(told.size(), by_company) + text::measured(morning, evening) + names + text::as_table);
}

Reply PostList::in_wuhan(const Context& call, std::optional<std::string> name) {
  return list(
      call, name, in_charge, [](const auto& one) { return one.in_wuhan == true; }, text::title_in_wuhan,
      text::nobody_in_wuhan);
}

Reply PostList::isolated(const Context& call, std::optional<std::string> name) {
  if (classes_of(members_, call, teachers).empty()) return privately(call, text::isolation_for_teachers);
  return list(
      call, name, teachers, [](const auto& one) { return one.isolated == true; }, text::isolated,
      text::nobody_isolated);
}

/// Those of a class, or of all that the speaker has as one of `readers`, who are known to be so today.
Reply PostList::list(const Context& call, const std::optional<std::string>& name, Roles readers,
                     const std::function<bool(const storage::Whereabouts&)>& of, std::string_view title,
                     std::string_view nobody) const {
  const auto meant = classes_meant(call, members_, name, readers);
  if (!meant) return privately(call, not_your_class(*name));
  if (meant->empty()) return privately(call, text::no_classes);
  std::string words;
  std::vector<std::int64_t> told;
  for (const Class& klass : *meant) {
    const auto places = log_.of_class(klass.id, call.sent.day());
    std::vector<Person> people;
    const auto students = members_.students(klass.id);
    for (const Person& student : students) {
      const bool is_one = std::any_of(places.begin(), places.end(), [&](const storage::Whereabouts& one) {
        return one.person == student.id && of(one);
      });
      if (!is_one) continue;
      people.push_back(student);
      told.push_back(student.id);
    }
    if (people.empty()) continue;
    words += (words.empty() ? "" : "\n") + text::of_class(klass.name, title, people.size()) + "\n" +
             wording::name_lines(names_of(people, students));
  }
  accesses_.add({.reader = call.speaker.person->id, .what = "place", .message = call.message.id, .at = call.now.utc},
                told);
  return privately(call, words.empty() ? std::string(nobody) : words);
}

Drawn PostList::draw(const Extract& asked) const {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  for (const auto& [heading, width] :
       {std::pair{"现居", 14}, std::pair{"是否在汉", 8}, std::pair{"是否在岗", 8}, std::pair{"单位", 14},
        std::pair{"隔离/观察", 9}, std::pair{"早测", 7}, std::pair{"晚测", 7}})
    sheet.columns.push_back({heading, width});
  std::size_t in_wuhan = 0;
  std::size_t on_post = 0;
  for (const Class& klass : asked.classes) {
    const bool every = asked.reader.holds(own_teachers, klass.id);
    for (const TwiceADay& one : twice_.of_class(klass, asked.days.to)) {
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, klass, one.person);
      cells.emplace_back(one.where.area);
      cells.push_back(tick(one.where.in_wuhan));
      cells.push_back(tick(one.where.on_post));
      cells.emplace_back(one.where.employer);
      cells.push_back(every ? tick(one.where.isolated) : Cell());
      cells.push_back(degrees(one.morning, every));
      cells.push_back(degrees(one.evening, every));
      sheet.rows.push_back(std::move(cells));
      drawn.about.push_back(one.person.id);
      in_wuhan += one.where.in_wuhan == true ? 1 : 0;
      on_post += one.where.on_post == true ? 1 : 0;
    }
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::title(scope);
  sheet.about = text::about(asked.days.to, in_wuhan, on_post);
  sheet.name = fmt::format("{}_{}_{}", scope, "留汉在岗", wording::month_day(asked.days.to));
  return drawn;
}

}  // namespace banwei::whereabouts
