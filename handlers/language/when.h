// Times as people write them: "明早8点", "每周一三五晚7点", "工作日8点", "半小时后", and which of them must be asked
// back. Invariant: pure. The same words at the same moment mean the same, so a reminder keeps its words and the moment
// they were said. What is not consumed to the last character is no time; what was left open becomes a question, never a
// guess that acts.
#pragma once

#include <chrono>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/calendar.h"

namespace banwei {

/// A time, a repeat, or the question that has to be asked first. A repeat is a value: on which days, at which times,
/// from when until when, except on which days, and how long before.
struct When {
  enum class Kind { once, daily, weekly, workday, holiday, monthly, ndays, interval, several, ask };

  enum class Open {
    hm,         // The day is clear, the time of day is not.
    date,       // A week, a month or a weekend was named, no day.
    ampm,       // 6 or 7 in the morning or in the evening
    past,       // It is over.
    invalid,    // There is no such date or time: 2月30日, 25点.
    conflict,   // The parts contradict each other: 明天周五 on a Wednesday.
    vague,      // 过几天, 尽快, 下班前
    range,      // Several times were said where one is wanted: 七八点.
    holiday,    // It is a festival: its day or the days off?
    too_often,  // It is more often than a group can bear.
  };

  Kind kind = Kind::ask;
  std::chrono::local_seconds said{};  // When it was said; every second week and every third day count from here.

  std::chrono::local_seconds at{};       // For once.
  bool before = false;                   // It is a deadline: 11点前.
  std::vector<std::chrono::minutes> hm;  // Times of day, ascending; of an interval its hours: none, or first and last.
  std::vector<int> dow;                  // For weekly: 1 Monday ... 7 Sunday, ascending.
  std::vector<int> dom;                  // For monthly: 1 ... 31, ascending, then last_day.
  int every = 1;                         // Of weekly the weeks, of ndays the days.
  std::chrono::minutes every_min{};      // For interval.
  std::optional<Day> from, until;        // For repeats: the first and the last day.
  int times = 0;                         // For repeats: how often in all, 0 without an end.
  std::vector<Day> except;               // For repeats: days left out, ascending.
  std::vector<int> except_dow;           // For repeats: days of the week left out, ascending.
  bool except_holiday = false;           // For repeats: days that are no workdays are left out.
  std::chrono::minutes lead{};           // For repeats: how long before its times, below 0 after them.
  std::vector<When> all;                 // For several: repeats with times of their own, as they were said.

  Open ask = Open::hm;                              // For ask: what is missing.
  std::optional<std::chrono::local_seconds> guess;  // For ask: what was probably meant.
};

inline constexpr int last_day = 32;  // It stands in When::dom.

/// A time at the head of a text.
struct WhenMatch {
  When when;
  std::size_t bytes = 0;  // It takes so many bytes of the text.

  /// ，提前10分钟 in it, and before it what happens then: 开会 of 3点开会，提前10分钟. In bytes of the text.
  struct Lead {
    std::size_t begin = 0;        // Where the event begins, or the lead where there is none.
    std::size_t event_bytes = 0;  // 0 without
    std::size_t end = 0;
    std::chrono::minutes by{};  // 0 without a lead
  };
  Lead lead = {};
};

/// The meaning of a text that is a time and nothing else.
std::optional<When> understand_when(std::string_view text, std::chrono::local_seconds now);

/// The longest head of the text that is a time: 明早8点 of 明早8点提醒我交表.
std::optional<WhenMatch> match_when(std::string_view text, std::chrono::local_seconds now);

/// A limit or a lead alone, as it stands behind what is to be done: ，周末除外 of 每天8点提醒我起床，周末除外. How many
/// bytes of the text it takes, 0 when it is none.
std::size_t match_limit(std::string_view text, std::chrono::local_seconds now);

/// A length of time in whole minutes: 10分钟, 半小时, 一刻钟, 1小时20分钟.
std::optional<std::chrono::minutes> understand_minutes(std::string_view text);

/// The next time strictly after `after`; nothing when it is over, or when it is a question.
std::optional<std::chrono::local_seconds> next_after(const When& when, std::chrono::local_seconds after,
                                                     const Calendar& calendar);

/// What we say back: "3/12(周四) 08:00", "工作日(含调休补班) 08:00". A question gives its guess, or "".
std::string in_words(const When& when, std::chrono::local_seconds now);

/// One moment as in_words writes it; the year only when it is not this one.
std::string in_words(std::chrono::local_seconds at, std::chrono::local_seconds now);

/// "once", "daily", ... as the case tables write it.
std::string_view to_string(When::Kind kind);
std::string_view to_string(When::Open open);

/// The fields as the case tables write them: {"at":"2020-03-12T08:00"}.
nlohmann::ordered_json fields(const When& when);

}  // namespace banwei
