// What the words of a time said, piece by piece, before it is decided what they mean.
// Invariant: a slot is filled by words that stand in the text; nothing in here is a guess.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "handlers/language/when.h"

namespace banwei::times {

enum class Period { dawn, early, forenoon, noon, afternoon, dusk, evening, night };

struct Clock {
  std::optional<Period> period;
  int hour = 0;
  int minute = 0;
  bool exact = false;          // the 24-hour clock: 8:00, 08点, 14点
  bool after_evening = false;  // 今晚凌晨1点
};

/// How much of a date was named.
enum class Precision { day, weekend, week, month, year };

/// How a date that is over comes back.
enum class Renewal { none, daily, weekly, monthly, month_end, yearly };

struct Date {
  Day day{};  // of a week, month or year its first
  Precision precision = Precision::day;
  Renewal renewal = Renewal::none;
  bool weekday_only = false;  // 周五, which may only confirm another date
  bool weeks_after = false;   // 两周后, which a weekday may make precise
  bool same_time = false;     // 三天后, which has a time of day if none is said
  bool invalid = false;       // 2月30日
};

struct Draft {
  bool before = false;
  bool after = false;  // 8点以后: no moment
  bool vague = false;
  bool range = false;
  bool invalid = false;
  bool too_often = false;
  bool date_open = false;     // 每周, 每月, 每年 without a day
  bool from_there = false;    // 起, 开始: the date is where a repeat begins
  bool short_period = false;  // a bare 早 or 晚, which is no time by itself

  std::optional<When::Kind> repeat;
  std::vector<int> dow;
  std::vector<int> dom;
  int every = 1;
  std::chrono::minutes every_min{};

  std::vector<Date> dates;
  std::optional<Date> until;
  std::optional<std::chrono::seconds> in;  // 半小时后

  std::vector<Period> periods;  // named, and not yet used by a clock
  std::vector<Clock> clocks;

  bool festival = false;
  std::optional<Day> festival_day;

  /// Whether it says anything that can be a time or a question about one.
  bool says_something() const {
    return vague || range || invalid || too_often || repeat || !dates.empty() || in || !clocks.empty() || festival ||
           (!periods.empty() && !short_period);
  }
};

}  // namespace banwei::times
