// What asks for a reminder, in the words people use, and what is only talk about one.
#include "handlers/reminder/reminder_grammar.h"

#include <gtest/gtest.h>

#include "handlers/reminder/reminder_answer_grammar.h"
#include "handlers/reminder/reminder_change_grammar.h"
#include "tests/cases/case_table.h"

namespace banwei::reminder {
namespace {

const auto now = tests::local_time("2020-03-11T09:30");  // It is a Wednesday.
const Names names{{"机电1901", "机电1902"},
                  {"李四", "王五", "高兴"},
                  {{"报体温", "temperature"},
                   {"测体温", "temperature"},
                   {"体温打卡", "temperature"},
                   {"打卡", "temperature"},
                   {"上报", "temperature"},
                   {"报", "temperature"},
                   {"签到", "attendance"},
                   {"签", "attendance"},
                   {"到", "attendance"},
                   {"确认通知", "announcement"},
                   {"确认", "announcement"},
                   {"回收到", "announcement"},
                   {"回复", "announcement"},
                   {"回", "announcement"}}};

std::string whom(const Request& request) {
  switch (request.to) {
    case To::unsaid:
      return "";
    case To::self:
      return "self";
    case To::everyone:
      return "all";
    case To::missing:
      return request.awaits;
    case To::people: {
      std::string all;
      for (const auto& name : request.people) all += (all.empty() ? "" : "+") + name;
      return all;
    }
  }
  return {};
}

/// "time|whom|class|text", "-" for talk
std::string read(std::string_view text) {
  const auto request = understand(text, now, names);
  return request ? request->when + "|" + whom(*request) + "|" + request->klass + "|" + request->text : "-";
}

TEST(ReminderGrammar, OtherPeople) {
  EXPECT_EQ(read("明早8点提醒李四交表"), "明早8点|李四||交表");
  EXPECT_EQ(read("下午3点提醒李四、王五开会"), "下午3点|李四+王五||开会");
  EXPECT_EQ(read("提醒高兴 明天上午10点交材料"), "明天上午10点|高兴||交材料");
  EXPECT_EQ(read("提醒李四的妈妈"), "-");
}

TEST(ReminderGrammar, TheTimeMayStandInTwoPlaces) {
  EXPECT_EQ(read("每天8点提醒我起床，周末除外"), "每天8点，周末除外|self||起床");
  EXPECT_EQ(read("每天晚上9点提醒我涂药膏，一共10次"), "每天晚上9点，一共10次|self||涂药膏");
  EXPECT_EQ(read("提醒我明天给妈妈打电话 早上9点"), "明天，早上9点|self||给妈妈打电话");
}

TEST(ReminderGrammar, SeveralInOneMessage) {
  const auto each = [](std::string_view text) {
    std::string all;
    for (const auto& one : understand_each(text, now, names))
      all += (all.empty() ? "" : " ") + one.words + "|" + one.text;
    return all;
  };
  EXPECT_EQ(each("20分钟后提醒收衣服，40分钟后提醒关火"), "20分钟后|收衣服 40分钟后|关火");
  EXPECT_EQ(each("明天下午3点提醒我交表，4点提醒我开会"), "明天下午3点|交表 明天下午4点|开会");
  EXPECT_EQ(each("周五下午3点提醒我开会，周六早上9点提醒我去车站"), "周五下午3点|开会 周六早上9点|去车站");
  EXPECT_EQ(each("明天9点提醒我开会，然后十点再说一次"), "明天9点|开会 明天十点|开会");
  EXPECT_EQ(each("明天下午六点提醒我带伞，提前10分钟再说一遍"), "明天下午六点|带伞 明天下午六点，提前10分钟|带伞");
  EXPECT_EQ(each("明天8点提醒我交表，记得带身份证"), "明天8点|交表，记得带身份证");
  EXPECT_EQ(each("明天8点提醒我交表，9点开会"), "明天8点|交表，9点开会");
  EXPECT_EQ(each("今天天气不错"), "");
}

TEST(ReminderGrammar, WhatHappensMayStandBeforeTheVerb) {
  EXPECT_EQ(read("报体温 每天10:30 提醒"), "每天10:30|||报体温");
  EXPECT_EQ(read("明天的班会，下午3点提醒大家"), "下午3点|all||明天的班会");
  EXPECT_EQ(read("开班会提醒大家，明天下午4点"), "明天下午4点|all||开班会");
  EXPECT_EQ(read("多谢昨天8点提醒我"), "-");
  EXPECT_EQ(read("谢谢你每天8点提醒我"), "-");
}

TEST(ReminderGrammar, ALeadIsNoPartOfTheTimeOfWhatHappens) {
  const auto request = understand("明天下午3点开会，提前10分钟提醒大家带电脑", now, names);
  ASSERT_TRUE(request);
  EXPECT_EQ(request->when, "明天下午3点");
  EXPECT_EQ(request->ahead, std::chrono::minutes{10});
  EXPECT_EQ(request->text, "开会，带电脑");
  EXPECT_EQ(in_words(request->meaning, now), "3/12(周四) 14:50");
}

/// "id place when delay text", "-" for none
std::string edited(std::string_view text) {
  const auto edit = understand_edit(text, now);
  if (!edit) return "-";
  return std::to_string(edit->id.value_or(0)) + " " + std::to_string(edit->place) + " " + edit->when + " " +
         std::to_string(edit->delay.count()) + " " + edit->text;
}

TEST(ReminderChange, TimeDelayAndText) {
  EXPECT_EQ(edited("提醒1改到明早9点"), "1 0 明早9点 0 ");
  EXPECT_EQ(edited("把3号提醒推迟一小时"), "3 0  60 ");
  EXPECT_EQ(edited("提醒5提前20分钟"), "5 0  -20 ");
  EXPECT_EQ(edited("编号2的提醒延后15分钟"), "2 0  15 ");
  EXPECT_EQ(edited("第二个提醒改成晚上9点"), "0 2 晚上9点 0 ");
  EXPECT_EQ(edited("提醒3内容改成 带身份证"), "3 0  0 带身份证");
  EXPECT_EQ(edited("改一下提醒1"), "1 0  0 ");
  EXPECT_EQ(edited("洗澡那个改九点"), "0 0 九点 0 ");
  for (const char* last : {"改成周六", "改到九点吧", "那就改到明早9点"})
    EXPECT_TRUE(understand_edit(last, now).value_or(Edit{}).last) << last;
  EXPECT_EQ(understand_edit("周末不用提醒", now).value_or(Edit{}).except, "周末");
  EXPECT_TRUE(understand_cancelling("不要那个提醒了").value_or(Cancelling{}).last);
  EXPECT_EQ(understand_edit("会议改到明早9点", now).value_or(Edit{}).about, "会议");  // Where such a reminder stands.
  EXPECT_TRUE(understand_edit("诶不对 是六点四十", now).value_or(Edit{}).last);
  EXPECT_EQ(understand_cancelling("药吃完了 不用提醒了").value_or(Cancelling{}).about, "药吃完了");
  for (const char* talk : {"3点开会改到4点了", "提醒9点交表", "刚才那个提醒吓我一跳", "提醒1改到9点了"})
    EXPECT_EQ(edited(talk), "-") << talk;
}

std::string cancelled(std::string_view text) {
  const auto cancelling = understand_cancelling(text);
  if (!cancelling) return "-";
  std::string words = cancelling->all ? "all" : "";
  if (cancelling->place > 0) words += "place " + std::to_string(cancelling->place);
  for (const auto id : cancelling->ids) words += std::to_string(id) + " ";
  return words;
}

TEST(ReminderChange, SeveralAreTakenAwayAtOnce) {
  EXPECT_EQ(cancelled("取消提醒1、2"), "1 2 ");
  EXPECT_EQ(cancelled("删掉提醒1到3"), "1 2 3 ");
  EXPECT_EQ(cancelled("取消1号、4号提醒"), "1 4 ");
  EXPECT_EQ(cancelled("把1号和3号提醒删了吧"), "1 3 ");
  EXPECT_EQ(cancelled("清空提醒"), "all");
  EXPECT_EQ(cancelled("全部提醒都取消"), "all");
  EXPECT_EQ(cancelled("取消第一个"), "place 1");
  EXPECT_EQ(cancelled("第二个提醒不要了"), "place 2");
  for (const char* talk : {"取消全部", "取消提醒吧", "提醒1", "取消1、2"}) EXPECT_EQ(cancelled(talk), "-") << talk;
}

TEST(ReminderGrammar, TimeFirst) {
  EXPECT_EQ(read("明早8点提醒大家报体温"), "明早8点|all||报体温");
  EXPECT_EQ(read("每天10:30提醒没报体温的同学"), "每天10:30|temperature||");
  EXPECT_EQ(read("每天10:30提醒还没报的抓紧"), "每天10:30|temperature||抓紧");
  EXPECT_EQ(read("19:10提醒没签到的"), "19:10|attendance||");
  EXPECT_EQ(read("今晚8点提醒没确认的同学"), "今晚8点|announcement||");
  EXPECT_EQ(read("今晚8点提醒没回收到的"), "今晚8点|announcement||");
  EXPECT_EQ(read("半小时后提醒我收衣服"), "半小时后|self||收衣服");
  EXPECT_EQ(read("每周一晚7点提醒班会"), "每周一晚7点|||班会");
  EXPECT_EQ(read("明天8点，提醒一下我交表"), "明天8点|self||交表");
  EXPECT_EQ(read("明早8点叫我起床"), "明早8点|self||起床");
  EXPECT_EQ(read("明早8点请提醒全班同学：带身份证"), "明早8点|all||带身份证");
  EXPECT_EQ(read("麻烦明早8点提醒我交表"), "明早8点|self||交表");
  EXPECT_EQ(read("/明早8点提醒我交表"), "明早8点|self||交表");
}

TEST(ReminderGrammar, VerbFirst) {
  EXPECT_EQ(read("提醒我明早8点交表"), "明早8点|self||交表");
  EXPECT_EQ(read("提醒我交表，明早8点"), "明早8点|self||交表");
  EXPECT_EQ(read("设置提醒 3月15日14:00 线上招聘会"), "3月15日14:00|||线上招聘会");
  EXPECT_EQ(read("设置提醒：明早8点提醒大家报体温"), "明早8点|all||报体温");
  EXPECT_EQ(read("请帮我设个提醒，明晚8点开会"), "明晚8点|||开会");
  EXPECT_EQ(read("提醒大家明早8点报体温"), "明早8点|all||报体温");
  EXPECT_EQ(read("提醒 工作日8点 打卡"), "工作日8点|||打卡");
  EXPECT_EQ(read("提醒我交表"), "|self||交表");
}

TEST(ReminderGrammar, ClassesByName) {
  EXPECT_EQ(read("每天10:30提醒机电1901没报体温的同学"), "每天10:30|temperature|机电1901|");
  EXPECT_EQ(read("明早8点提醒机电1902全班交表"), "明早8点|all|机电1902|交表");
  EXPECT_EQ(read("明早8点提醒机电1902交表"), "明早8点|all|机电1902|交表");
}

TEST(ReminderGrammar, TheTextStaysAsItWasWritten) {
  EXPECT_EQ(read("明早8点提醒我看《Ｑ＆Ａ》第Ⅱ章 Hello"), "明早8点|self||看《Ｑ＆Ａ》第Ⅱ章 Hello");
}

TEST(ReminderGrammar, TalkIsNone) {
  for (const char* text : {"提醒没报体温的同学", "谢谢提醒", "提醒：还没报体温的抓紧", "老师提醒了", "昨天8点提醒过了",
                           "今早8点提醒大家交表了吗", "提醒列表", "有哪些提醒", "明早8点开会", "提醒不了", ""}) {
    EXPECT_EQ(read(text), "-") << text;
  }
}

TEST(ReminderGrammar, SomeIsTalkUnlessTheBotIsAddressed) {
  const auto talk = [](std::string_view text) { return like_talk(understand(text, now, names).value()); };
  EXPECT_TRUE(talk("提醒我交表"));
  EXPECT_TRUE(talk("提醒一下自己别熬夜"));
  EXPECT_TRUE(talk("过几天提醒我交表"));
  EXPECT_TRUE(talk("昨天8点提醒大家交表"));
  EXPECT_TRUE(talk("明早8点提醒我"));
  EXPECT_FALSE(talk("明早8点提醒我交表"));
  EXPECT_FALSE(talk("明天7点提醒交表"));
  EXPECT_FALSE(talk("今天8点提醒大家交表"));
  EXPECT_FALSE(talk("每天10:30提醒没报体温的同学"));
}

/// What a snooze leads to; "" for none.
std::string snoozed(std::string_view text, bool quoting = false) {
  const auto at = understand_snooze(text, now, quoting);
  return at ? exact_words(*at) : "";
}

TEST(ReminderGrammar, Snoozes) {
  EXPECT_EQ(snoozed("稍后10分钟"), "2020年3月11日09:40");
  EXPECT_EQ(snoozed("稍后"), "2020年3月11日09:40");
  EXPECT_EQ(snoozed("稍后再提醒我"), "2020年3月11日09:40");
  EXPECT_EQ(snoozed("推迟半小时"), "2020年3月11日10:00");
  EXPECT_EQ(snoozed("推迟到明早8点"), "2020年3月12日08:00");
  EXPECT_EQ(snoozed("过10分钟再提醒我"), "2020年3月11日09:40");
  EXPECT_EQ(snoozed("10分钟后再提醒我"), "2020年3月11日09:40");
  EXPECT_EQ(snoozed("明早8点再提醒我"), "2020年3月12日08:00");
  EXPECT_EQ(snoozed("10分钟后", true), "2020年3月11日09:40");
  EXPECT_EQ(snoozed("明早8点", true), "2020年3月12日08:00");
  for (const char* text :
       {"10分钟后", "明早8点", "稍等", "等一下", "过几天再说", "推迟到2月30日", "收到", "36.5", "推迟到每天8点"})
    EXPECT_EQ(snoozed(text), "") << text;
  for (const char* text : {"收到", "好的", "36.5", "每天8点"}) EXPECT_EQ(snoozed(text, true), "") << text;
}

/// The words that an answer leads to, "是", "否", or "" for none.
std::string answered(std::string_view words, std::string_view answer) {
  const When asked = understand_when(words, now).value_or(When{});
  EXPECT_EQ(asked.kind, When::Kind::ask) << words;
  const auto read = understand_answer(answer, words, asked, now, now + std::chrono::minutes{2});
  if (!read) return "";
  if (read->kind == TimeAnswer::Kind::yes) return "是";
  if (read->kind == TimeAnswer::Kind::no) return "否";
  const auto when = understand_when(read->words, now);
  const auto next = when ? next_after(*when, now, Calendar::shipped()) : std::nullopt;
  return next ? read->words + " " + in_words(*next, now) : read->words;
}

TEST(ReminderGrammar, AnswersGoIntoTheTimeThatWasAsked) {
  EXPECT_EQ(answered("明天7点", "早上"), "明天早上7点 3/12(周四) 07:00");
  EXPECT_EQ(answered("明天7点", "晚上"), "明天晚上7点 3/12(周四) 19:00");
  EXPECT_EQ(answered("明天7点", "晚"), "明天晚7点 3/12(周四) 19:00");
  EXPECT_EQ(answered("明天7点", "19点"), "明天19点 3/12(周四) 19:00");
  EXPECT_EQ(answered("明天7点", "晚上7点"), "明天晚上7点 3/12(周四) 19:00");
  EXPECT_EQ(answered("每天7点", "早上"), "每天早上7点 3/12(周四) 07:00");
  EXPECT_EQ(answered("每天7点", "19点"), "每天19点 3/11(周三) 19:00");
  EXPECT_EQ(answered("每天7点", "19:30"), "每天19:30 3/11(周三) 19:30");
  EXPECT_EQ(answered("后天", "10点"), "后天10点 3/13(周五) 10:00");
  EXPECT_EQ(answered("明天晚上", "8点"), "明天晚上8点 3/12(周四) 20:00");
  EXPECT_EQ(answered("下周8点", "周三"), "下周三8点 3/18(周三) 08:00");
  EXPECT_EQ(answered("", "明早8点"), "明早8点 3/12(周四) 08:00");
  EXPECT_EQ(answered("今天早上8点", "明天8点"), "明天8点 3/12(周四) 08:00");
  EXPECT_EQ(answered("2月30日8点", "3月1日"), "");
  EXPECT_EQ(answered("过几天", "后天8点"), "后天8点 3/13(周五) 08:00");
  EXPECT_EQ(answered("过几天", "后天"), "后天");
  EXPECT_EQ(answered("下周", "周三8点"), "下周三8点 3/18(周三) 08:00");
  EXPECT_EQ(answered("明天下午", "是"), "是");
  EXPECT_EQ(answered("每天7点", "是"), "");
  EXPECT_EQ(answered("明天7点", "算了"), "否");
}

TEST(ReminderGrammar, HealthAndTalkAreNoAnswers) {
  for (const char* text : {"36.5", "37.8 咳嗽", "36度5", "收到", "哈哈", "到", "1", "在干嘛", "[微笑]", "谁没报"}) {
    EXPECT_EQ(answered("明天7点", text), "") << text;
    EXPECT_EQ(answered("明天", text), "") << text;
    EXPECT_EQ(answered("", text), "") << text;
  }
}

TEST(ReminderGrammar, ExactWordsMeanTheirMomentForever) {
  for (const char* text : {"2020-03-12T08:00", "2020-12-31T23:59", "2021-01-01T00:00", "2024-02-29T07:05"}) {
    const auto at = tests::local_time(text);
    const auto when = understand_when(exact_words(at), now);
    ASSERT_TRUE(when) << text;
    EXPECT_EQ(when->kind, When::Kind::once) << text;
    EXPECT_EQ(when->at, at) << text;
  }
}

}  // namespace
}  // namespace banwei::reminder
