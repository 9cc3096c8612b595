#include "handlers/timetable/timetable_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "handlers/common/audience.h"
#include "handlers/common/courses.h"
#include "handlers/common/csv.h"
#include "handlers/common/decoding.h"
#include "handlers/language/strings.h"
#include "handlers/timetable/timetable_cells.h"

namespace banwei::timetable {

namespace text {

constexpr Sentence not_text{"文件里不是文字，请另存为“CSV UTF-8”或 .xlsx 再发",
                            "this is no text: save it as CSV UTF-8"};
constexpr Sentence no_header{
    "没找到表头：要有 班级 星期 节次 课程 几列（还可以有 教师 地点 周次 单双周），或者横着是星期、竖着是节次的课表",
    "there is no header: 班级 星期 节次 课程, or a grid of weekdays and lessons"};
constexpr Sentence no_class{"没写是哪个班", "no class"};
constexpr Sentence unknown_class{"名单里没有班级“{}”", "there is no class {}"};
constexpr Sentence no_weekday{"没看懂是星期几", "no day of the week"};
constexpr Sentence no_lessons{"没看懂是第几节", "no lessons of the day"};
constexpr Sentence no_weeks{"周次“{}”没看懂，写成 1-16周、1-8周、单周 这样", "the weeks {} cannot be read"};
constexpr Sentence no_course{"没写课程", "no course"};
constexpr Sentence too_many{"行数太多，一次最多{}行", "more than {} rows"};

}  // namespace text

namespace {

using storage::TimetableLesson;
using Weeks = TimetableLesson::Weeks;

constexpr int most_rows = 6'000;
constexpr std::size_t longest_cell = 200;  // characters
constexpr std::size_t longest_course = 40;
constexpr std::size_t longest_teacher = 20;

enum class Column { klass, weekday, lessons, course, teacher, room, weeks, parity, time };
constexpr std::size_t column_count = 9;

constexpr std::array<std::pair<std::string_view, Column>, 41> headings{
    {{"班级", Column::klass},       {"班级名称", Column::klass},   {"上课班级", Column::klass},
     {"行政班", Column::klass},     {"行政班级", Column::klass},   {"教学班", Column::klass},
     {"教学班组成", Column::klass}, {"班", Column::klass},         {"星期", Column::weekday},
     {"星期几", Column::weekday},   {"周几", Column::weekday},     {"上课星期", Column::weekday},
     {"节次", Column::lessons},     {"节", Column::lessons},       {"上课节次", Column::lessons},
     {"第几节", Column::lessons},   {"节数", Column::lessons},     {"课程", Column::course},
     {"课程名称", Column::course},  {"课程名", Column::course},    {"课名", Column::course},
     {"科目", Column::course},      {"教师", Column::teacher},     {"任课教师", Column::teacher},
     {"任课老师", Column::teacher}, {"授课教师", Column::teacher}, {"教师姓名", Column::teacher},
     {"老师", Column::teacher},     {"地点", Column::room},        {"上课地点", Column::room},
     {"教室", Column::room},        {"上课教室", Column::room},    {"场地", Column::room},
     {"周次", Column::weeks},       {"上课周次", Column::weeks},   {"起止周", Column::weeks},
     {"周数", Column::weeks},       {"单双周", Column::parity},    {"上课时间", Column::time},
     {"时间", Column::time},        {"时间安排", Column::time}}};

/// Which cell of a row stands in which column; -1 where none does.
using Places = std::array<int, column_count>;

std::string blank_free(std::string_view cell) {
  std::string word = normalised(cell, longest_cell);
  std::erase_if(word, [](char c) { return c == ' ' || c == '\n' || c == '*'; });
  return word;
}

class Reader {
 public:
  Reader(std::string_view name, std::span<const Class> classes) : name_(normalised(name)), classes_(classes) {}

  void take(const TableRow& row) {
    row_ = row.number;
    if (list_header(row) || grid_header(row)) return;
    if (list_) return take_list(row);
    if (grid_) return take_grid(row);
    if (const Class* named = class_in_row(row)) title_ = named;
  }

  ReadTimetable done() {
    if (!list_ && !grid_ && read_.problems.empty()) problem(phrase(text::no_header), 1);
    join();
    return std::move(read_);
  }

  void problem(Phrase what, int row) { read_.problems.push_back({row, std::move(what)}); }

 private:
  std::string cell(const TableRow& row, std::size_t at) const {
    return at < row.cells.size() ? normalised(row.cells[at], longest_cell) : std::string();
  }
  std::string cell(const TableRow& row, Column column) const {
    const int at = places_.at(static_cast<std::size_t>(column));
    return at < 0 ? std::string() : cell(row, static_cast<std::size_t>(at));
  }
  bool has(Column column) const { return places_.at(static_cast<std::size_t>(column)) >= 0; }

  /// The class whose name stands in the text, of several the longest.
  const Class* class_in(std::string_view folded) const {
    const Class* best = nullptr;
    for (const Class& klass : classes_) {
      const std::string name = normalised(klass.name);
      if (folded.find(name) != std::string_view::npos && (best == nullptr || klass.name.size() > best->name.size()))
        best = &klass;
    }
    return best;
  }

  const Class* class_in_row(const TableRow& row) const {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (const Class* named = class_in(cell(row, i))) return named;
    }
    return nullptr;
  }

  const Class* usual_class() const {
    if (title_ != nullptr) return title_;
    if (const Class* named = class_in(name_)) return named;
    return classes_.size() == 1 ? &classes_.front() : nullptr;
  }

  bool list_header(const TableRow& row) {
    Places found{};
    found.fill(-1);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string word = blank_free(row.cells[i]);
      for (const auto& [heading, column] : headings) {
        int& place = found.at(static_cast<std::size_t>(column));
        if (heading == word && place < 0) place = static_cast<int>(i);
      }
    }
    const auto at = [&](Column column) { return found.at(static_cast<std::size_t>(column)) >= 0; };
    if (!at(Column::course) || !(at(Column::time) || (at(Column::weekday) && at(Column::lessons)))) return false;
    places_ = found;
    list_ = true;
    grid_ = false;
    return true;
  }

  /// Three days of the week beside each other.
  bool grid_header(const TableRow& row) {
    constexpr std::size_t enough = 3;
    std::map<std::size_t, int> days;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string word = blank_free(row.cells[i]);
      if (code_points(word) > enough) continue;
      if (const auto day = weekday_in(word, true); day && !is_digit(word.front())) days.emplace(i, *day);
    }
    if (days.size() < enough) return false;
    days_ = std::move(days);
    grid_ = true;
    list_ = false;
    lessons_.reset();
    return true;
  }

  void take_list(const TableRow& row) {
    const std::string course = cell(row, Column::course);
    const std::string time = cell(row, Column::time);
    if (course.empty() && time.empty() && cell(row, Column::weekday).empty()) return;  // a blank line, a signature
    TimetableLesson lesson;
    if (trimmed(course).empty()) return problem(phrase(text::no_course), row_);
    const auto whose = classes_of(cell(row, Column::klass));
    if (whose.empty()) return;
    const auto day = has(Column::weekday) ? weekday_in(cell(row, Column::weekday), true) : weekday_in(time);
    if (!day) return problem(phrase(text::no_weekday), row_);
    const auto lessons = has(Column::lessons) ? lessons_in(cell(row, Column::lessons), true) : lessons_in(time);
    if (!lessons) return problem(phrase(text::no_lessons), row_);
    const std::string said = cell(row, Column::weeks);
    auto weeks = said.empty() ? weeks_in(time) : weeks_in(said, true);
    if (weeks.empty() && !trimmed(said).empty()) return problem(phrase(text::no_weeks, said), row_);
    if (weeks.empty()) weeks.emplace_back();
    if (const auto parity = parity_in(cell(row, Column::parity)); parity && *parity != Weeks::all) {
      for (WeekRange& one : weeks) one.weeks = *parity;
    }
    lesson.weekday = *day;
    lesson.first = lessons->first;
    lesson.last = lessons->second;
    lesson.course = course;
    lesson.teacher = cell(row, Column::teacher);
    lesson.room = cell(row, Column::room);
    for (const Class* klass : whose) add(lesson, *klass, weeks);
  }

  /// Those of a cell: 机电1901、机电1902; without one those that the title or the file names.
  std::vector<const Class*> classes_of(const std::string& said) {
    if (trimmed(said).empty()) {
      if (const Class* usual = usual_class()) return {usual};
      problem(phrase(text::no_class), row_);
      return {};
    }
    const auto known = named_.find(said);
    if (known != named_.end()) return known->second;
    std::vector<const Class*> all;
    std::string_view words = trimmed(said);
    if (words.ends_with("班")) words.remove_suffix(std::string_view("班").size());
    const auto named = audiences_in(words, classes_);
    for (const Class& klass : classes_) {
      if (std::any_of(named.begin(), named.end(),
                      [&](const Audience& one) { return one.kind == Audience::Kind::klass && one.takes(klass); }))
        all.push_back(&klass);
    }
    if (all.empty()) {
      problem(phrase(text::unknown_class, said), row_);
    } else {
      named_.emplace(said, all);
    }
    return all;
  }

  void take_grid(const TableRow& row) {
    const std::size_t first_day = days_.begin()->first;
    std::optional<std::pair<int, int>> lessons;
    for (std::size_t i = 0; i < std::min(first_day, row.cells.size()); ++i) {
      if (const auto here = lessons_in(cell(row, i), true)) lessons = here;
    }
    bool any = false;
    for (const auto& [at, day] : days_) any = any || !trimmed(cell(row, at)).empty();
    // Behind the grid stands whose it is, or the grid of the next class.
    if (!lessons) {
      if (const Class* named = class_in_row(row)) {
        title_ = named;
        return;
      }
    }
    if (lessons) lessons_ = lessons;
    if (!any) return;
    const Class* klass = usual_class();
    if (klass == nullptr) return problem(phrase(text::no_class), row_);
    for (const auto& [at, day] : days_) {
      for (const Field& field : fields_in(cell(row, at))) {
        const auto when = field.lessons ? field.lessons : lessons;
        if (!when) return lessons_ ? void() : problem(phrase(text::no_lessons), row_);  // a remark below the grid
        const TimetableLesson lesson{.weekday = day,
                                     .first = when->first,
                                     .last = when->second,
                                     .course = field.course,
                                     .teacher = field.teacher,
                                     .room = field.room};
        add(lesson, *klass, field.weeks.empty() ? std::vector<WeekRange>(1) : field.weeks);
      }
    }
  }

  static std::string cut(std::string_view words, std::size_t most) {
    std::string_view one_line = trimmed(words);
    std::size_t end = 0;
    for (std::size_t count = 0; end < one_line.size() && count < most; ++count) end += code_point_size(one_line, end);
    std::string out(one_line.substr(0, end));
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
  }

  /// Latin letters of a course or a room stand large: C语言, A101.
  static std::string large(std::string words) {
    for (char& c : words) {
      if (is_latin(c)) c = static_cast<char>(c - 'a' + 'A');
    }
    return words;
  }

  static std::string course_as_kept(std::string_view said) {
    const std::string course = course_name(cut(said, longest_course));
    return course_called(normalised(course)).empty() ? large(course) : course;
  }

  void add(TimetableLesson lesson, const Class& klass, const std::vector<WeekRange>& weeks) {
    lesson.class_id = klass.id;
    lesson.course = course_as_kept(lesson.course);
    lesson.teacher = cut(lesson.teacher, longest_teacher);
    lesson.room = large(cut(lesson.room, longest_course));
    for (const WeekRange& range : weeks) {
      lesson.from_week = range.from;
      lesson.to_week = range.to;
      lesson.weeks = range.weeks;
      read_.lessons.push_back(lesson);
    }
  }

  /// Lessons in a row are one: 第1节 and 第2节 of the same course.
  void join() {
    auto& all = read_.lessons;
    const auto key = [](const TimetableLesson& one) {
      return std::tie(one.class_id, one.weekday, one.course, one.teacher, one.room, one.from_week, one.to_week,
                      one.weeks, one.first, one.last);
    };
    std::sort(all.begin(), all.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<TimetableLesson> joined;
    for (const TimetableLesson& one : all) {
      if (!joined.empty()) {
        TimetableLesson next = joined.back();
        next.first = one.first;
        next.last = one.last;
        if (next == one && joined.back().last + 1 == one.first && one.first == one.last) {
          joined.back().last = one.last;
          continue;
        }
      }
      joined.push_back(one);
    }
    std::stable_sort(joined.begin(), joined.end(), [](const auto& a, const auto& b) {
      return std::tie(a.class_id, a.weekday, a.first, a.from_week) <
             std::tie(b.class_id, b.weekday, b.first, b.from_week);
    });
    all = std::move(joined);
  }

  std::string name_;
  std::span<const Class> classes_;
  const Class* title_ = nullptr;
  std::map<std::string, std::vector<const Class*>> named_ = {};  // By their cell, which many rows have alike.
  bool list_ = false;
  bool grid_ = false;
  Places places_{};
  std::map<std::size_t, int> days_;  // By the place of their cells.
  std::optional<std::pair<int, int>> lessons_;
  int row_ = 0;
  ReadTimetable read_;
};

}  // namespace

ReadTimetable read_timetable(std::string_view bytes, std::string_view name, std::span<const Class> classes) {
  Reader reader(name, classes);
  const auto text = decoded(bytes);
  if (!text) {
    reader.problem(phrase(text::not_text), 1);
    return reader.done();
  }
  CsvReader rows(text->text,
                 text->text.find('\t') != std::string::npos && text->text.find(',') == std::string::npos ? "\t" : ",");
  int count = 0;
  while (const auto row = rows.next()) {
    if (++count > most_rows) {
      reader.problem(phrase(text::too_many, most_rows), row->number);
      break;
    }
    reader.take(*row);
  }
  return reader.done();
}

}  // namespace banwei::timetable
