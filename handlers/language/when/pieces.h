// The pieces that a time is made of. Each reads one piece at the scanner into the expression.
// Invariant: a piece that returns false may leave both in any state; the reader works on copies.
#pragma once

#include <chrono>
#include <optional>

#include "handlers/language/scanner.h"
#include "handlers/language/when/expression.h"

namespace banwei::times {

using Now = std::chrono::local_seconds;

// dates.cpp
bool date_piece(Scanner& s, Expression& d, Now now);   // 明天, 下周五, 3月15日（周日）
bool span_piece(Scanner& s, Expression& d, Now now);   // 3月15日到20日
bool until_piece(Scanner& s, Expression& d, Now now);  // 到3月31日为止
std::optional<Date> eat_date(Scanner& s, Day today);

// weekdays.cpp
std::optional<Date> eat_weekday(Scanner& s, Day today);        // 周五, 下周五, 下周, 周末
bool eat_week_word(Scanner& s);                                // 周, 星期, 礼拜
std::optional<int> eat_day_of_week(Scanner& s);                // 一 ... 六, 日, 天, 1 ... 7
std::optional<std::vector<int>> eat_days_of_week(Scanner& s);  // 一三五, 一、周三, 一到周五, 末

// clocks.cpp
bool period_piece(Scanner& s, Expression& d, Now now);  // 下午, 早晚
bool clock_piece(Scanner& s, Expression& d, Now now);   // 8点半, 14:30, 七八点, 8点到9点之间
bool sees_period(const Scanner& s);
bool sees_clock_unit(const Scanner& s);  // 点, 时, : after a number

// repeats.cpp
bool daily_piece(Scanner& s, Expression& d, Now now);     // 每天, 每晚
bool weekly_piece(Scanner& s, Expression& d, Now now);    // 每周一三五, 周一至周五, 隔周周五
bool monthly_piece(Scanner& s, Expression& d, Now now);   // 每月1号、15号
bool calendar_piece(Scanner& s, Expression& d, Now now);  // 工作日, 节假日
bool every_piece(Scanner& s, Expression& d, Now now);     // 每隔一天, 每半小时, 每5秒
bool eat_weekend(Scanner& s);                             // 周末, 双休日, 周六日
bool eat_holidays(Scanner& s);                            // 节假日, 非工作日
bool eat_workdays(Scanner& s);                            // 工作日, 上课日

// limits.cpp
bool except_piece(Scanner& s, Expression& d, Now now);  // 除了周三, 周末除外, 本周五不用
bool hours_piece(Scanner& s, Expression& d, Now now);   // 十点以后别响, 到晚上十点为止
bool run_piece(Scanner& s, Expression& d, Now now);     // 连续7天, 共10次, 未来三天
bool lead_piece(Scanner& s, Expression& d, Now now);    // 提前10分钟, 开会前半小时, 推迟一小时

// durations.cpp
struct Duration {
  std::chrono::seconds seconds{};
  int days = 0;
  int months = 0;
  bool weeks = false;     // The days were said in weeks.
  bool vague = false;     // 几分钟, 半个月, 一个多小时
  bool two_days = false;  // 两天, which after 过 means some days
};
std::optional<Duration> eat_duration(Scanner& s);
bool after_piece(Scanner& s, Expression& d, Now now);  // 半小时后, 过10分钟, 两天内

// vague.cpp
bool vague_piece(Scanner& s, Expression& d, Now now);     // 尽快, 下班前, 期末
bool festival_piece(Scanner& s, Expression& d, Now now);  // 清明节, 国庆前一天

}  // namespace banwei::times
