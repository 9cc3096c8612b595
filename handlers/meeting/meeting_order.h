// What is said to plan a meeting: 明天下午3点机电1901和1902开会 提前半小时提醒 到时点名, 班会 今晚7点, and the theme of
// meetings that several classes are to hold: 合理规划宅家生活 2018、2019级 本周内.
// Invariant: pure; an order is read to its last character or it is none.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/audience.h"
#include "handlers/language/when.h"

namespace banwei::meeting {

struct Order {
  When when = {};
  std::string time_words = {};       // As it was said.
  std::vector<Audience> whose = {};  // Empty: the one class that can be meant.
  std::string title = {};            // 开会, 主题班会; "" beside a theme's number alone
  std::string where = {};            // 会议号836536537, 3教201; "" without
  std::optional<std::chrono::minutes> lead = {};
  std::optional<bool> roll = {};
  std::int64_t theme = 0;  // 主题3
  bool led = false;        // It begins with what is held: 班会 今晚7点.
  bool several = false;    // 给两个班开会: of more classes than one, that are not named
  bool themed = false;     // It says what the meeting is about.
  bool moves = false;      // 改到, 推迟到: of one that is planned already
  bool asked = false;      // 安排, 预约: the bot is to plan it.

  /// It is a class's own, of which minutes are kept.
  bool of_class() const;
};

/// What is kept of a meeting by that title.
bool is_of_class(std::string_view title);

std::optional<Order> read_order(std::string_view said, std::chrono::local_seconds now, std::span<const Class> classes);

struct ThemeOrder {
  std::string title = {};
  std::vector<Audience> whose = {};  // Empty: all.
  std::optional<Day> until = {};
};

/// Words in any order, parted by blanks: a title, for whom, until when. Nothing without a title.
std::optional<ThemeOrder> read_theme(std::string_view said, std::chrono::local_seconds now,
                                     std::span<const Class> classes);

/// The sentences of minutes: one a line or a full stop, without their numbers and 问题:.
std::vector<std::string> sentences_of(std::string_view said);

}  // namespace banwei::meeting
