// Lists of duty as people write them, and whose turn a day is.
#include "handlers/duty/duty_rules.h"

#include <gtest/gtest.h>

namespace banwei::duty {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr Day wednesday = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};

const language::People& people() {
  static const language::People all(
      {{"20190101", "张三"}, {"20190102", "李四"}, {"20190103", "王五"}, {"20190104", "刘洋"}, {"20190105", "刘洋"}});
  return all;
}

/// "0+1 2": places, groups apart; a weekday in front of its group.
std::string shape(std::string_view text) {
  const Reading reading = read_groups(text, people());
  if (reading.fault != Reading::Fault::none) return "fault " + reading.about;
  std::string out;
  for (const Group& group : reading.groups) {
    out += out.empty() ? "" : " ";
    if (group.weekday) out += std::to_string(*group.weekday) + ":";
    for (std::size_t i = 0; i < group.who.size(); ++i) out += (i == 0 ? "" : "+") + std::to_string(group.who[i]);
  }
  return out;
}

TEST(DutyList, IsReadAsPeopleWriteIt) {
  EXPECT_EQ(shape("张三 李四 王五"), "0 1 2");
  EXPECT_EQ(shape("张三 李四;王五"), "0+1 2");
  EXPECT_EQ(shape("第一组:张三、李四\n第二组:王五"), "0+1 2");
  EXPECT_EQ(shape("周一张三李四 周二王五"), "1:0+1 2:2");
  EXPECT_EQ(shape("星期五:张三和李四;周日:王五"), "5:0+1 7:2");
  EXPECT_EQ(shape("周一张三 周二王五 周一李四"), "1:0+1 2:2");
  EXPECT_EQ(shape("20190104 20190105"), "3 4");
  EXPECT_EQ(shape("张三;"), "0");
}

TEST(DutyList, WhatNobodyCanUseIsTold) {
  EXPECT_EQ(shape("张三 张山;王五"), "fault 张山");
  EXPECT_EQ(shape("刘洋 张三"), "fault 刘洋");
  EXPECT_EQ(shape(""), "fault ");
  EXPECT_EQ(shape("周一张三;李四"), "fault ");
  EXPECT_EQ(read_groups("周一张三;李四", people()).fault, Reading::Fault::mixed);
}

TEST(DutyTurns, GoByWorkdaysAndADayOffTakesNone) {
  const Calendar calendar = Calendar::parse("2020-03-13,off,校庆\n2020-03-14,work,补班\n").calendar;
  const Turns turns{.from = wednesday, .groups = {{.who = {1}}, {.who = {2}}, {.who = {3}}}};
  const auto first_of = [&](int after) {
    const Group* group = on_duty(turns, wednesday + days{after}, calendar);
    return group == nullptr ? 0 : group->who.front();
  };
  EXPECT_EQ(first_of(-1), 0);
  EXPECT_EQ(first_of(0), 1);
  EXPECT_EQ(first_of(1), 2);
  EXPECT_EQ(first_of(2), 0);  // A day off.
  EXPECT_EQ(first_of(3), 3);  // A day made up.
  EXPECT_EQ(first_of(4), 0);
  EXPECT_EQ(first_of(5), 1);
}

TEST(DutyTurns, OfAWeekAreThoseOfTheirDays) {
  const Turns turns{.from = wednesday, .groups = {{.weekday = 3, .who = {1}}, {.weekday = 5, .who = {2}}}};
  const Calendar plain;
  EXPECT_EQ(on_duty(turns, wednesday, plain)->who.front(), 1);
  EXPECT_EQ(on_duty(turns, wednesday + days{1}, plain), nullptr);
  EXPECT_EQ(on_duty(turns, wednesday + days{2}, plain)->who.front(), 2);
}

}  // namespace
}  // namespace banwei::duty
