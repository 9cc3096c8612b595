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
  constexpr std::array<std::string_view, 39> around{
      "在不在", "有没有", "是不是", "在",   "在线", "看",     "查",     "出来", "几个",  "考勤",
      "上课",   "课堂",   "到课",   "出勤", "随机", "的",     "学生",   "同学", "一下",  "每个班",
      "每班",   "各",     "一次",   "情况", "现在", "这节课", "这节",   "本节", "节课",  "课",
      "看看",   "请",     "抽",     "查下", "看下", "查一下", "看一下", "问问", "几个人"};
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

namespace {

/// A class at the front of `rest` by its name or the figures that end it, the longest that is written there.
const Looked* class_in_front(std::string_view rest, std::span<const Looked> looked, std::size_t& length) {
  const Looked* klass = nullptr;
  for (const Looked& one : looked) {
    const std::string name = normalised(one.class_name);
    const std::string_view figures = std::string_view(name).substr(name.find_last_not_of("0123456789") + 1);
    for (const std::string_view word : {std::string_view(name), figures}) {
      if (word.size() <= length || !rest.starts_with(word)) continue;
      klass = &one;
      length = word.size();
    }
  }
  return klass;
}

struct StudentInFront {
  const Looked* whose = nullptr;
  const Looked::Student* student = nullptr;
  std::size_t length = 0;
  bool two = false;  // Two are called so.
};

/// The student whose name or number stands at the front of `rest`, the longest that is written there.
StudentInFront student_in_front(std::string_view rest, std::span<const Looked> looked) {
  StudentInFront found;
  for (const Looked& one : looked) {
    for (const Looked::Student& each : one.students) {
      const std::string name = normalised(each.name);
      for (const std::string_view word : {std::string_view(name), std::string_view(each.number)}) {
        if (word.empty() || word.size() < found.length || !rest.starts_with(word)) continue;
        const bool two = word.size() == found.length && found.student != nullptr && found.student->id != each.id;
        found = {&one, &each, word.size(), two};
      }
    }
  }
  return found;
}

/// What was found, read piece by piece.
class FoundReader {
 public:
  explicit FoundReader(std::span<const Looked> looked) : looked_(looked) {}

  std::vector<Found> read(std::string_view folded) {
    std::string_view rest = folded;  // The ) of 刘洋(29) is no mark at its end.
    for (skip_marks(rest); !rest.empty(); skip_marks(rest)) {
      if (!eat_class(rest) && !eat_student(rest) && !eat_words(rest)) return {};
      if (two_) return {};
    }
    const bool says_it = named_ > 0 ? missing_ : complete_ && !missing_;
    if (!says_it) return {};
    if ((named_ == 0 && classes_ == 0) || others_) {
      for (const Looked& one : looked_) {
        if (!one.older) of(one);
      }
    }
    return std::move(found_);
  }

 private:
  Found& of(const Looked& one) {
    const auto same = std::find_if(found_.begin(), found_.end(), [&](const Found& f) { return f.check == one.check; });
    return same != found_.end() ? *same : found_.emplace_back(Found{.check = one.check});
  }

  bool eat_class(std::string_view& rest) {
    std::size_t length = 0;
    const Looked* klass = class_in_front(rest, looked_, length);
    if (klass == nullptr) return false;
    rest.remove_prefix(length);
    of(*klass);
    ++classes_;
    return true;
  }

  bool eat_student(std::string_view& rest) {
    const StudentInFront found = student_in_front(rest, looked_);
    if (found.student == nullptr) return false;
    two_ = two_ || found.two;
    rest.remove_prefix(found.length);
    of(*found.whose).missing.push_back(found.student->id);
    ++named_;
    return true;
  }

  bool eat_words(std::string_view& rest) {
    constexpr std::array<std::string_view, 17> gone{"缺席",   "缺勤",   "缺了",   "缺",     "没到",  "没来",
                                                    "没在",   "不在",   "未到",   "没上线", "旷课",  "没有到",
                                                    "没有来", "人没在", "没人应", "没应答", "叫不应"};
    constexpr std::array<std::string_view, 17> all{"都在",   "全在",   "全到",     "都到",   "全勤",   "到齐",
                                                   "齐了",   "没有缺", "一个不缺", "没缺",   "都来了", "全来了",
                                                   "全部在", "全部到", "全员在",   "都上课", "没问题"};
    constexpr std::array<std::string_view, 22> around{"其他", "其余", "别的", "人", "个", "名", "位", "的",
                                                      "了",   "班",   "同学", "都", "在", "到", "和", "跟",
                                                      "也",   "两",   "核对", "是", "有", "这"};
    if (eat_any(rest, all)) return complete_ = true;
    if (eat_any(rest, gone)) return missing_ = true;
    others_ = others_ || rest.starts_with("其他") || rest.starts_with("其余");
    return eat_any(rest, around) || eat_count(rest) > 0;
  }

  std::span<const Looked> looked_;
  std::vector<Found> found_;
  bool missing_ = false;
  bool complete_ = false;
  bool others_ = false;
  bool two_ = false;
  std::size_t named_ = 0;
  std::size_t classes_ = 0;
};

}  // namespace

std::vector<Found> read_found(std::string_view said, std::span<const Looked> looked) {
  const std::string folded = normalised(said, longest_found + 1);
  if (code_points(folded) > longest_found) return {};
  return FoundReader(looked).read(folded);
}

}  // namespace banwei::lesson
