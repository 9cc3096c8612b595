// Rules: HH:MM and 13 to 24 are the 24-hour clock. Without a part of the day, today takes the hour that is still to
// come, a day to come takes 8-12 before noon and 1-5 after it, and 6 and 7 are asked. What is over is asked, with the
// next one as guess.
#include "handlers/language/when/resolve.h"

#include <algorithm>
#include <utility>

#include "handlers/language/when/time_of_day.h"

namespace banwei::times {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::months;
using std::chrono::year_month_day;

using Kind = When::Kind;
using Open = When::Open;

When question(Open open, std::optional<local_seconds> guess = std::nullopt) {
  When when;
  when.kind = Kind::ask;
  when.ask = open;
  when.guess = guess;
  return when;
}

When once(local_seconds at, bool before) {
  When when;
  when.kind = Kind::once;
  when.at = at;
  when.before = before;
  return when;
}

/// As long before it as was said, unless that is over.
When ahead_of(When when, const Expression& expression, local_seconds now) {
  when.at -= expression.lead;
  if (expression.lead != minutes{0}) when.before = false;  // What is due then is not due so long before.
  return when.at > now ? when : question(Open::past);
}

struct ChosenDay {
  Date date;
  bool implied = false;  // No date was said.
  bool conflict = false;
};

/// One day of all the dates that were said: 明天周四, 3月15日（周日）, 两周后的周五.
ChosenDay chosen_day(const Expression& expression, Day today) {
  ChosenDay chosen;
  if (expression.dates.empty()) {
    chosen.date.day = today;
    chosen.date.renewal = Renewal::daily;
    chosen.implied = true;
    return chosen;
  }
  chosen.date = expression.dates.front();
  for (std::size_t i = 1; i < expression.dates.size(); ++i) {
    Date next = expression.dates[i];
    if (chosen.date.weekday_only && !next.weekday_only) std::swap(chosen.date, next);
    if (next.weekday_only && (chosen.date.weeks_after || chosen.date.precision == Precision::week)) {
      const Day monday = chosen.date.day - days{std::chrono::weekday{chosen.date.day}.iso_encoding() - 1};
      chosen.date = {};
      chosen.date.day = monday + days{std::chrono::weekday{next.day}.iso_encoding() - 1};
    } else if (next.weekday_only && chosen.date.precision == Precision::day) {
      chosen.conflict = chosen.conflict || std::chrono::weekday{next.day} != std::chrono::weekday{chosen.date.day};
    } else if (next.precision != Precision::day && chosen.date.precision == Precision::day) {
      // 下周 三月十五: the day decides.
    } else if (chosen.date.precision != Precision::day) {
      chosen.date = next;
    } else {
      chosen.conflict = chosen.conflict || next.day != chosen.date.day;
    }
    chosen.date.invalid = chosen.date.invalid || next.invalid;
  }
  return chosen;
}

/// The next day on which a date that is over comes back.
std::optional<Day> renewed(const Date& date) {
  const year_month_day day{date.day};
  switch (date.renewal) {
    case Renewal::none:
      return std::nullopt;
    case Renewal::daily:
      return date.day + days{1};
    case Renewal::weekly:
      return date.day + days{7};
    case Renewal::monthly:
      for (auto next = day + months{1};; next += months{1}) {
        if (next.ok()) return Day{next};
      }
    case Renewal::month_end: {
      const auto next = std::chrono::year_month{day.year(), day.month()} + months{1};
      return Day{next / std::chrono::last};
    }
    case Renewal::yearly:
      for (int years = 1; years <= 8; ++years) {
        const auto next = day + std::chrono::years{years};
        if (next.ok()) return Day{next};
      }
      return std::nullopt;
  }
  return std::nullopt;
}

/// A day and a part of it without an hour.
When hour_missing(const Expression& expression, const ChosenDay& day, local_seconds now) {
  if (expression.periods.size() != 1) return question(Open::hm);
  const auto at = usual(expression.periods.front());
  if (!at) return question(Open::hm);
  local_seconds guess = day.date.day + *at;
  if (guess <= now) {
    const auto next = renewed(day.date);
    if (!next) return question(expression.periods.front() == Period::early ? Open::past : Open::hm);
    guess = *next + *at;
  }
  return question(Open::hm, guess);
}

When resolve_once(const Expression& expression, local_seconds now) {
  const Day today = floor<days>(now);
  if (expression.in) {
    if (!expression.dates.empty() || !expression.clocks.empty() || !expression.periods.empty())
      return question(Open::conflict);
    return ahead_of(once(std::chrono::ceil<minutes>(now + *expression.in), expression.before), expression, now);
  }
  ChosenDay day = chosen_day(expression, today);
  if (day.conflict) return question(Open::conflict);
  if (expression.range || expression.clocks.size() > 1 || expression.until) return question(Open::range);
  if (day.date.precision != Precision::day && day.date.precision != Precision::weekend) return question(Open::date);

  const bool at_noon =
      expression.clocks.empty() && expression.periods.size() == 1 && expression.periods.front() == Period::noon;
  Clock clock;
  if (at_noon) clock = {.period = Period::noon, .hour = 12, .exact = true};
  if (!expression.clocks.empty()) clock = expression.clocks.front();
  const bool has_clock = at_noon || !expression.clocks.empty();

  if (day.date.precision == Precision::weekend) {
    const auto time = plain_time(clock);
    if (!has_clock || !time.at) return question(Open::date);
    return question(Open::date, day.date.day + *time.at);
  }
  if (!has_clock) {
    if (day.date.day < today) {
      const auto next = renewed(day.date);
      if (day.date.renewal != Renewal::yearly && next) return question(Open::hm);
      return question(Open::past);
    }
    if (day.date.same_time && expression.periods.empty())
      return ahead_of(once(day.date.day + (now - today), expression.before), expression, now);
    return hour_missing(expression, day, now);
  }

  const bool is_today = day.date.day == today;
  const TimeOfDay time = is_today ? time_today(clock, floor<minutes>(now - today)) : plain_time(clock);
  if (time.conflict || !time.at) return question(Open::conflict);
  const local_seconds at = day.date.day + *time.at;
  if (at > now) return time.ampm ? question(Open::ampm, at) : ahead_of(once(at, expression.before), expression, now);

  const auto next = renewed(day.date);
  const TimeOfDay later = plain_time(clock);
  if (!next || !later.at) return question(Open::past);
  if (day.date.renewal == Renewal::weekly) {
    if (later.ampm) return question(Open::ampm, *next + *later.at);
    return ahead_of(once(*next + *later.at, expression.before), expression, now);
  }
  return question(Open::past, *next + *later.at);
}

When resolve_festival(const Expression& expression, local_seconds now) {
  if (!expression.festival_day || expression.clocks.size() != 1 || expression.before) return question(Open::holiday);
  const auto time = plain_time(expression.clocks.front());
  if (!time.at || *expression.festival_day + *time.at <= now) return question(Open::holiday);
  return question(Open::holiday, *expression.festival_day + *time.at);
}

struct Times {
  std::vector<minutes> at;
  std::optional<Open> open;
};

/// All times of day of something that comes again. 下午2点和5点: the part of the day runs on while the hours rise.
Times repeated_times(const Expression& expression) {
  Times times;
  if (expression.clocks.empty()) {
    for (const Period period : expression.periods) {
      if (period != Period::noon || expression.periods.size() > 1) times.open = Open::hm;
    }
    if (expression.periods.empty()) times.open = Open::hm;
    if (!times.open) times.at.push_back(noon);
    return times;
  }
  std::optional<Period> running;
  for (const Clock& said : expression.clocks) {
    Clock clock = said;
    TimeOfDay time = plain_time(clock);
    if (!clock.period && !clock.exact && !times.at.empty()) {
      const minutes early = face(clock);
      std::optional<minutes> carried;
      if (running) carried = in_period(*running, clock.hour, clock.minute);
      if (carried && *carried > times.at.back()) {
        time = {carried, false, false};
      } else if (time.ampm && early <= times.at.back()) {
        time = {early + noon, false, false};
      }
    }
    if (clock.period) running = clock.period;
    if (time.conflict || !time.at) {
      times.open = Open::conflict;
      return times;
    }
    if (time.ampm) {
      const bool other_is_later = std::any_of(
          expression.clocks.begin(), expression.clocks.end(),
          [&](const Clock& other) { return (other.exact || other.period) && plain_time(other).at == *time.at + noon; });
      if (!other_is_later) times.open = Open::ampm;
    }
    times.at.push_back(*time.at);
  }
  return times;
}

/// 周五晚12点 is Saturday's first minute. False where the next day cannot be named.
bool carry_over_midnight(When& when) {
  const auto late = std::count_if(when.hm.begin(), when.hm.end(), [](minutes at) { return at >= midnight; });
  if (late == 0) return true;
  for (minutes& at : when.hm) at %= midnight;
  if (when.kind == Kind::daily || when.kind == Kind::ndays) return true;
  if (late != static_cast<std::ptrdiff_t>(when.hm.size())) return false;
  if (when.kind == Kind::weekly) {
    for (int& day : when.dow) day = day % 7 + 1;
    std::sort(when.dow.begin(), when.dow.end());
    return true;
  }
  if (when.kind == Kind::monthly) {
    for (int& day : when.dom) {
      if (day >= 28 && day < last_day) return false;
      day = day == last_day ? 1 : day + 1;
    }
    std::sort(when.dom.begin(), when.dom.end());
    return true;
  }
  return false;
}

/// The first and the last hour of an interval: 8点到20点每两小时.
std::optional<std::vector<minutes>> hours_of_interval(const Expression& expression) {
  if (!expression.last_clock) return expression.clocks.empty() ? std::optional(std::vector<minutes>{}) : std::nullopt;
  if (expression.clocks.size() != 1) return std::nullopt;
  const auto first = plain_time(expression.clocks.front()).at;
  auto last = plain_time(*expression.last_clock).at;
  if (!first || !last) return std::nullopt;
  if (*last <= *first && !expression.last_clock->exact) *last += noon;
  if (*last <= *first || *last > midnight) return std::nullopt;
  return std::vector<minutes>{*first, *last};
}

/// From when until when, as far as dates say so. A question where they contradict each other.
std::optional<When> limit(When& when, const Expression& expression, Day today) {
  if (!expression.dates.empty()) {
    const ChosenDay from = chosen_day(expression, today);
    if (from.conflict) return question(Open::conflict);
    if (from.date.precision == Precision::year || from.date.precision == Precision::weekend)
      return question(Open::date);
    const year_month_day first{from.date.day};
    when.from = from.date.day;
    if (from.date.precision == Precision::week) when.until = from.date.day + days{6};
    if (from.date.precision == Precision::month) when.until = Day{first.year() / first.month() / std::chrono::last};
    if (expression.from_there) when.until.reset();
    if (from.date.precision != Precision::day && *when.from < today) when.from.reset();
    if (from.date.within) when.until = from.date.day - days{1};
    if (from.date.within) when.from.reset();
    if (from.date.within || from.date.precision != Precision::day) when.before = false;  // 3天内, 本月内
    if (expression.before && !expression.until && !from.date.within && from.date.precision == Precision::day) {
      when.until = std::exchange(when.from, std::nullopt);  // 截至3月31日
      when.before = false;
    }
  }
  if (expression.until) when.until = expression.until->day;
  if (expression.run && expression.run->from_tomorrow) when.from = today + days{1};
  if (when.until && when.until < when.from.value_or(today)) return question(Open::conflict);
  return std::nullopt;
}

template <typename T>
void sort_out(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// Leaves days out: of those that are named by the rule itself, else as an exception to it. False when none is left.
bool leave_out(When& when, const Expression& expression) {
  when.except = expression.except;
  sort_out(when.except);
  std::vector<int> dow = expression.except_dow;
  sort_out(dow);
  const bool weekend = dow == std::vector<int>{6, 7};
  if (expression.except_workday && when.kind == Kind::daily) {
    when.kind = Kind::holiday;
  } else if (expression.except_workday) {
    return false;
  }
  if (expression.except_holiday && when.kind == Kind::daily && (dow.empty() || weekend)) {
    when.kind = Kind::workday;
    return true;
  }
  when.except_holiday = expression.except_holiday && when.kind != Kind::workday;
  if (when.kind == Kind::holiday && expression.except_holiday) return false;
  if (when.kind == Kind::workday && weekend) return true;
  if (!dow.empty() && when.kind == Kind::daily) {
    when.kind = Kind::weekly;
    when.dow = {1, 2, 3, 4, 5, 6, 7};
  }
  if (when.kind == Kind::weekly) {
    std::erase_if(when.dow, [&](int day) { return std::binary_search(dow.begin(), dow.end(), day); });
    return !when.dow.empty();
  }
  when.except_dow = dow;
  return true;
}

/// The last day of 连续7天 and 共10次, which count from the first time that is still to come.
void end_run(When& when, const Run& run, local_seconds now) {
  const bool by_week = when.kind == Kind::weekly && run.days == static_cast<int>(when.dow.size()) && run.days < 7;
  if (by_week) return;   // 每周一周二连着两天
  const Calendar plain;  // Its days off are not known here: what goes by the calendar is counted when it comes.
  const bool by_calendar = when.kind == Kind::workday || when.kind == Kind::holiday || when.except_holiday;
  auto at = next_after(when, now, plain);
  if (!at) return;
  when.times = run.times;
  if (run.times > 0) {
    if (by_calendar) return;
    std::optional<Day> last;
    for (auto next = at; next; next = next_after(when, *next, plain)) last = floor<days>(*next + when.lead);
    when.until = last;
    return;
  }
  const Day first = when.from.value_or(floor<days>(*at + when.lead));
  Day limit = first + days{run.days};
  if (run.months > 0) {
    const auto month = year_month_day{first} + months{run.months};
    limit = month.ok() ? Day{month} : Day{month.year() / month.month() / std::chrono::last};
  }
  limit -= days{1};
  when.until = limit;
  if (by_calendar) return;
  while (const auto next = next_after(when, *at, plain)) at = next;
  when.until = floor<days>(*at + when.lead);
}

/// A lead that moves no time to another day is taken from the times; of days of the week also one that moves all alike.
void take_lead(When& when) {
  if (when.hm.empty() || when.lead == minutes{0} || when.kind == Kind::interval) return;
  const auto day_of = [&](minutes at) { return floor<days>(at - when.lead); };
  const days shift = day_of(when.hm.front());
  if (std::any_of(when.hm.begin(), when.hm.end(), [&](minutes at) { return day_of(at) != shift; })) return;
  const bool limited = when.from || when.until || when.times > 0 || !when.except.empty() || !when.except_dow.empty() ||
                       when.except_holiday;
  if (shift != days{0}) {
    if (when.kind == Kind::weekly && when.every == 1 && !limited) {
      for (int& day : when.dow) day = static_cast<int>(((day - 1 + shift.count()) % 7 + 7) % 7) + 1;
      sort_out(when.dow);
    } else if (when.kind != Kind::daily || limited) {
      return;
    }
  }
  for (minutes& at : when.hm) at -= when.lead + shift;
  when.lead = minutes{0};
}

When resolve_rule(const Expression& expression, local_seconds now) {
  When when;
  when.said = now;
  when.kind = expression.repeat.value_or(Kind::daily);
  when.before = expression.before;
  when.every = expression.every;
  when.every_min = expression.every_min;
  when.dow = expression.dow;
  when.dom = expression.dom;
  when.lead = expression.lead;
  const bool interval = when.kind == Kind::interval;
  if (expression.range && !interval) return question(Open::range);
  if (expression.date_open) return question(Open::date);
  if (const auto open = limit(when, expression, floor<days>(now))) return *open;
  if (interval) {
    const auto between = hours_of_interval(expression);
    if (!between || !expression.periods.empty()) return question(Open::conflict);
    when.hm = *between;
  } else {
    const Times times = repeated_times(expression);
    if (times.open) return question(*times.open);
    when.hm = times.at;
    if (!carry_over_midnight(when)) return question(Open::hm);
    sort_out(when.hm);
  }
  if (!leave_out(when, expression)) return question(Open::conflict);
  if (expression.run) end_run(when, *expression.run, now);
  take_lead(when);
  return when;
}

/// Whether both come on the same days within the same limits, but for `days_too` the days of week or month.
bool alike(const When& a, const When& b, bool days_too) {
  return a.kind == b.kind && a.every == b.every && a.every_min == b.every_min && a.from == b.from &&
         a.until == b.until && a.times == b.times && a.except == b.except && a.except_dow == b.except_dow &&
         a.except_holiday == b.except_holiday && a.lead == b.lead && (!days_too || (a.dow == b.dow && a.dom == b.dom));
}

template <typename T>
void unite(std::vector<T>& into, const std::vector<T>& more) {
  into.insert(into.end(), more.begin(), more.end());
  sort_out(into);
}

/// One rule where the hours, or the days, are the same: 每周一8点和每周三8点 is one.
bool merge(When& into, const When& rule) {
  if (into.kind == Kind::interval || into.times > 0) return false;
  if (alike(into, rule, true)) {
    unite(into.hm, rule.hm);
    return true;
  }
  if (!alike(into, rule, false) || into.hm != rule.hm) return false;
  unite(into.dow, rule.dow);
  unite(into.dom, rule.dom);
  return true;
}

/// A rule without hours of its own belongs to the one before it: 每周一8点和每周三, 每天8点，周一到周五.
bool lend_hours(Expression& before, const Expression& rule) {
  if (!rule.clocks.empty() || !rule.periods.empty() || rule.repeat == Kind::interval) return false;
  if (before.repeat == rule.repeat) {
    unite(before.dow, rule.dow);
    unite(before.dom, rule.dom);
  } else if (before.repeat == Kind::daily) {
    before.repeat = rule.repeat;
    before.dow = rule.dow;
    before.dom = rule.dom;
    before.every = rule.every;
  } else if (rule.repeat != Kind::daily) {
    return false;
  }
  return true;
}

/// What limits the last rule, said behind all of them, limits every one that has no such limit of its own.
void share_limits(Expression& rule, const Expression& last) {
  if (rule.except.empty() && rule.except_dow.empty() && !rule.except_holiday && !rule.except_workday) {
    rule.except = last.except;
    rule.except_dow = last.except_dow;
    rule.except_holiday = last.except_holiday;
    rule.except_workday = last.except_workday;
  }
  if (rule.dates.empty()) rule.dates = last.dates;
  if (!rule.until) rule.until = last.until;
  if (!rule.run) rule.run = last.run;
  if (rule.lead == minutes{0}) rule.lead = last.lead;
}

When resolve_repeat(const Expression& expression, local_seconds now) {
  std::vector<Expression> expressions = expression.earlier;
  expressions.push_back(expression);
  const Expression last = expressions.back();
  for (std::size_t i = 0; i + 1 < expressions.size();) {
    share_limits(expressions[i], last);
    if (lend_hours(expressions[i], expressions[i + 1])) {
      expressions.erase(expressions.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    } else {
      ++i;
    }
  }
  When several;
  several.kind = Kind::several;
  for (const Expression& one : expressions) {
    When rule = resolve_rule(one, now);
    if (rule.kind == Kind::ask) return rule;
    if (std::none_of(several.all.begin(), several.all.end(), [&](When& known) { return merge(known, rule); }))
      several.all.push_back(std::move(rule));
  }
  return several.all.size() == 1 ? several.all.front() : several;
}

}  // namespace

When resolve(const Expression& expression, local_seconds now) {
  const bool invalid_date =
      std::any_of(expression.dates.begin(), expression.dates.end(), [](const Date& d) { return d.invalid; });
  When when;
  if (expression.invalid || invalid_date || (expression.until && expression.until->invalid)) {
    when = question(Open::invalid);
  } else if (expression.too_often) {
    when = question(Open::too_often);
  } else if (expression.festival) {
    when = resolve_festival(expression, now);
  } else if (expression.vague || expression.after) {
    when = question(Open::vague);
  } else if (expression.repeat || expression.run) {
    when = resolve_repeat(expression, now);
  } else {
    when = resolve_once(expression, now);
  }
  when.said = now;
  return when;
}

}  // namespace banwei::times
