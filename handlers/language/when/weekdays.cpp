// Weeks and their days: 周五, 下周五, 本周末, 一三五, 周一到周五.
#include <algorithm>
#include <array>

#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

using std::chrono::days;

struct WeekWord {
  std::u32string_view word;
  int weeks;
};

constexpr std::array<WeekWord, 10> week_words{{{U"上上", -2},
                                               {U"上", -1},
                                               {U"上一", -1},
                                               {U"这", 0},
                                               {U"这一", 0},
                                               {U"本", 0},
                                               {U"当", 0},
                                               {U"下", 1},
                                               {U"下一", 1},
                                               {U"下下", 2}}};

constexpr std::array<std::u32string_view, 3> names_of_week{U"周", U"星期", U"礼拜"};
constexpr std::u32string_view list_marks = U"、,/和与及跟";

int day_of(char32_t rune) {
  if (rune == U'日' || rune == U'天') return 7;
  if (rune >= U'1' && rune <= U'7') return static_cast<int>(rune - U'0');
  const int digit = rune == U'两' ? -1 : chinese_digit(rune);
  return digit >= 1 && digit <= 6 ? digit : -1;
}

void add_span(std::vector<int>& list, int first, int last) {
  for (int day = first;; day = day % 7 + 1) {
    list.push_back(day);
    if (day == last) return;
  }
}

/// 五 of 三五八点: a day, unless it begins the number of the clock that follows.
std::optional<int> eat_adjacent_day(Scanner& s) {
  const int day = day_of(s.peek());
  if (day < 0 || is_figure(s.peek())) return std::nullopt;
  Scanner number = s;
  if (const auto hour = eat_number(number); hour && sees_clock_unit(number)) return std::nullopt;
  ++s.at;
  return day;
}

/// 135 of 每周135早上8点: figures that rise, and no number of anything.
std::vector<int> eat_day_figures(Scanner& s) {
  Scanner t = s;
  std::vector<int> list;
  while (is_figure(t.peek())) {
    const int day = day_of(t.peek());
    if (day < 0 || (!list.empty() && day <= list.back())) return {};
    list.push_back(day);
    ++t.at;
  }
  if (list.size() < 2 || t.sees_one_of(U".:点时月号日天个次-/~")) return {};
  s = t;
  return list;
}

std::optional<int> eat_listed_day(Scanner& s) {
  s.skip_spaces();
  eat_week_word(s);
  Scanner number = s;
  const int from = static_cast<int>(s.at);
  const auto hour = eat_number(number);
  const bool is_clock = hour && sees_clock_unit(number) && static_cast<int>(number.at) - from >= 1;
  if (is_clock) return std::nullopt;
  return eat_day_of_week(s);
}

}  // namespace

bool eat_week_word(Scanner& s) { return s.eat_any(names_of_week); }

std::optional<int> eat_day_of_week(Scanner& s) {
  const int day = day_of(s.peek());
  if (day < 0) return std::nullopt;
  const char32_t next = s.peek(1);
  if (next == U'次') return std::nullopt;
  if (is_figure(s.peek()) &&
      (is_figure(next) || std::u32string_view(U".:点时月号日天个-/~").find(next) != std::u32string_view::npos)) {
    return std::nullopt;
  }
  ++s.at;
  return day;
}

std::optional<std::vector<int>> eat_days_of_week(Scanner& s) {
  std::vector<int> list = eat_day_figures(s);
  if (!list.empty()) return list;
  if (s.eat(U"末")) {
    list = {6, 7};
  } else if (const auto first = eat_day_of_week(s)) {
    list = {*first};
  } else {
    return std::nullopt;
  }
  for (;;) {
    Scanner t = s;
    if (const auto day = eat_adjacent_day(t)) {
      list.push_back(*day);
    } else if (Scanner u = s; u.eat_any(std::array<std::u32string_view, 4>{U"到", U"至", U"-", U"~"})) {
      const auto last = eat_listed_day(u);
      if (!last) break;
      add_span(list, list.back(), *last);
      t = u;
    } else {
      t.skip_spaces();
      const bool marked = t.eat_one_of(list_marks);
      t.skip_spaces();
      Scanner named = t;
      const bool week = eat_week_word(named);
      if (week && named.eat(U"末")) {
        list.insert(list.end(), {6, 7});
        t = named;
      } else if (marked || week) {
        const auto day = eat_listed_day(t);
        if (!day) break;
        list.push_back(*day);
      } else {
        break;
      }
    }
    s = t;
  }
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

std::optional<Date> eat_weekday(Scanner& s, Day today) {
  Scanner t = s;
  const auto* word = eat_entry(t, week_words);
  if (word != nullptr) t.eat(U"个");
  if (!eat_week_word(t)) return std::nullopt;
  Date date;
  const Day monday = monday_of(today) + days{word == nullptr ? 0 : 7 * word->weeks};
  Scanner u = t;
  if (word != nullptr) {
    u.eat(U"的");
    u.skip_spaces();
    eat_week_word(u);
  }
  if (u.eat(U"末")) {
    date.precision = Precision::weekend;
    date.day = monday + days{5};
    s = u;
    return date;
  }
  if (const auto day = eat_day_of_week(u)) {
    date.day = monday + days{*day - 1};
    if (word == nullptr) {
      if (date.day < today) date.day += days{7};
      date.renewal = Renewal::weekly;
      date.weekday_only = true;
    }
    s = u;
    return date;
  }
  if (s.at == t.at || word == nullptr) {
    // 周八, 星期九: somebody means a day that does not exist.
    if (const int digit = chinese_digit(t.peek());
        word == nullptr && (digit >= 7 || t.peek() == U'8' || t.peek() == U'9')) {
      Scanner number = t;
      if (eat_number(number) && !sees_clock_unit(number)) {
        date.invalid = true;
        s = number;
        return date;
      }
    }
    return std::nullopt;
  }
  date.precision = Precision::week;
  date.day = monday;
  s = t;
  return date;
}

}  // namespace banwei::times
