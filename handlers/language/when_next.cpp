// The next time of a When, day by day through the calendar.
#include <algorithm>

#include "handlers/language/when.h"

namespace banwei {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month_day;

constexpr int farthest = 3 * 366 + 7;  // In days: every 366th day and every 52nd week are still found.

bool has_day(const When& when, Day day) {
  const int dow = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  return std::find(when.dow.begin(), when.dow.end(), dow) != when.dow.end();
}

bool is_day_of_month(const When& when, Day day) {
  const year_month_day date{day};
  const Day last{date.year() / date.month() / std::chrono::last};
  return std::any_of(when.dom.begin(), when.dom.end(), [&](int wanted) {
    return wanted == last_day ? day == last : static_cast<unsigned>(wanted) == static_cast<unsigned>(date.day());
  });
}

/// The day from which every second week and every third day is counted: the first one that was still to come.
Day anchor(const When& when) {
  Day day = floor<days>(when.said);
  const bool over = when.hm.empty() || day + when.hm.back() <= when.said;
  if (over) day += days{1};
  if (when.from) day = std::max(day, *when.from);
  if (when.kind == When::Kind::weekly && !when.dow.empty()) {
    while (!has_day(when, day)) day += days{1};
  }
  return day;
}

bool falls_on(const When& when, Day first, Day day, const Calendar& calendar) {
  switch (when.kind) {
    case When::Kind::daily:
    case When::Kind::interval:
      return true;
    case When::Kind::weekly:
      return has_day(when, day) && day >= first && (monday_of(day) - monday_of(first)).count() / 7 % when.every == 0;
    case When::Kind::workday:
      return calendar.workday(day);
    case When::Kind::holiday:
      return !calendar.workday(day);
    case When::Kind::monthly:
      return is_day_of_month(when, day);
    case When::Kind::ndays:
      return day >= first && (day - first).count() % when.every == 0;
    default:
      return false;
  }
}

bool is_left_out(const When& when, Day day, const Calendar& calendar) {
  const auto dow = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  return std::binary_search(when.except.begin(), when.except.end(), day) ||
         std::binary_search(when.except_dow.begin(), when.except_dow.end(), dow) ||
         (when.except_holiday && !calendar.workday(day));
}

/// Every so many minutes, from when it was said.
std::optional<local_seconds> next_step(const When& when, local_seconds after, const Calendar& calendar) {
  const local_seconds begin = when.from ? std::max(when.said, local_seconds{*when.from}) : when.said;
  const auto step = std::chrono::duration_cast<seconds>(when.every_min);
  auto next = begin + (after < begin ? std::int64_t{1} : (after - begin) / step + 1) * step;
  while (!when.until || floor<days>(next) <= *when.until) {
    const Day day = floor<days>(next);
    if (!is_left_out(when, day, calendar)) return next;
    if (day - floor<days>(after) > days{farthest}) break;
    next += ((day + days{1} - next + step - seconds{1}) / step) * step;  // It is the first of the next day.
  }
  return std::nullopt;
}

/// The times of one day.
std::vector<minutes> times_of(const When& when) {
  if (when.kind != When::Kind::interval) return when.hm;
  std::vector<minutes> times;
  for (minutes at = when.hm.front(); at <= when.hm.back(); at += when.every_min) times.push_back(at);
  return times;
}

/// By the days, without regard to a lead and a count.
std::optional<local_seconds> next_by_day(const When& when, local_seconds after, const Calendar& calendar) {
  const Day first = anchor(when);
  const auto times = times_of(when);
  Day day = floor<days>(after);
  if (when.from) day = std::max(day, *when.from);
  for (int i = 0; i < farthest; ++i, day += days{1}) {
    if (when.until && day > *when.until) return std::nullopt;
    if (!falls_on(when, first, day, calendar) || is_left_out(when, day, calendar)) continue;
    for (const minutes at : times) {
      if (day + at > after) return day + at;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<local_seconds> next_after(const When& when, local_seconds after, const Calendar& calendar) {
  if (when.kind == When::Kind::ask || when.every < 1) return std::nullopt;
  if (when.kind == When::Kind::once) return when.at > after ? std::optional(when.at) : std::nullopt;
  if (when.kind == When::Kind::several) {
    std::optional<local_seconds> soonest;
    for (const When& rule : when.all) {
      const auto next = next_after(rule, after, calendar);
      if (next && (!soonest || *next < *soonest)) soonest = next;
    }
    return soonest;
  }
  const bool interval = when.kind == When::Kind::interval;
  if (interval && when.every_min <= minutes{0}) return std::nullopt;
  const auto following = [&](local_seconds from) {
    const auto next = interval && when.hm.empty() ? next_step(when, from + when.lead, calendar)
                                                  : next_by_day(when, from + when.lead, calendar);
    return next ? std::optional(*next - when.lead) : std::nullopt;
  };
  if (when.times == 0) return following(after);
  auto next = following(when.said);
  for (int left = when.times - 1; next && *next <= after; --left) {
    if (left == 0) return std::nullopt;
    next = following(*next);
  }
  return next;
}

}  // namespace banwei
