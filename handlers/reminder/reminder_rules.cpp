#include "handlers/reminder/reminder_rules.h"

#include <algorithm>

namespace banwei::reminder {

namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::local_seconds;

constexpr std::chrono::hours repeat_catch_up{2};
constexpr std::chrono::hours single_catch_up{12};
constexpr days longest_gap{3};

}  // namespace

local_seconds spoken_at(local_seconds occurrence, const std::optional<QuietHours>& quiet) {
  return quiet ? quiet->awake_at(occurrence) : occurrence;
}

Due due(const When& when, local_seconds first, local_seconds now, const std::optional<QuietHours>& quiet,
        const Calendar& calendar) {
  Due due;
  std::optional<local_seconds> newest;
  std::optional<local_seconds> next = first;
  const bool once = when.kind == When::Kind::once;
  if (!once && now - first > longest_gap) next = next_after(when, now - longest_gap, calendar);
  while (next && spoken_at(*next, quiet) <= now) {
    if (newest) due.missed.push_back(*newest);
    newest = next;
    next = next_after(when, spoken_at(*next, quiet), calendar);
  }
  due.next = next;
  if (!newest) return due;
  const local_seconds said = spoken_at(*newest, quiet);
  const bool in_time =
      once ? now - said <= single_catch_up : now - said <= repeat_catch_up && floor<days>(said) == floor<days>(now);
  if (in_time) {
    due.speaks = newest;
  } else if (once) {
    due.too_late = newest;
  } else {
    due.missed.push_back(*newest);
  }
  return due;
}

bool too_often_for_group(const When& when) {
  if (when.kind == When::Kind::interval) return when.every_min < closest_in_group;
  if (std::any_of(when.all.begin(), when.all.end(), too_often_for_group)) return true;
  for (std::size_t i = 0; i + 1 < when.hm.size(); ++i) {
    if (when.hm[i + 1] - when.hm[i] < closest_in_group) return true;
  }
  // The last of one day and the first of the next.
  return when.hm.size() > 1 && when.hm.front() + days{1} - when.hm.back() < closest_in_group;
}

bool speaks_in(const When& when, const QuietHours& quiet) {
  return std::any_of(when.hm.begin(), when.hm.end(), [&](auto at) { return quiet.at(at); }) ||
         std::any_of(when.all.begin(), when.all.end(), [&](const When& rule) { return speaks_in(rule, quiet); });
}

std::optional<std::chrono::year> unknown_year(const When& when, local_seconds next, const Calendar& calendar) {
  for (const When& rule : when.all) {
    if (const auto year = unknown_year(rule, next, calendar)) return year;
  }
  if (when.kind != When::Kind::workday && when.kind != When::Kind::holiday && !when.except_holiday) return std::nullopt;
  const Day first = floor<days>(next);
  const Day last = std::min(first + days{31}, when.until.value_or(first + days{31}));
  for (const Day day : {first, last}) {
    const auto year = std::chrono::year_month_day{day}.year();
    if (!calendar.knows(year)) return year;
  }
  return std::nullopt;
}

}  // namespace banwei::reminder
