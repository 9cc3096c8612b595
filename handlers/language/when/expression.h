// What the words of a time said, piece by piece, before it is decided what they mean.
// Invariant: a slot is filled by words that stand in the text; nothing in here is a guess.
#pragma once

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "handlers/language/when.h"

namespace banwei::times {

enum class Period { dawn, early, forenoon, noon, afternoon, dusk, evening, night };

struct Clock {
  std::optional<Period> period;
  int hour = 0;
  int minute = 0;
  int back = 0;                // 八点差一刻: minutes before it
  bool exact = false;          // By the 24-hour clock: 8:00, 08点, 14点.
  bool after_evening = false;  // 今晚凌晨1点
};

/// How much of a date was named.
enum class Precision { day, weekend, week, month, year };

/// How a date that is over comes back.
enum class Renewal { none, daily, weekly, monthly, month_end, yearly };

struct Date {
  Day day{};  // Of a week, month or year its first.
  Precision precision = Precision::day;
  Renewal renewal = Renewal::none;
  bool weekday_only = false;  // 周五, which may only confirm another date
  bool weeks_after = false;   // 两周后, which a weekday may make precise
  bool same_time = false;     // 三天后, which has a time of day if none is said
  bool within = false;        // 三天内: for a repeat the day before it is the last
  bool invalid = false;       // 2月30日
};

/// For how long something comes again: 连续7天, 共10次, 未来三天.
struct Run {
  int days = 0;
  int months = 0;
  int times = 0;
  bool from_tomorrow = false;
};

struct Expression {
  bool before = false;
  bool after = false;  // 8点以后: no moment
  bool vague = false;
  bool range = false;
  bool invalid = false;
  bool too_often = false;
  bool date_open = false;     // 每周, 每月, 每年 without a day
  bool from_there = false;    // 起, 开始: the date is where a repeat begins
  bool short_period = false;  // A bare 早 or 晚, which is no time by itself.

  std::optional<When::Kind> repeat;
  std::vector<int> dow;
  std::vector<int> dom;
  int every = 1;
  std::chrono::minutes every_min{};

  std::vector<Date> dates;
  std::optional<Date> until;
  std::optional<std::chrono::seconds> in;  // 半小时后
  std::optional<Run> run;

  std::vector<int> except_dow;
  std::vector<Day> except;
  bool except_holiday = false;
  bool except_workday = false;
  std::chrono::minutes lead{};  // 提前10分钟; below 0 推迟

  std::size_t event_begin = 0;  // 开会 of 3点开会，提前10分钟, in runes
  std::size_t event_end = 0;
  std::size_t lead_end = 0;

  std::vector<Period> periods;  // Those that were named and are not yet used by a clock.
  std::vector<Clock> clocks;
  std::optional<Clock> last_clock;  // 18点 of 8点到18点

  std::vector<Expression> earlier;  // Rules that have their hours: 每周一8点 of 每周一8点、周三10点.

  bool festival = false;
  std::optional<Day> festival_day;

  /// Whether it says anything that can be a time or a question about one.
  bool says_something() const {
    return vague || range || invalid || too_often || repeat || !dates.empty() || in || !clocks.empty() || festival ||
           (run && run->times == 0) || (!periods.empty() && !short_period);
  }

  /// Another rule begins, within the same limits.
  void begin_rule() {
    if (!repeat || clocks.empty()) return;
    Expression rule;
    rule.before = before;
    rule.from_there = from_there;
    rule.dates = dates;
    rule.until = until;
    rule.run = run;
    rule.earlier = std::move(earlier);
    earlier.clear();
    rule.earlier.push_back(std::move(*this));
    *this = std::move(rule);
  }
};

}  // namespace banwei::times
