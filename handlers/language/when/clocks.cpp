// Parts of the day and times of day: 下午, 8点半, 14:30, 三点四十五, 差5分9点, 七八点.
#include <algorithm>
#include <array>

#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

struct PeriodWord {
  std::u32string_view word;
  Period period;
};

constexpr std::array<PeriodWord, 50> period_words{
    {{U"凌晨", Period::dawn},      {U"拂晓", Period::dawn},        {U"早上", Period::early},
     {U"早晨", Period::early},     {U"清晨", Period::early},       {U"清早", Period::early},
     {U"大清早", Period::early},   {U"大早上", Period::early},     {U"一大早", Period::early},
     {U"一早", Period::early},     {U"早间", Period::early},       {U"早", Period::early},
     {U"晨", Period::early},       {U"上午", Period::forenoon},    {U"午前", Period::forenoon},
     {U"am", Period::forenoon},    {U"a.m.", Period::forenoon},    {U"中午", Period::noon},
     {U"正午", Period::noon},      {U"晌午", Period::noon},        {U"午间", Period::noon},
     {U"大中午", Period::noon},    {U"午", Period::noon},          {U"下午", Period::afternoon},
     {U"午后", Period::afternoon}, {U"大下午", Period::afternoon}, {U"pm", Period::afternoon},
     {U"p.m.", Period::afternoon}, {U"傍晚", Period::dusk},        {U"黄昏", Period::dusk},
     {U"晚上", Period::evening},   {U"晚间", Period::evening},     {U"夜晚", Period::evening},
     {U"大晚上", Period::evening}, {U"晚", Period::evening},       {U"夜里", Period::night},
     {U"夜间", Period::night},     {U"深夜", Period::night},       {U"半夜", Period::night},
     {U"大半夜", Period::night},   {U"午夜", Period::night},       {U"子夜", Period::night},
     {U"后半夜", Period::night},   {U"半夜里", Period::night},     {U"夜", Period::night},
     {U"早上的", Period::early},   {U"上午的", Period::forenoon},  {U"下午的", Period::afternoon},
     {U"晚上的", Period::evening}, {U"中午的", Period::noon}}};

struct PeriodList {
  std::u32string_view word;
  std::array<Period, 3> periods;
  std::size_t count;
};

constexpr std::array<PeriodList, 6> period_lists{
    {{U"早晚", {Period::early, Period::evening, Period::evening}, 2},
     {U"早中晚", {Period::early, Period::noon, Period::evening}, 3},
     {U"早午晚", {Period::early, Period::noon, Period::evening}, 3},
     {U"上下午", {Period::forenoon, Period::afternoon, Period::afternoon}, 2},
     {U"上午下午", {Period::forenoon, Period::afternoon, Period::afternoon}, 2},
     {U"早上晚上", {Period::early, Period::evening, Period::evening}, 2}}};

/// What may not follow minutes that have no 分 of their own: then the figure counts something else.
constexpr std::u32string_view not_after_bare_minutes = U"个人名位分秒小天周年月日号元块%度℃.:件份条次班级点时楼";

struct Minutes {
  int value = 0;
  bool said = false;
};

/// 半, 一刻, 三刻, 10分, 零五, 四十五 after the hour.
Minutes eat_minutes(Scanner& s) {
  Scanner t = s;
  t.skip_spaces();
  const bool past = t.eat(U"过");
  if (Scanner half = t; half.eat(U"半") && !half.sees_one_of(U"小个天年月")) {
    s = half;
    return {30, true};
  }
  const bool zero = t.eat(U"零") || (t.peek() == U'0' && is_figure(t.peek(1)) && t.eat(U"0"));
  const auto number = eat_number(t);
  if (!number || number->length > 3) return {};
  if (!zero && number->value <= 3 && t.sees(U"刻") && !t.sees(U"刻钟后")) {
    t.eat(U"刻");
    t.eat(U"钟");
    s = t;
    return {number->value * 15, true};
  }
  if (t.peek() == U'分' && t.peek(1) != U'钟') {
    t.eat(U"分");
    s = t;
    return {number->value, true};
  }
  const bool two_figures =
      number->chinese ? (zero ? number->value < 10 : number->value > 10) : (zero || number->length == 2);
  if (past || !two_figures || t.sees_one_of(not_after_bare_minutes)) return {};
  s = t;
  return {number->value, true};
}

/// :30, :30:00 after the hour.
Minutes eat_figure_minutes(Scanner& s, char32_t mark) {
  Scanner t = s;
  if (t.peek() != mark || !is_figure(t.peek(1)) || !is_figure(t.peek(2)) || is_figure(t.peek(3))) return {};
  ++t.at;
  const auto number = eat_number(t);
  if (!number) return {};
  if (t.peek() == U':' && is_figure(t.peek(1)) && is_figure(t.peek(2)) && !is_figure(t.peek(3))) t.at += 3;
  if (t.peek() == U'分' && t.peek(1) != U'钟') ++t.at;
  s = t;
  return {number->value, true};
}

/// The next adjacent digit of 七八点.
bool adjacent(const Number& first, Scanner& s) {
  if (!first.chinese) return false;
  const int unit = first.value % 10;
  const int next = chinese_digit(s.peek());
  if (next <= 0 || unit == 0 || (next != unit + 1 && next != unit + 2)) return false;
  ++s.at;
  return true;
}

bool eat_hour_word(Scanner& s) {
  return s.eat_any(std::array<std::u32string_view, 6>{U"点", U"点钟", U"点整", U"时", U"时整", U"点钟整"});
}

struct SaidClock {
  Clock clock;
  bool range = false;
  bool invalid = false;
};

bool wrong(const Clock& clock) {
  return clock.hour > 24 || clock.minute > 59 || (clock.hour == 24 && clock.minute > 0);
}

/// 差5分, 差一刻: minutes, 0 when they do not stand here.
int eat_back(Scanner& s) {
  Scanner t = s;
  if (!t.eat(U"差")) return 0;
  const auto minutes = eat_number(t);
  if (!minutes) return 0;
  int back = minutes->value;
  if (t.eat(U"刻")) {
    back *= 15;
    t.eat(U"钟");
  } else if (!t.eat_any(std::array<std::u32string_view, 2>{U"分", U"分钟"})) {
    return 0;
  }
  s = t;
  return back;
}

/// 差5分9点, 差一刻9点.
std::optional<SaidClock> eat_before_hour(Scanner& s) {
  SaidClock said;
  said.clock.back = eat_back(s);
  if (said.clock.back == 0) return std::nullopt;
  s.eat(U"到");
  const auto hour = eat_number(s);
  if (!hour || !eat_hour_word(s)) return std::nullopt;
  said.invalid = hour->value > 24 || hour->value < 1 || said.clock.back > 59;
  said.clock.hour = hour->value;
  said.clock.exact = hour->value > 12;
  return said;
}

std::optional<SaidClock> eat_clock(Scanner& s, bool dot_allowed) {
  if (Scanner t = s; t.sees(U"差")) {
    auto said = eat_before_hour(t);
    if (said) s = t;
    return said;
  }
  SaidClock said;
  const auto hour = eat_number(s);
  if (!hour || hour->length > 3) return std::nullopt;
  said.clock.hour = hour->value;
  said.clock.exact = hour->zero_led || hour->value == 0 || hour->value > 12;
  if (s.peek() == U':') {
    const auto minutes = eat_figure_minutes(s, U':');
    if (!minutes.said) return std::nullopt;
    said.clock.minute = minutes.value;
    said.clock.exact = true;
  } else if (dot_allowed && s.peek() == U'.') {
    const auto minutes = eat_figure_minutes(s, U'.');
    if (!minutes.said || s.sees_one_of(U"元℃度%.")) return std::nullopt;
    said.clock.minute = minutes.value;
    said.clock.exact = true;
  } else {
    s.skip_spaces();
    if (adjacent(*hour, s)) said.range = true;
    if (!eat_hour_word(s)) {
      if (said.range || !s.eat_any(std::array<std::u32string_view, 4>{U"am", U"a.m.", U"pm", U"p.m."}))
        return std::nullopt;
      s.at -= s.text[s.at - 1] == U'.' ? 4 : 2;  // The period is read as a piece of its own.
      return said;
    }
    if (s.sees_one_of(U"名评")) return std::nullopt;  // 点名, 点评
    const auto minutes = eat_minutes(s);
    said.clock.minute = minutes.value;
    if (minutes.said) s.eat(U"整");
    if (!minutes.said) said.clock.back = eat_back(s);
    said.invalid = said.clock.back > 59;
  }
  said.invalid = said.invalid || wrong(said.clock);
  return said;
}

bool eat_range_mark(Scanner& s) {
  s.skip_spaces();
  return s.eat_any(std::array<std::u32string_view, 7>{U"到", U"至", U"-", U"~", U"或", U"或者", U"--"});
}

constexpr std::array<std::u32string_view, 3> between_words{U"之间", U"间", U"期间"};

/// The later end of a range, with its part of the day; nothing moves without one.
std::optional<Clock> eat_range_end(Scanner& s, bool dot_allowed) {
  Scanner t = s;
  if (!eat_range_mark(t)) return std::nullopt;
  const auto* period = eat_entry(t, period_words);
  t.skip_spaces();
  auto last = eat_clock(t, dot_allowed);
  if (!last) return std::nullopt;
  if (period != nullptr) last->clock.period = period->period;
  s = t;
  s.eat_any(between_words);
  return last->clock;
}

std::optional<int> eat_bare_hour(Scanner& s) {
  Scanner t = s;
  const auto hour = eat_number(t);
  if (!hour || hour->length > 2 || hour->value > 24 || sees_clock_unit(t)) return std::nullopt;
  s = t;
  return hour->value;
}

/// 8-9点: the first hour has no word of its own.
bool eat_bare_range(Scanner& s, Expression& d) {
  const auto first = eat_bare_hour(s);
  if (!first) return false;
  const auto last = eat_range_end(s, false);
  if (!last) return false;
  Clock clock;
  clock.hour = *first;
  if (!d.periods.empty()) clock.period = d.periods.front();
  clock.exact = !clock.period && (last->exact || clock.hour > 12);
  d.clocks.push_back(clock);
  d.last_clock = last;
  return true;
}

/// 8、12 of 8、12、18点: hours that wait for the word of the last.
std::vector<int> eat_hours_of_list(Scanner& s) {
  std::vector<int> hours;
  constexpr std::size_t most = 12;
  Scanner t = s;
  while (hours.size() < most) {
    Scanner u = t;
    const auto hour = eat_bare_hour(u);
    if (!hour || !u.eat_one_of(U"、,和/及与")) break;
    u.skip_spaces();
    hours.push_back(*hour);
    t = u;
  }
  Scanner last = t;
  if (hours.empty() || !eat_clock(last, false)) return {};
  s = t;
  return hours;
}

/// 早一点 is "a bit earlier", not one o'clock in the morning.
bool says_earlier(Scanner s) { return s.eat(U"早一点") && !s.sees_one_of(U"半钟整前过零十二三四五"); }

}  // namespace

bool sees_period(const Scanner& s) {
  Scanner t = s;
  return eat_entry(t, period_lists) != nullptr || eat_entry(t, period_words) != nullptr;
}

bool sees_clock_unit(const Scanner& s) {
  return (s.peek() == U'点' && s.peek(1) != U'名' && s.peek(1) != U'评') || s.peek() == U':' || s.peek() == U'时';
}

bool period_piece(Scanner& s, Expression& d, Now) {
  const bool first = !d.says_something();
  if (first && says_earlier(s)) return false;
  if (const auto* list = eat_entry(s, period_lists)) {
    d.short_period = first && list->word.size() < 4;
    d.periods.insert(d.periods.end(), list->periods.begin(),
                     list->periods.begin() + static_cast<std::ptrdiff_t>(list->count));
    s.eat_any(std::array<std::u32string_view, 4>{U"各", U"各一次", U"两次", U"三次"});
  } else if (const auto* word = eat_entry(s, period_words)) {
    d.short_period =
        first && (word->word.size() < 2 || word->word == U"am" || word->word == U"pm" || word->word == U"一早");
    if (!d.clocks.empty() && !d.clocks.back().period && (word->word.front() == U'a' || word->word.front() == U'p')) {
      d.clocks.back().period = word->period;
      return true;
    }
    d.periods.push_back(word->period);
  } else {
    return false;
  }
  return d.periods.size() <= 4;
}

bool clock_piece(Scanner& s, Expression& d, Now) {
  const bool dot_allowed = !d.periods.empty() || !d.dates.empty() || d.repeat.has_value();
  if (d.clocks.size() > 8) return false;
  if (Scanner t = s; eat_bare_range(t, d)) {
    s = t;
    d.range = true;
    d.periods.clear();
    return true;
  }
  const auto listed = eat_hours_of_list(s);
  for (const int hour : listed) {
    Clock clock;
    clock.hour = hour;
    clock.exact = hour > 12;
    if (!d.periods.empty()) clock.period = d.periods.front();
    d.clocks.push_back(clock);
  }
  if (!listed.empty()) d.periods.clear();  // 晚上8、9点: the part of the day runs on
  auto said = eat_clock(s, dot_allowed);
  if (!said) return false;
  if (said->invalid) d.invalid = true;
  if (said->range) d.range = true;
  if (const auto last = eat_range_end(s, dot_allowed)) {
    d.range = true;
    d.last_clock = last;
  }
  const bool evening = std::find(d.periods.begin(), d.periods.end(), Period::evening) != d.periods.end();
  const bool dawn = std::find(d.periods.begin(), d.periods.end(), Period::dawn) != d.periods.end();
  if (d.periods.size() == 2 && evening && dawn) {
    said->clock.period = Period::dawn;
    said->clock.after_evening = true;
    d.clocks.push_back(said->clock);
  } else if (d.periods.empty()) {
    d.clocks.push_back(said->clock);
  } else {
    for (const Period period : d.periods) {
      said->clock.period = period;
      d.clocks.push_back(said->clock);
    }
  }
  d.periods.clear();
  s.eat_any(std::array<std::u32string_view, 5>{U"左右", U"前后", U"准时", U"许", U"整"});
  s.eat_any(std::array<std::u32string_view, 4>{U"各一次", U"各1次", U"各一遍", U"各提醒一次"});
  return true;
}

}  // namespace banwei::times
