#include "handlers/lesson/register_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "storage/leave_types.h"

namespace banwei::lesson {

namespace leave_types = storage::leave_types;

namespace text {
namespace {

constexpr auto topic = "考勤";
std::string title(const std::string& scope) { return scope + "考勤统计表"; }
std::string held(const ClassCounts& counts) {
  const std::string words = fmt::format("{}次课", counts.lessons);
  return counts.calls == 0 ? words : words + " " + rolls_in_words(counts);
}
std::string of_students(const DaySpan& days, const ClassCounts& counts, std::size_t people) {
  return fmt::format("{} · {} · {}人", in_words(days), held(counts), people);
}
std::string of_classes(const DaySpan& days, const ClassCounts& counts, std::size_t classes) {
  return fmt::format("{} · {}个班 · {}", in_words(days), classes, held(counts));
}
constexpr auto total = "合计";
constexpr auto major = "专业";
constexpr auto course = "课程";
std::string missing(Day day, const TimetableLesson& lesson) {
  return fmt::format("{} {}-{}节{}没报", short_date(day), lesson.first, lesson.last, lesson.course);
}
constexpr auto unreported = "没有报";
constexpr auto full = "全勤";
std::string what(const Attended& lesson, const storage::LessonReport::Absence& one) {
  using Status = storage::LessonReport::Status;
  const std::string name = lesson.title.empty() ? "" : " " + lesson.title;
  const char* status = one.status == Status::absent ? "未到" : one.status == Status::late ? "迟到" : "早退";
  return fmt::format("{}{} {}", short_date(lesson.day), name, status);
}

}  // namespace
}  // namespace text

namespace {

using Status = storage::LessonReport::Status;

Cell percent(double share) { return Cell::of(share, fmt::format("{:.1f}", share)); }

Cell count_cell(std::size_t count, Cell::Fill shade = Cell::Fill::none) {
  Cell cell = Cell::of(count);
  if (count > 0) cell.fill = shade;
  return cell;
}

void add_columns(Sheet& sheet, std::initializer_list<std::pair<const char*, int>> columns) {
  for (const auto& [heading, width] : columns) sheet.columns.push_back({heading, width});
}

/// Each sort that has a column, and all others together.
void add_leaves(std::vector<Cell>& cells, const Counts& counts) {
  std::size_t others = counts.leave;
  for (const char* type : {leave_types::sick, leave_types::personal, leave_types::official}) {
    const auto found = counts.types.find(type);
    const std::size_t times = found == counts.types.end() ? 0 : found->second;
    cells.push_back(Cell::of(times));
    others -= times;
  }
  cells.push_back(Cell::of(others));
}

/// The cells of a class, a major, a course, or all, behind what it is.
void add_numbers(std::vector<Cell>& cells, const ClassCounts& counts) {
  for (const std::size_t number : {counts.lessons, counts.due, counts.present}) cells.push_back(Cell::of(number));
  const auto rate = counts.rate();
  cells.push_back(rate ? percent(*rate) : Cell{});
  cells.push_back(count_cell(counts.sum.absent, Cell::Fill::orange));
  cells.push_back(Cell::of(counts.sum.late));
  cells.push_back(Cell::of(counts.sum.early));
  add_leaves(cells, counts.sum);
  cells.push_back(count_cell(counts.stalled, Cell::Fill::orange));
  cells.push_back(Cell::of(counts.off));
}

/// What was not reported: 3/9 9-10节形势与政策.
std::string missing_of(const std::vector<Timetables::Dated>& lessons) {
  std::string words;
  for (const auto& [day, lesson] : lessons) remark(words, text::missing(day, lesson));
  return words;
}

}  // namespace

/// What is counted of a student who was expected so often and has so many hours of absence in the term.
void RegisterSheet::add_student(std::vector<Cell>& cells, const Counts& counts, std::size_t expected, int term) const {
  const std::size_t here = expected - std::min(expected, counts.leave + counts.absent);
  const std::size_t called = expected - std::min(expected, counts.leave);
  cells.push_back(Cell::of(expected));
  cells.push_back(Cell::of(here - std::min(here, counts.late)));
  cells.push_back(Cell::of(counts.late));
  cells.push_back(Cell::of(counts.early));
  add_leaves(cells, counts);
  cells.push_back(count_cell(counts.absent, Cell::Fill::orange));
  cells.push_back(count_cell(static_cast<std::size_t>(counts.hours(settings_))));
  cells.push_back(count_cell(static_cast<std::size_t>(term)));
  const Step* step = settings_.steps.reached(term);
  cells.push_back(step == nullptr ? Cell{} : Cell(step->what));
  cells.push_back(called == 0 ? Cell{} : percent(100.0 * static_cast<double>(here) / static_cast<double>(called)));
}

std::optional<Drawn> RegisterSheet::students(const Extract& asked) const {
  Drawn drawn;
  Sheet& sheet = drawn.sheet;
  sheet.columns = people_columns();
  add_columns(sheet, {{"应到", 6},
                      {"到", 6},
                      {"迟到", 6},
                      {"早退", 6},
                      {leave_types::sick, 6},
                      {leave_types::personal, 6},
                      {leave_types::official, 6},
                      {"其他假", 7},
                      {"未到", 6},
                      {"旷课学时", 9},
                      {"学期学时", 9},
                      {"建议", 10},
                      {"到课率%", 9},
                      {"备注", 48}});
  ClassCounts total;
  for (const Class& klass : asked.classes) {
    const auto lessons = book_.of(klass, asked.days.from, asked.days.to, asked.reader);
    if (lessons.empty()) continue;
    const ClassCounts all = count(lessons);
    total.add(all);
    const auto term = term_hours(book_, settings_, klass, asked.days.to);
    std::map<std::int64_t, std::string> remarks;
    std::map<std::int64_t, std::size_t> expected;  // Whoever joined later was not expected before.
    std::map<Day, std::vector<Person>> classes;
    for (const Attended& lesson : lessons) {
      auto& of_day = classes[lesson.day];
      if (of_day.empty()) of_day = members_.students(klass.id, book_.zone().utc(lesson.day + std::chrono::days{1}));
      if (is_lesson(lesson) && lesson.teaching != taken_off) {
        for (const Person& one : of_day) ++expected[one.id];
      }
      for (const auto& one : lesson.absences) {
        if (one.status != Status::leave) remark(remarks[one.person], text::what(lesson, one));
      }
    }
    for (const Person& student : members_.students(klass.id)) {
      const auto found = all.people.find(student.id);
      const Counts counts = found == all.people.end() ? Counts{} : found->second;
      std::vector<Cell> cells = people_cells(sheet.rows.size() + 1, klass, student);
      const auto so_far = term.find(student.id);
      add_student(cells, counts, expected[student.id], so_far == term.end() ? 0 : so_far->second);
      if (counts.types.contains(leave_types::sick)) drawn.about.push_back(student.id);
      cells.emplace_back(remarks[student.id]);
      sheet.rows.push_back(std::move(cells));
    }
  }
  const std::string scope = scope_of(asked.classes);
  sheet.title = text::title(scope);
  sheet.about = text::of_students(asked.days, total, sheet.rows.size());
  sheet.name = fmt::format("{}_{}_{}", scope, text::topic, in_words(asked.days));
  return drawn;
}

/// A row a class with zeros too, all of them, then each major and each course.
Sheet RegisterSheet::week(const WeekCounts& week, const DaySpan& days) const {
  Sheet sheet;
  add_columns(sheet, {{"序号", 5},
                      {"年级", 6},
                      {"专业", 16},
                      {"班级", 12},
                      {"课次", 6},
                      {"应到人次", 9},
                      {"实到人次", 9},
                      {"到课率%", 9},
                      {"未到", 6},
                      {"迟到", 6},
                      {"早退", 6},
                      {leave_types::sick, 6},
                      {leave_types::personal, 6},
                      {leave_types::official, 6},
                      {"其他假", 7},
                      {"卡顿", 6},
                      {"停课", 6},
                      {"未填报", 7},
                      {"备注", 30}});
  const auto add = [&](std::vector<Cell> cells, const ClassCounts& counts, std::optional<std::size_t> missing,
                       Cell note) {
    add_numbers(cells, counts);
    cells.push_back(missing ? count_cell(*missing, Cell::Fill::orange) : Cell{});
    cells.push_back(std::move(note));
    sheet.rows.push_back(std::move(cells));
  };
  std::vector<Class> classes;
  for (const auto& one : week.classes) {
    classes.push_back(one.klass);
    const bool silent = one.counts.lessons + one.counts.off == 0;
    const bool full = !silent && one.counts.full() && one.unreported.empty();
    std::string note = silent ? text::unreported : full ? text::full : "";
    if (const std::string missing = missing_of(one.unreported); !missing.empty()) remark(note, missing);
    add({Cell::of(sheet.rows.size() + 1), one.klass.grade, one.klass.major, one.klass.name}, one.counts,
        one.unreported.size(), Cell(note, silent ? Cell::Fill::orange : Cell::Fill::none));
  }
  add({text::total, Cell{}, Cell{}, Cell{}}, week.all, week.unreported(), Cell{});
  if (week.majors.size() > 1) {
    for (const auto& [name, counts] : week.majors)
      add({text::major, Cell{}, name, Cell{}}, counts, std::nullopt, Cell{});
  }
  if (week.courses.size() > 1) {
    for (const auto& [name, counts] : week.courses)
      add({text::course, Cell{}, Cell{}, name}, counts, std::nullopt, Cell{});
  }
  const std::string scope = scope_of(classes);
  sheet.title = text::title(scope);
  sheet.about = text::of_classes(days, week.all, classes.size());
  sheet.name = fmt::format("{}_{}_{}", scope, text::topic, in_words(days));
  return sheet;
}

}  // namespace banwei::lesson
