#include "handlers/lesson/spot_order.h"

#include <algorithm>
#include <array>

#include "handlers/language/days.h"
#include "handlers/language/lesson_numbers.h"
#include "handlers/language/numerals.h"
#include "handlers/language/strings.h"

namespace banwei::lesson {

namespace {

constexpr std::size_t longest_order = 60;   // characters
constexpr std::size_t longest_found = 200;  // characters

template <std::size_t N>
bool eat_any(std::string_view& rest, const std::array<std::string_view, N>& words) {
  std::size_t longest = 0;
  for (const std::string_view word : words) {
    if (word.size() > longest && rest.starts_with(word)) longest = word.size();
  }
  rest.remove_prefix(longest);
  return longest > 0;
}

void skip_marks(std::string_view& rest) {
  while (!rest.empty() && is_mark(code_point_at(rest, 0))) rest.remove_prefix(code_point_size(rest, 0));
}

/// 2, 两, 十
std::size_t eat_count(std::string_view& rest) {
  std::size_t digits = 0;
  while (digits < rest.size() && digits < 3 && is_digit(rest[digits])) ++digits;
  if (digits > 0) {
    const auto count = static_cast<std::size_t>(number(rest.substr(0, digits)));
    rest.remove_prefix(digits);
    return count;
  }
  constexpr std::array<std::string_view, 10> figures{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  constexpr std::string_view pair = "两";
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (!rest.starts_with(figures[i])) continue;
    rest.remove_prefix(figures[i].size());
    return i + 1;
  }
  if (!rest.starts_with(pair)) return 0;
  rest.remove_prefix(pair.size());
  return 2;
}

/// The longest beginning that is an audience.
template <class Read>
bool eat_whose(std::string_view& rest, std::vector<Audience>& whose, const Read& read) {
  std::vector<Audience> longest;
  std::size_t bytes = 0;
  for (std::size_t end = 0; end < rest.size();) {
    end += code_point_size(rest, end);
    auto some = read(rest.substr(0, end));
    if (some.empty()) continue;
    longest = std::move(some);
    bytes = end;
  }
  whose.insert(whose.end(), longest.begin(), longest.end());
  rest.remove_prefix(bytes);
  return bytes > 0;
}

}  // namespace

std::optional<SpotOrder> read_spot_order(std::string_view said, std::span<const Class> classes, Day today) {
  constexpr std::array<std::string_view, 6> of_classes{"个班级", "个班", "班级", "班", "个教学班", "个行政班"};
  constexpr std::array<std::string_view, 9> of_people{"个学生", "个同学", "名学生", "名同学", "位同学",
                                                      "个人",   "人",     "名",     "个"};
  constexpr std::array<std::string_view, 24> around{"考勤",   "上课", "课堂",   "到课", "出勤", "随机", "的",   "学生",
                                                    "同学",   "一下", "每个班", "每班", "各",   "一次", "情况", "现在",
                                                    "这节课", "这节", "本节",   "节课", "课",   "看看", "请",   "抽"};
  if (code_points(said) > longest_order) return std::nullopt;
  SpotOrder order;
  for (std::string_view rest = trimmed(said); !rest.empty(); skip_marks(rest)) {
    if (const auto lessons = order.first == 0 ? language::lesson_numbers_at(rest, 0) : std::nullopt;
        lessons && lessons->spelled) {
      if (!lessons->exist()) return std::nullopt;
      order.first = lessons->first;
      order.last = lessons->last;
      rest.remove_prefix(lessons->length);
      continue;
    }
    if (const auto day = order.day ? std::nullopt : language::day_at(rest, 0, today)) {
      order.day = day->day;
      rest.remove_prefix(day->length);
      continue;
    }
    if (eat_whose(rest, order.whose, [&](std::string_view words) {
          auto read = audiences_in(words, classes);
          if (!read.empty() && read.front().kind == Audience::Kind::unknown) read.clear();
          return read;
        }))
      continue;
    if (eat_any(rest, around)) continue;
    // A class that nobody knows is one that is not the speaker's.
    if (eat_whose(rest, order.whose, [](std::string_view words) { return audiences_in(words, {}); })) continue;
    const std::size_t count = eat_count(rest);
    if (count == 0) return std::nullopt;
    if (order.classes == 0 && eat_any(rest, of_classes)) {
      order.classes = count;
    } else if (order.people == 0 && (eat_any(rest, of_people) || rest.empty())) {
      order.people = count;
    } else {
      return std::nullopt;
    }
  }
  return order;
}

std::vector<Found> read_found(std::string_view said, std::span<const Looked> looked) {
  constexpr std::array<std::string_view, 17> gone{"缺席",   "缺勤",   "缺了",   "缺",     "没到",  "没来",
                                                  "没在",   "不在",   "未到",   "没上线", "旷课",  "没有到",
                                                  "没有来", "人没在", "没人应", "没应答", "叫不应"};
  constexpr std::array<std::string_view, 17> all{"都在",   "全在",   "全到",     "都到",   "全勤",   "到齐",
                                                 "齐了",   "没有缺", "一个不缺", "没缺",   "都来了", "全来了",
                                                 "全部在", "全部到", "全员在",   "都上课", "没问题"};
  constexpr std::array<std::string_view, 22> around{"其他", "其余", "别的", "人", "个", "名", "位", "的",
                                                    "了",   "班",   "同学", "都", "在", "到", "和", "跟",
                                                    "也",   "两",   "核对", "是", "有", "这"};
  const std::string folded = normalised(said, longest_found + 1);
  if (code_points(folded) > longest_found) return {};
  std::vector<Found> found;
  const auto of = [&](const Looked& one) -> Found& {
    const auto same = std::find_if(found.begin(), found.end(), [&](const Found& f) { return f.check == one.check; });
    return same != found.end() ? *same : found.emplace_back(Found{.check = one.check});
  };
  bool missing = false;
  bool complete = false;
  bool others = false;
  std::size_t named = 0;
  std::size_t classes = 0;
  for (std::string_view rest = trimmed(folded); !rest.empty(); skip_marks(rest)) {
    const Looked* klass = nullptr;
    std::size_t longest = 0;
    const Looked* whose = nullptr;
    const Looked::Student* student = nullptr;
    bool two = false;
    for (const Looked& one : looked) {
      const std::string name = normalised(one.class_name);
      const std::string_view figures = std::string_view(name).substr(name.find_last_not_of("0123456789") + 1);
      for (const std::string_view word : {std::string_view(name), figures}) {
        if (!word.empty() && word.size() > longest && rest.starts_with(word)) {
          klass = &one;
          longest = word.size();
        }
      }
    }
    if (klass != nullptr) {
      rest.remove_prefix(longest);
      of(*klass);
      ++classes;
      continue;
    }
    for (const Looked& one : looked) {
      for (const Looked::Student& each : one.students) {
        const std::string name = normalised(each.name);
        for (const std::string_view word : {std::string_view(name), std::string_view(each.number)}) {
          if (word.empty() || word.size() < longest || !rest.starts_with(word)) continue;
          two = word.size() == longest && student != nullptr && student->id != each.id;
          whose = &one;
          student = &each;
          longest = word.size();
        }
      }
    }
    if (student != nullptr) {
      if (two) return {};
      rest.remove_prefix(longest);
      of(*whose).missing.push_back(student->id);
      ++named;
      continue;
    }
    if (eat_any(rest, all)) {
      complete = true;
    } else if (eat_any(rest, gone)) {
      missing = true;
    } else if (rest.starts_with("其他") || rest.starts_with("其余")) {
      others = true;
      eat_any(rest, around);
    } else if (!eat_any(rest, around) && eat_count(rest) == 0) {
      return {};
    }
  }
  if (named > 0 && !missing) return {};
  if (named == 0 && (missing || !complete)) return {};
  if ((named == 0 && classes == 0) || others) {
    for (const Looked& one : looked) {
      if (!one.older) of(one);
    }
  }
  return found;
}

}  // namespace banwei::lesson
