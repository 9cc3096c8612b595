#include "handlers/timetable/timetable_cells.h"

#include <algorithm>
#include <array>

#include "handlers/language/eat.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/strings.h"

namespace banwei::timetable {

namespace {

using Weeks = storage::TimetableLesson::Weeks;

constexpr int most_weeks = 30;
constexpr std::size_t longest_name = 4;  // characters

std::optional<int> eat_number(std::string_view& text) {
  std::size_t digits = 0;
  while (digits < text.size() && digits < 2 && is_digit(text[digits])) ++digits;
  if (digits == 0) return std::nullopt;
  const auto value = static_cast<int>(number(text.substr(0, digits)));
  text.remove_prefix(digits);
  return value;
}

std::optional<int> eat_day_of_week(std::string_view& text) {
  constexpr std::array<std::pair<std::string_view, int>, 15> days{{{"一", 1},
                                                                   {"二", 2},
                                                                   {"三", 3},
                                                                   {"四", 4},
                                                                   {"五", 5},
                                                                   {"六", 6},
                                                                   {"日", 7},
                                                                   {"天", 7},
                                                                   {"1", 1},
                                                                   {"2", 2},
                                                                   {"3", 3},
                                                                   {"4", 4},
                                                                   {"5", 5},
                                                                   {"6", 6},
                                                                   {"7", 7}}};
  for (const auto& [word, day] : days) {
    if (eat(text, word)) return day;
  }
  return std::nullopt;
}

/// 1-16, 1-8,10-16, 3(单): what stands before 周.
std::vector<WeekRange> ranges_in(std::string_view text) {
  std::vector<WeekRange> all;
  while (!text.empty()) {
    const auto from = eat_number(text);
    if (!from) {
      text.remove_prefix(code_point_size(text, 0));
      continue;
    }
    WeekRange range{.from = *from, .to = *from};
    (void)eat(text, "周");
    std::string_view rest = text;
    if (eat(rest, "-") || eat(rest, "~") || eat(rest, "至") || eat(rest, "到")) {
      (void)eat(rest, "第");
      if (const auto to = eat_number(rest)) {
        range.to = *to;
        text = rest;
      }
    }
    (void)eat(text, "周");
    (void)(eat(text, "(") || eat(text, "["));
    if (eat(text, "单")) range.weeks = Weeks::odd;
    if (eat(text, "双")) range.weeks = Weeks::even;
    const bool exists = range.from >= 1 && range.from <= range.to && range.to <= most_weeks;
    if (!exists) return {};
    all.push_back(range);
  }
  return all;
}

/// How many bytes of `text` before `end` may belong to weeks.
std::size_t begin_of_weeks(std::string_view text, std::size_t end) {
  constexpr std::array<std::string_view, 11> marks{"第", "单", "双", "(", ")", "[", "]", ",", "-", "、", "周"};
  std::size_t begin = end;
  for (bool again = true; again && begin > 0;) {
    again = is_digit(text[begin - 1]);
    if (again) --begin;
    for (const std::string_view mark : marks) {
      if (again || !text.substr(0, begin).ends_with(mark)) continue;
      begin -= mark.size();
      again = true;
    }
  }
  return begin;
}

bool says_weeks(std::string_view part) { return part.find("周") != std::string_view::npos && !weeks_in(part).empty(); }

bool is_room(std::string_view part) {
  constexpr std::array<std::string_view, 12> ends{"室",   "楼", "场", "馆",   "房", "厅",
                                                  "线上", "网", "堂", "中心", "区", "平台"};
  return std::any_of(part.begin(), part.end(), is_digit) ||
         std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return part.ends_with(end); });
}

bool is_name(std::string_view part) {
  if (code_points(part) < 2 || code_points(part) > longest_name) return false;
  for (std::size_t at = 0; at < part.size(); at += code_point_size(part, at)) {
    if (!is_han(code_point_at(part, at))) return false;
  }
  return true;
}

/// Takes 教师: and 老师 from around a name.
std::string_view bare(std::string_view part) {
  for (const std::string_view label : {"教师:", "任课教师:", "老师:", "地点:", "教室:", "周次:", "时间:", "课程:"})
    (void)eat(part, label);
  for (const std::string_view title : {"老师", "教师"}) {
    if (part.size() > title.size() && part.ends_with(title)) part.remove_suffix(title.size());
  }
  return trimmed(part);
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view marks) {
  std::vector<std::string_view> all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(marks), text.size());
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) all.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

Field field_in(std::string_view text) {
  Field field;
  auto lines = parts_of(text, "\n");
  // Between blanks where nothing stands on lines of its own.
  if (lines.size() == 1) lines = parts_of(text, " /;@");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    if (i == 0) {
      // 高等数学(1-16周): the weeks stand behind the name.
      const std::size_t bracket = line.find_first_of("([{");
      if (bracket != std::string_view::npos && bracket > 0 && says_weeks(line.substr(bracket))) {
        field.weeks = weeks_in(line.substr(bracket));
        line = line.substr(0, bracket);
      }
      field.course = bare(line);
      continue;
    }
    for (const std::string_view part : parts_of(line, " /;@")) {
      const std::string_view plain = bare(part);
      if (const auto lessons = lessons_in(part)) field.lessons = lessons;
      if (says_weeks(part)) {
        const auto more = weeks_in(part);
        field.weeks.insert(field.weeks.end(), more.begin(), more.end());
      } else if (lessons_in(part)) {
        continue;
      } else if (is_name(plain) && field.teacher.empty() && !is_room(plain)) {
        field.teacher = plain;
      } else if (field.room.empty()) {
        field.room = plain;
      }
    }
  }
  return field;
}

}  // namespace

std::optional<int> weekday_in(std::string_view cell, bool column) {
  std::string_view text = trimmed(cell);
  if (column) {
    std::string_view alone = text;
    if (const auto day = eat_day_of_week(alone); day && alone.empty()) return day;
  }
  for (const std::string_view word : {"星期", "礼拜", "周"}) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const bool counts_weeks = at > 0 && is_digit(text[at - 1]);
      std::string_view behind = text.substr(at + word.size());
      if (counts_weeks) continue;
      if (const auto day = eat_day_of_week(behind)) return day;
    }
  }
  return std::nullopt;
}

std::optional<std::pair<int, int>> lessons_in(std::string_view cell, bool column) {
  const std::string_view text = trimmed(cell);
  for (std::size_t at = 0; at < text.size(); at += code_point_size(text, at)) {
    if (at > 0 && is_digit(text[at - 1])) continue;  // 13-14节 has no fourth lesson.
    const auto found = language::lesson_numbers_at(text, at);
    if (found && found->exist() && found->spelled) return std::pair{found->first, found->last};
  }
  if (!column) return std::nullopt;
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
  if (digits && text.size() % 2 == 0 && text.front() <= '1' && text.size() >= 4) {
    // 0102, 01020304
    const auto first = static_cast<int>(number(text.substr(0, 2)));
    const auto last = static_cast<int>(number(text.substr(text.size() - 2)));
    if (first >= 1 && first <= last && last <= language::most_lessons) return std::pair{first, last};
    return std::nullopt;
  }
  const auto found = language::lesson_numbers_at(text, 0);
  if (found && found->exist() && found->length == text.size()) return std::pair{found->first, found->last};
  const auto single = digits ? static_cast<int>(number(text)) : 0;
  if (single >= 1 && single <= language::most_lessons) return std::pair{single, single};
  return std::nullopt;
}

std::vector<WeekRange> weeks_in(std::string_view cell, bool column) {
  const std::string_view text = trimmed(cell);
  std::vector<WeekRange> all;
  constexpr std::string_view unit = "周";
  for (std::size_t at = text.find(unit); at != std::string_view::npos; at = text.find(unit, at + 1)) {
    const std::size_t begin = begin_of_weeks(text, at);
    const bool more = text.find(unit, at + unit.size()) < text.size() &&
                      begin_of_weeks(text, text.find(unit, at + unit.size())) <= at;
    if (more) continue;  // Read with the one behind it.
    std::size_t end = at + unit.size();
    for (const std::string_view mark : {"单", "双", "(单", "(双", "[单", "[双"}) {
      if (text.substr(at + unit.size()).starts_with(mark)) end = at + unit.size() + mark.size();
    }
    const auto some = ranges_in(text.substr(begin, end - begin));
    all.insert(all.end(), some.begin(), some.end());
  }
  if (all.empty() && column) all = ranges_in(text);
  if (!all.empty()) return all;
  if (const auto parity = parity_in(text)) return {{.weeks = *parity}};
  return {};
}

std::optional<Weeks> parity_in(std::string_view cell) {
  const std::string_view text = trimmed(cell);
  if (text == "单" || text == "单周") return Weeks::odd;
  if (text == "双" || text == "双周") return Weeks::even;
  if (text == "全" || text == "全周" || text == "每周" || text == "单双周") return Weeks::all;
  return std::nullopt;
}

std::vector<Field> fields_in(std::string_view cell) {
  std::vector<Field> all;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find("\n\n"), cell.size());
    if (Field field = field_in(cell.substr(0, end)); !field.course.empty()) all.push_back(std::move(field));
    cell.remove_prefix(std::min(end + 2, cell.size()));
  }
  return all;
}

}  // namespace banwei::timetable
