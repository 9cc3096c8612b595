// What narrows a time that stands: 周末除外, 连续7天, 共10次, 提前10分钟.
#include <algorithm>
#include <array>

#include "handlers/language/strings.h"
#include "handlers/language/when/festivals.h"
#include "handlers/language/when/numbers.h"
#include "handlers/language/when/pieces.h"

namespace banwei::times {

namespace {

using std::chrono::days;

template <std::size_t n>
using Words = std::array<std::u32string_view, n>;

constexpr Words<10> except_heads{U"除了",   U"除去", U"除开", U"除",   U"不含",
                                 U"不包括", U"不算", U"跳过", U"避开", U"排除"};
constexpr Words<3> except_ends{U"外", U"以外", U"之外"};
constexpr Words<12> left_out{U"除外", U"例外", U"跳过", U"休息", U"暂停",   U"不用",
                             U"不发", U"不算", U"不要", U"不必", U"不需要", U"免"};
constexpr Words<14> left_out_deeds{U"不提醒",   U"不用提醒", U"不用发", U"不用叫",  U"不用报",
                                   U"不要提醒", U"不要发",   U"别提醒", U"别发",    U"不需要提醒",
                                   U"不叫",     U"不响",     U"不打扰", U"不用打卡"};
constexpr Words<6> free_days{U"放假", U"放假时", U"放假的时候", U"假期", U"节日", U"放假期间"};

/// 3月16日到18日, 明天, 本周五.
bool eat_excepted_dates(Scanner& s, Expression& d, Now now) {
  const Day today = std::chrono::floor<days>(now);
  Expression span;
  if (Scanner t = s; span_piece(t, span, now) && !span.dates.front().invalid && !span.until->invalid) {
    constexpr int longest_span = 62;
    const Day first = span.dates.front().day;
    if (span.until->day < first || (span.until->day - first).count() > longest_span) return false;
    for (Day day = first; day <= span.until->day; day += days{1}) d.except.push_back(day);
    s = t;
    return true;
  }
  Scanner t = s;
  if (const auto festival = eat_festival(t)) {
    const auto day = next_festival(*festival, today);
    if (!day) return false;
    t.eat_any(Words<3>{U"节", U"当天", U"节当天"});
    d.except.push_back(*day);
    s = t;
    return true;
  }
  const auto date = eat_date(t, today);
  if (!date || date->invalid || date->precision == Precision::month || date->precision == Precision::year) return false;
  const int count = date->precision == Precision::week ? 7 : date->precision == Precision::weekend ? 2 : 1;
  for (int i = 0; i < count; ++i) d.except.push_back(date->day + days{i});
  s = t;
  return true;
}

bool eat_excepted(Scanner& s, Expression& d, Now now) {
  Scanner t = s;
  t.eat(U"每个") || t.eat(U"每");
  if (Scanner u = t; eat_holidays(u) || u.eat_any(free_days)) {
    d.except_holiday = true;
    s = u;
    return true;
  }
  if (Scanner u = t; eat_workdays(u)) {
    d.except_workday = true;
    s = u;
    return true;
  }
  if (Scanner u = t; eat_weekend(u)) {
    d.except_dow.insert(d.except_dow.end(), {6, 7});
    s = u;
    return true;
  }
  if (Scanner u = t; eat_week_word(u)) {
    const auto dow = eat_days_of_week(u);
    if (!dow) return false;
    d.except_dow.insert(d.except_dow.end(), dow->begin(), dow->end());
    s = u;
    return true;
  }
  return eat_excepted_dates(s, d, now);
}

/// The one time of day that stands here: 晚上十点; a last hour is one of the evening.
std::optional<Clock> eat_last_hour(Scanner& s, Now now) {
  Expression end;
  if (Scanner t = s; period_piece(t, end, now)) s = t;
  const bool half_said = !end.periods.empty();
  if (!clock_piece(s, end, now) || end.clocks.size() != 1 || end.range || end.invalid) return std::nullopt;
  Clock last = end.clocks.front();
  constexpr int noon = 12;
  if (!half_said && !last.exact && last.hour < noon) last.period = Period::evening;
  return last;
}

/// What is to be done at the time, as far as it may stand between the time and its lead: 开会, 面试, 上课.
bool is_event(std::u32string_view words) {
  constexpr Words<8> no_events{U"提醒", U"叫", U"通知", U"记得", U"告诉", U"别", U"不", U"说"};
  return std::all_of(words.begin(), words.end(), [](char32_t c) { return is_han(c); }) &&
         std::none_of(no_events.begin(), no_events.end(),
                      [&](auto word) { return words.find(word) != std::u32string_view::npos; });
}

std::optional<std::chrono::minutes> eat_lead(Scanner& s) {
  const auto length = eat_duration(s);
  if (!length || length->vague || length->months > 0 || length->seconds.count() % 60 != 0) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::minutes>(length->seconds + days{length->days});
}

}  // namespace

bool except_piece(Scanner& s, Expression& d, Now now) {
  if (Scanner t = s; t.eat(U"(") && except_piece(t, d, now) && t.eat(U")")) {
    s = t;
    return true;
  }
  if (d.repeat) s.eat_any(Words<3>{U"但", U"但是", U"不过"});
  const bool headed = s.eat_any(except_heads);
  s.skip_spaces();
  if (!eat_excepted(s, d, now)) return false;
  for (int i = 0; i < 6; ++i) {
    Scanner t = s;
    t.skip_spaces();
    if (!t.eat_one_of(U"、,和及与或") || !eat_excepted(t, d, now)) break;
    s = t;
  }
  if (headed) {
    s.eat_any(except_ends);
    s.eat_one_of(U"都");
    return true;
  }
  s.skip_spaces();
  s.eat_one_of(U"就都则的也");
  const std::size_t begin = s.at;
  Scanner deed = s;
  if (deed.eat_any(left_out_deeds) || (deed.eat(U"别") && deed.done()))  // 周末别
    s = deed;
  else if (!s.eat_any(left_out))
    return false;
  s.eat_one_of(U"我了");
  s.eat(U"了");
  return s.at > begin;
}

bool hours_piece(Scanner& s, Expression& d, Now now) {
  if (d.repeat != When::Kind::interval || !d.clocks.empty()) return false;
  constexpr Words<10> hushes{U"别响",   U"别叫",   U"别吵",   U"别打扰", U"别喊",
                             U"不要响", U"不要叫", U"不用响", U"就停",   U"停"};
  const bool until = s.eat_any(Words<4>{U"一直到", U"直到", U"到", U"至"});
  const auto last = eat_last_hour(s, now);
  if (!last) return false;
  if (until) {
    if (!s.eat_any(Words<5>{U"为止", U"止", U"结束", U"就停", U"停"})) return false;
  } else {
    if (!s.eat_any(Words<5>{U"以后", U"之后", U"过后", U"过了", U"后"})) return false;
    s.skip_spaces();
    s.eat_one_of(U"就都则也");
    if (!s.eat_any(left_out_deeds) && !s.eat_any(hushes)) return false;
    s.eat_one_of(U"我");
    s.eat_one_of(U"了");
  }
  constexpr Clock first{.period = Period::early, .hour = 8};
  d.clocks.push_back(first);
  d.last_clock = last;
  return true;
}

bool run_piece(Scanner& s, Expression& d, Now) {
  if (d.run) return false;
  Run run;
  run.from_tomorrow = s.eat_any(Words<7>{U"未来", U"接下来", U"接下来的", U"今后", U"往后", U"未来的", U"今后的"});
  const bool in_a_row =
      !run.from_tomorrow && s.eat_any(Words<8>{U"连续", U"连着", U"一连", U"接连", U"持续", U"连", U"坚持", U"为期"});
  const bool in_all =
      !run.from_tomorrow && !in_a_row && s.eat_any(Words<6>{U"共", U"一共", U"总共", U"总计", U"合计", U"共计"});
  if (!run.from_tomorrow && !in_a_row && !in_all) return false;
  s.eat_any(Words<3>{U"发", U"提醒", U"发送"});
  s.skip_spaces();
  Scanner t = s;
  if (const auto number = eat_number(t); number && t.eat_any(Words<3>{U"次", U"遍", U"回"})) {
    if (run.from_tomorrow || number->value < 1 || number->value > 400) return false;
    run.times = number->value;
    s = t;
  } else {
    const auto length = eat_duration(s);
    if (!length || length->vague || length->seconds.count() > 0 || length->days > 400 || length->months > 12)
      return false;
    run.days = length->days;
    run.months = length->months;
  }
  s.eat_any(Words<5>{U"内", U"之内", U"以内", U"里", U"的"});
  d.run = run;
  return true;
}

bool lead_piece(Scanner& s, Expression& d, Now) {
  if (d.clocks.empty() && !d.in && d.repeat != When::Kind::interval) return false;
  constexpr std::size_t longest_event = 8;
  for (std::size_t length = 0; length <= longest_event && s.at + length < s.text.size(); ++length) {
    const auto event = s.text.substr(s.at, length);
    if (!is_event(event)) return false;
    Scanner t{s.text, s.at + length};
    Scanner behind = t;
    behind.skip_spaces();
    behind.eat_one_of(U",、;");
    behind.skip_spaces();
    const bool later = behind.eat_any(Words<4>{U"推迟", U"延后", U"推后", U"顺延"});
    const bool sooner = !later && behind.eat(U"提前");
    if (!later && !sooner) {
      behind = t;
      if (!behind.eat_any(Words<3>{U"前", U"之前", U"开始前"})) continue;
    }
    behind.skip_spaces();
    const auto lead = eat_lead(behind);
    if (!lead || behind.sees_one_of(U"内的")) continue;
    d.lead += later ? -*lead : *lead;
    d.event_begin = s.at;
    d.event_end = s.at + length;
    d.lead_end = behind.at;
    s = behind;
    return true;
  }
  return false;
}

}  // namespace banwei::times
