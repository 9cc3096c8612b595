// Dates: 明天, 3月15号, 3/15, 下个月1号, 月底, 第5周.
#include <array>
#include <cstdlib>

#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month;
using std::chrono::year_month_day;

struct Word {
  std::u32string_view word;
  int offset;
};

constexpr std::array<Word, 28> day_words{
    {{U"今天", 0},   {U"今日", 0},     {U"今儿", 0},  {U"今儿个", 0}, {U"今个", 0},   {U"本日", 0},   {U"即日", 0},
     {U"当天", 0},   {U"明天", 1},     {U"明日", 1},  {U"明儿", 1},   {U"明儿个", 1}, {U"明个", 1},   {U"次日", 1},
     {U"翌日", 1},   {U"第二天", 1},   {U"后天", 2},  {U"后日", 2},   {U"后儿", 2},   {U"后儿个", 2}, {U"大后天", 3},
     {U"大后日", 3}, {U"大大后天", 4}, {U"昨天", -1}, {U"昨日", -1},  {U"前天", -2},  {U"前日", -2},  {U"大前天", -3}}};

/// Only before a time of day: 今晚, 明早, 明下午.
constexpr std::array<Word, 5> short_day_words{{{U"今", 0}, {U"明", 1}, {U"后", 2}, {U"昨", -1}, {U"当", 0}}};

constexpr std::array<Word, 6> year_words{
    {{U"今年", 0}, {U"本年", 0}, {U"明年", 1}, {U"来年", 1}, {U"后年", 2}, {U"去年", -1}}};

constexpr std::array<Word, 8> month_words{{{U"这个月", 0},
                                           {U"本月", 0},
                                           {U"这月", 0},
                                           {U"当月", 0},
                                           {U"下个月", 1},
                                           {U"下月", 1},
                                           {U"下下个月", 2},
                                           {U"上个月", -1}}};

constexpr std::array<std::u32string_view, 12> last_day_words{
    U"底",         U"月底",         U"末",         U"月末",         U"最后一天",   U"最后1天",
    U"底最后一天", U"月底最后一天", U"末最后一天", U"月末最后一天", U"的最后一天", U"底的最后一天"};
constexpr std::array<std::u32string_view, 12> month_part_words{
    U"初", U"月初", U"中", U"中旬", U"上旬", U"下旬", U"月中", U"月上旬", U"月中旬", U"月下旬", U"上半月", U"下半月"};
constexpr std::array<std::u32string_view, 10> year_part_words{U"底",   U"末",   U"初",   U"中",     U"年底",
                                                              U"年末", U"年初", U"年中", U"上半年", U"下半年"};

/// A place in time that is as far off as 今天 or 这个时候 counted from it: 下个月的今天.
struct Shift {
  std::u32string_view word;
  int days;
  int months;
};

constexpr std::array<Shift, 27> shifts{
    {{U"下周", 7, 0},      {U"下个星期", 7, 0}, {U"下星期", 7, 0},    {U"下礼拜", 7, 0},  {U"下个礼拜", 7, 0},
     {U"下下周", 14, 0},   {U"上周", -7, 0},    {U"上个星期", -7, 0}, {U"上星期", -7, 0}, {U"上礼拜", -7, 0},
     {U"上个礼拜", -7, 0}, {U"上上周", -14, 0}, {U"下个月", 0, 1},    {U"下月", 0, 1},    {U"下下个月", 0, 2},
     {U"上个月", 0, -1},   {U"上月", 0, -1},    {U"明年", 0, 12},     {U"来年", 0, 12},   {U"后年", 0, 24},
     {U"去年", 0, -12},    {U"前年", 0, -24},   {U"明天", 1, 0},      {U"后天", 2, 0},    {U"大后天", 3, 0},
     {U"昨天", -1, 0},     {U"今年", 0, 0}}};
constexpr std::array<std::u32string_view, 9> same_days{U"今天", U"今日",   U"同一天", U"这一天", U"这天",
                                                       U"本日", U"同一日", U"这日",   U"当天"};
constexpr std::array<std::u32string_view, 9> same_times{U"这个时候", U"这时候",   U"此时", U"此刻",        U"这个点",
                                                        U"同一时间", U"这个时间", U"现在", U"今天这个时候"};

/// What may not follow a day of the month that has no 日 or 号 of its own: then the figure counts something else.
constexpr std::u32string_view not_after_bare_day = U"点时:个人名位分小天周年月元块%度℃.件份条次班级";

Day first_of(year_month month) { return Day{month / std::chrono::day{1}}; }

Day last_of(year_month month) { return Day{month / std::chrono::last}; }

/// The day of a month, or a mark that there is none.
Date day_of_month(year_month month, int day, Renewal renewal) {
  Date date;
  date.renewal = renewal;
  const year_month_day found = month / std::chrono::day{static_cast<unsigned>(day)};
  date.invalid = day < 1 || day > 31 || !found.ok();
  if (!date.invalid) date.day = Day{found};
  return date;
}

/// 下个月的今天, 明天这个时候.
std::optional<Date> eat_same_day(Scanner& s, Day today) {
  const auto* shift = eat_entry(s, shifts);
  if (shift == nullptr) return std::nullopt;
  s.eat(U"的");
  const bool same_time = s.eat_any(same_times);
  if (!same_time && (std::abs(shift->days) < 7 && shift->days != 0)) return std::nullopt;  // 明天今天
  if (!same_time && !s.eat_any(same_days)) return std::nullopt;
  const auto month = year_month_day{today} + months{shift->months};
  Date date;
  date.day = (month.ok() ? Day{month} : Day{month.year() / month.month() / std::chrono::last}) + days{shift->days};
  date.same_time = same_time;
  return date;
}

std::optional<Date> eat_day_word(Scanner& s, Day today) {
  Date date;
  if (const auto* word = eat_entry(s, day_words)) {
    date.day = today + days{word->offset};
    return date;
  }
  if (const auto* word = eat_entry(s, short_day_words); word != nullptr && sees_period(s)) {
    date.day = today + days{word->offset};
    return date;
  }
  return std::nullopt;
}

/// 15号 or 15 after a month.
std::optional<int> eat_day_number(Scanner& s, bool bare_allowed) {
  const auto number = eat_number(s);
  if (!number) return std::nullopt;
  if (s.eat_one_of(U"日号")) return number->value;
  if (!bare_allowed || number->length > 3 || s.sees_one_of(not_after_bare_day)) return std::nullopt;
  return number->value;
}

/// What follows a month: a day, its end, a part of it, or nothing.
Date in_month(Scanner& s, year_month month, Renewal renewal) {
  Date date;
  date.renewal = renewal;
  if (s.eat_any(last_day_words)) {
    date.day = last_of(month);
    if (renewal == Renewal::monthly) date.renewal = Renewal::month_end;
    return date;
  }
  if (Scanner t = s; t.eat_any(month_part_words)) {
    s = t;
    date.precision = Precision::month;
    date.day = first_of(month);
    return date;
  }
  Scanner t = s;
  t.eat(U"的");
  t.skip_spaces();
  if (const auto day = eat_day_number(t, true)) {
    s = t;
    return day_of_month(month, *day, renewal);
  }
  date.precision = Precision::month;
  date.day = first_of(month);
  return date;
}

/// 明年, 2020年.
std::optional<std::chrono::year> eat_year(Scanner& s, Day today) {
  if (const auto* word = eat_entry(s, year_words))
    return year_month_day{today}.year() + std::chrono::years{word->offset};
  Scanner t = s;
  const auto figures = eat_year_figures(t);
  if (!figures || !t.eat(U"年")) return std::nullopt;
  s = t;
  return std::chrono::year{*figures};
}

/// 3月15, 12月: of the year that was said, else of the next that has it to come.
std::optional<Date> eat_month(Scanner& s, std::chrono::year of, bool year_said) {
  Scanner t = s;
  const auto number = eat_number(t);
  if (!number || !t.eat(U"月") || t.peek() == U'饼') return std::nullopt;
  s = t;
  s.eat(U"份");
  if (number->value < 1 || number->value > 12) {
    eat_day_number(s, true);
    Date date;
    date.invalid = true;
    return date;
  }
  return in_month(s, year_month{of, std::chrono::month{static_cast<unsigned>(number->value)}},
                  year_said ? Renewal::none : Renewal::yearly);
}

/// 明年, 明年年初, 明年最后一天.
Date rest_of_year(Scanner& s, std::chrono::year of) {
  Date date;
  date.precision = Precision::year;
  date.day = first_of(year_month{of, std::chrono::January});
  if (s.eat_any(std::array<std::u32string_view, 3>{U"最后一天", U"的最后一天", U"年底最后一天"})) {
    date.precision = Precision::day;
    date.day = last_of(year_month{of, std::chrono::December});
  } else {
    s.eat_any(year_part_words);
  }
  return date;
}

/// 年底最后一天, 年底, 年初.
std::optional<Date> eat_part_of_this_year(Scanner& s, std::chrono::year of) {
  Date date;
  if (s.eat(U"年底最后一天")) {
    date.day = last_of(year_month{of, std::chrono::December});
    return date;
  }
  if (!s.eat_any(std::array<std::u32string_view, 4>{U"年底", U"年末", U"年初", U"年中"})) return std::nullopt;
  date.precision = Precision::year;
  date.day = first_of(year_month{of, std::chrono::January});
  return date;
}

/// 2020年3月15日, 明年1月5日, 3月15, 下个月1号, 月底, 15号.
std::optional<Date> eat_named_date(Scanner& s, Day today) {
  const year_month_day now{today};
  const auto said = eat_year(s, today);
  if (said) {
    s.eat(U"的");
    s.skip_spaces();
  } else if (const auto* word = eat_entry(s, month_words)) {
    return in_month(s, year_month{now.year(), now.month()} + months{word->offset}, Renewal::none);
  }
  if (const auto date = eat_month(s, said.value_or(now.year()), said.has_value())) return date;
  if (said) return rest_of_year(s, *said);
  if (const auto date = eat_part_of_this_year(s, now.year())) return date;
  const year_month this_month{now.year(), now.month()};
  if (s.sees(U"月") || s.sees_one_of(U"上中下")) {
    if (s.sees(U"月") ? s.peek(1) != U'底' && s.peek(1) != U'末' && s.peek(1) != U'初' && s.peek(1) != U'中'
                      : s.peek(1) != U'旬') {
      return std::nullopt;
    }
    return in_month(s, this_month, Renewal::monthly);
  }
  if (const auto day = eat_day_number(s, false)) return day_of_month(this_month, *day, Renewal::monthly);
  return std::nullopt;
}

/// 3.15, 3/15, 03-15, 2020-03-15. Figures that are no date are not a wrong date: 36.5 is something else.
std::optional<Date> eat_figures_date(Scanner& s, Day today) {
  if (!is_figure(s.peek())) return std::nullopt;
  const auto first = eat_number(s);
  if (!first) return std::nullopt;
  const char32_t mark = s.peek();
  if (!s.eat_one_of(U"-/.") || !is_figure(s.peek())) return std::nullopt;
  const auto second = eat_number(s);
  if (!second) return std::nullopt;
  auto year = year_month_day{today}.year();
  int month = first->value;
  int day = second->value;
  const bool year_said = first->length == 4;
  if (year_said) {
    if (s.peek() != mark) return std::nullopt;
    ++s.at;
    if (!is_figure(s.peek())) return std::nullopt;
    const auto third = eat_number(s);
    if (!third) return std::nullopt;
    year = std::chrono::year{first->value};
    month = second->value;
    day = third->value;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31 || first->length > 4 || second->length > 2) return std::nullopt;
  const bool own_word = s.eat_one_of(U"日号");
  if (!own_word &&
      (s.sees_one_of(not_after_bare_day) || s.sees_one_of(U"/") || (s.peek() == mark && is_figure(s.peek(1))))) {
    return std::nullopt;
  }
  if (year_said && s.peek() == U't' && is_figure(s.peek(1))) ++s.at;
  return day_of_month(year_month{year, std::chrono::month{static_cast<unsigned>(month)}}, day,
                      year_said ? Renewal::none : Renewal::yearly);
}

/// 第5周周三: we do not know when the term began.
std::optional<Date> eat_teaching_week(Scanner& s, Day today) {
  if (!s.eat(U"第") || !eat_number(s)) return std::nullopt;
  if (!s.eat_any(std::array<std::u32string_view, 4>{U"周", U"教学周", U"个星期", U"个教学周"})) return std::nullopt;
  Scanner t = s;
  t.eat(U"的");
  eat_week_word(t);
  if (eat_day_of_week(t)) s = t;
  Date date;
  date.precision = Precision::week;
  date.day = today;
  return date;
}

bool sees_decimal(Scanner s) {
  const auto whole = eat_number(s);
  return whole && !whole->chinese && s.peek() == U'.';
}

Day last_day_named(const Date& date) {
  const year_month_day first{date.day};
  switch (date.precision) {
    case Precision::day:
      return date.day;
    case Precision::weekend:
      return date.day + days{1};
    case Precision::week:
      return date.day + days{6};
    case Precision::month:
      return last_of(year_month{first.year(), first.month()});
    case Precision::year:
      return last_of(year_month{first.year(), std::chrono::December});
  }
  return date.day;
}

}  // namespace

std::optional<Date> eat_date(Scanner& s, Day today) {
  std::optional<Date> best;
  Scanner end = s;
  const auto consider = [&](auto eat) {
    Scanner t = s;
    if (auto found = eat(t, today); found && t.at > end.at) {
      best = found;
      end = t;
    }
  };
  consider(eat_same_day);
  consider(eat_day_word);
  consider(eat_weekday);
  consider(eat_named_date);
  consider(eat_figures_date);
  consider(eat_teaching_week);
  s = end;
  return best;
}

bool date_piece(Scanner& s, Expression& d, Now now) {
  const Day today = std::chrono::floor<days>(now);
  const bool day_known = !d.dates.empty() || d.repeat || !d.periods.empty();
  if (day_known && sees_decimal(s)) return false;  // 明天8.30 is a time of day
  auto date = eat_date(s, today);
  if (!date || d.dates.size() > 3) return false;
  if (date->precision == Precision::day)
    s.eat_any(std::array<std::u32string_view, 4>{U"那天", U"当天", U"那一天", U"这天"});
  Scanner t = s;
  t.eat(U"的");
  if (date->precision == Precision::day && t.eat_any(same_times)) {
    date->same_time = true;
    s = t;
  }
  d.dates.push_back(*date);
  t = s;
  t.skip_spaces();
  if (t.eat(U"(")) {
    if (const auto confirmed = eat_date(t, today); confirmed && t.eat(U")")) {
      d.dates.push_back(*confirmed);
      s = t;
    }
  }
  t = s;
  if (t.eat_one_of(U"、和及与或跟")) {
    t.skip_spaces();
    if (eat_date(t, today)) {
      d.range = true;
      s = t;
    }
  }
  if (!s.sees(U"起床") && !s.sees(U"起来") && s.eat_any(std::array<std::u32string_view, 3>{U"起", U"开始", U"起始"})) {
    d.from_there = true;
  }
  return true;
}

bool span_piece(Scanner& s, Expression& d, Now now) {
  const Day today = std::chrono::floor<days>(now);
  Scanner first_end = s;
  const auto first = eat_date(first_end, today);
  if (!first || first->precision != Precision::day || first->weekday_only || !d.dates.empty() || d.until) return false;
  Scanner t = first_end;
  t.skip_spaces();
  if (!t.eat_one_of(U"到至-~")) return false;
  t.skip_spaces();
  auto last = eat_date(t, today);
  if (!last || last->precision != Precision::day) return false;
  Scanner week = s;
  const bool by_week = eat_weekday(week, today).has_value() && week.at == first_end.at;
  if (last->weekday_only) {
    last->day = first->day + (std::chrono::weekday{last->day} - std::chrono::weekday{first->day});
  } else if (last->renewal == Renewal::monthly && !last->invalid && !first->invalid) {
    const auto from = year_month_day{first->day};
    *last = day_of_month(year_month{from.year(), from.month()},
                         static_cast<int>(static_cast<unsigned>(year_month_day{last->day}.day())), Renewal::none);
    if (!last->invalid && last->day < first->day) last->invalid = true;
  }
  d.dates.push_back(*first);
  d.until = last;
  if (by_week && !d.repeat) d.repeat = When::Kind::daily;
  s = t;
  return true;
}

bool until_piece(Scanner& s, Expression& d, Now now) {
  if (d.until) return false;
  const bool lasting = s.sees(U"一直到") || s.sees(U"直到") || s.sees(U"持续到");
  if (!d.repeat && !lasting) return false;
  if (!s.eat_any(std::array<std::u32string_view, 9>{U"到", U"至", U"直到", U"一直到", U"截止到", U"截至", U"截止",
                                                    U"截至到", U"持续到"})) {
    return false;
  }
  s.skip_spaces();
  auto date = eat_date(s, std::chrono::floor<days>(now));
  if (!date) return false;
  date->day = last_day_named(*date);
  s.eat_any(std::array<std::u32string_view, 4>{U"为止", U"止", U"结束", U"截止"});
  if (!d.repeat) {  // 一直到周五每天8点
    Scanner repeat = s;
    repeat.eat_one_of(U", 、");
    if (!repeat.sees(U"每") && !repeat.sees(U"天天")) return false;
  }
  d.until = date;
  return true;
}

}  // namespace banwei::times
