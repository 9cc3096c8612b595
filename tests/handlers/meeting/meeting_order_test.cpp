// Orders of meetings as people write them, and talk that is none.
#include "handlers/meeting/meeting_order.h"

#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>

namespace banwei::meeting {
namespace {

const std::array<Class, 4> classes{
    Class{1, "机电1901", "100", "机电一体化", "2019"}, Class{2, "机电1902", "101", "机电一体化", "2019"},
    Class{3, "数控1802", "102", "数控", "2018"}, Class{4, "模具1801", "103", "模具", "2018"}};
const std::chrono::local_seconds now = *day_from_iso("2020-03-11") + std::chrono::hours{9} + std::chrono::minutes{30};

/// "2020-03-12T15:00 开会 机电1901、机电1902 提前30 点名 @3教201", "none"
std::string read(std::string_view said) {
  const auto order = read_order(said, now, classes);
  if (!order) return "none";
  std::string words = order->when.kind == When::Kind::once ? fields(order->when).value("at", "") : "ask";
  if (order->theme != 0) words += " 主题" + std::to_string(order->theme);
  if (!order->title.empty()) words += " " + order->title;
  for (const Audience& one : order->whose) words += (&one == &order->whose.front() ? " " : "、") + one.word;
  if (order->lead) words += " 提前" + std::to_string(order->lead->count());
  if (order->roll) words += *order->roll ? " 点名" : " 不点名";
  if (!order->where.empty()) words += " @" + order->where;
  return words;
}

struct Row {
  std::string_view said;
  std::string_view means;
};

TEST(MeetingOrder, IsReadAsPeopleWriteIt) {
  constexpr std::array rows{
      Row{"明天下午3点机电1901和1902开会 提前半小时提醒 到时点名",
          "2020-03-12T15:00 开会 机电1901、机电1902 提前30 点名"},
      Row{"明天下午3点，机电1901、机电1902开会，提前30分钟提醒，到时点名",
          "2020-03-12T15:00 开会 机电1901、机电1902 提前30 点名"},
      Row{"机电1901和机电1902明天下午三点开会，到时候点名", "2020-03-12T15:00 开会 机电1901、机电1902 点名"},
      Row{"2019级周五晚上7点开年级会，提前10分钟提醒大家，签到", "2020-03-13T19:00 年级会 2019级 提前10 点名"},
      Row{"帮我安排一下：周五19:00给2018级开班会", "2020-03-13T19:00 班会 2018级"},
      Row{"全部班级今晚8点线上班会 腾讯会议 836 536 537 到时点名",
          "2020-03-11T20:00 线上班会 全部班级 点名 @会议号836536537"},
      Row{"今晚8点全班开会，会议号836-536-537，提前5分钟提醒", "2020-03-11T20:00 开会 提前5 @会议号836536537"},
      Row{"通知机电1901今晚8点开班会，不用点名", "2020-03-11T20:00 班会 机电1901 不点名"},
      Row{"班会 今晚7点", "2020-03-11T19:00 班会"},
      Row{"班会：周五晚7点半", "2020-03-13T19:30 班会"},
      Row{"班会定在周六下午3点", "2020-03-14T15:00 班会"},
      Row{"班会改到明晚8点", "2020-03-12T20:00 班会"},
      Row{"主题班会时间：3月13日19:00", "2020-03-13T19:00 主题班会"},
      Row{"主题3 今晚7点", "2020-03-11T19:00 主题3"},
      Row{"主题3班会今晚7点", "2020-03-11T19:00 主题3 班会"},
      Row{"班会今晚7点在3教201", "2020-03-11T19:00 班会 @3教201"},
      Row{"班会，地点：图书馆二楼，明天下午4点", "2020-03-12T16:00 班会 @图书馆二楼"},
      Row{"团课 周四下午两点", "2020-03-12T14:00 团课"},
      Row{"周四下午2点到时点名，开毕业班动员会，2018级", "2020-03-12T14:00 毕业班动员会 2018级 点名"},
      Row{"请大家明早8点开班会，点名", "2020-03-12T08:00 班会 点名"},
      Row{"数控1802班明天15点开安全教育会议 半小时前提醒", "2020-03-12T15:00 安全教育会议 数控1802 提前30"},
      Row{"今晚九点班委会 点名", "2020-03-11T21:00 班委会 点名"},
      Row{"预约明天下午3点机电1901开会", "2020-03-12T15:00 开会 机电1901"},
      Row{"班会 7点", "2020-03-11T19:00 班会"},
      Row{"班会 明天7点", "ask 班会"},
      // Whether there is a roll call, and where it has been put, in other words.
      Row{"班会 今晚7点 届时点名", "2020-03-11T19:00 班会 点名"},
      Row{"班会今晚7点，到点点个到", "2020-03-11T19:00 班会 点名"},
      Row{"今晚7点班会 现场签到", "2020-03-11T19:00 班会 点名"},
      Row{"今晚7点班会 到时候要签个到", "2020-03-11T19:00 班会 点名"},
      Row{"今晚7点班会，不需要签到", "2020-03-11T19:00 班会 不点名"},
      Row{"今晚7点班会，不必点名", "2020-03-11T19:00 班会 不点名"},
      Row{"今晚7点班会 到时候不用点名", "2020-03-11T19:00 班会 不点名"},
      Row{"班会暂定于周五晚上7点", "2020-03-13T19:00 班会"},
      Row{"班会挪到明晚8点", "2020-03-12T20:00 班会"},
      Row{"班会调到周六下午3点", "2020-03-14T15:00 班会"},
      Row{"班会提前到今晚6点半", "2020-03-11T18:30 班会"},
      // Talk.
      Row{"班会改不改到明晚8点", "none"},
      Row{"今晚7点班会点名没到的扣分", "none"},
      Row{"今晚7点班会会点名吗", "none"},
      Row{"今晚7点班会要点外卖", "none"},
      Row{"今晚7点班会到时再说", "none"},
      Row{"班会能不能挪到明晚8点啊我有课", "none"},
      Row{"今晚7点班会现场好热闹", "none"},
      Row{"班会调到最大声", "none"},
      Row{"班会放到视频号了", "none"},
      Row{"明天下午3点开会吗", "none"},
      Row{"今晚8点班委开会，别忘了", "none"},
      Row{"班会几点", "none"},
      Row{"班会真长", "none"},
      Row{"今晚7点班会大家别迟到", "none"},
      Row{"今晚社会实践", "none"},
      Row{"今晚7点机会难得", "none"},
      Row{"明天有没有班会", "none"},
      Row{"班会结束", "none"},
      Row{"今晚7点开班会要带什么", "none"},
      Row{"昨晚班会谁没来", "none"},
      Row{"等会8点打球", "none"},
      Row{"老师今晚的班会我有事请假", "none"},
      Row{"今晚8点一会儿见", "none"},
      Row{"班会作业今晚7点前交", "none"},
  };
  for (const Row& row : rows) EXPECT_EQ(read(row.said), row.means) << row.said;
}

TEST(MeetingOrder, AThemeHasATitleClassesAndALastDay) {
  const auto read = [](std::string_view said) -> std::string {
    const auto order = read_theme(said, now, classes);
    if (!order) return "none";
    std::string words = order->title;
    for (const Audience& one : order->whose) words += " " + one.word;
    return words + (order->until ? " " + iso(*order->until) : "");
  };
  EXPECT_EQ(read("合理规划宅家生活 2018、2019级 本周内"), "合理规划宅家生活 2018级 2019级 2020-03-15");
  EXPECT_EQ(read("“疫情防控我先行” 2019级 下周内"), "疫情防控我先行 2019级 2020-03-22");
  EXPECT_EQ(read("2018级 安全教育 3月20日前"), "安全教育 2018级 2020-03-20");
  EXPECT_EQ(read("爱国卫生"), "爱国卫生");
  EXPECT_EQ(read("学风建设，机电1901和1902，本月内"), "学风建设 机电1901 机电1902 2020-03-31");
  EXPECT_EQ(read("2018级 本周内"), "none");
}

TEST(MeetingOrder, MinutesAreSentences) {
  EXPECT_EQ(sentences_of("讲了什么：宅家作息\n问题：熬夜\n建议：打卡"),
            (std::vector<std::string>{"宅家作息", "熬夜", "打卡"}));
  EXPECT_EQ(sentences_of("1.讲了作息；2.没有问题；3.多运动。"),
            (std::vector<std::string>{"讲了作息", "没有问题", "多运动"}));
  EXPECT_EQ(sentences_of("讲了作息，问题是熬夜。").size(), 1U);
}

}  // namespace
}  // namespace banwei::meeting
