// The rules of the cross-checks: each finds what it is for, and leaves alone what only looks like it.
#include "handlers/checks/rules.h"

#include <gtest/gtest.h>

#include "handlers/checks/check_talk.h"

namespace banwei::checks {
namespace {

using namespace std::chrono_literals;

constexpr Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};

class ChecksRules : public testing::Test {
 protected:
  ChecksRules() {
    day_.day = today;
    day_.zone = &zone_;
    day_.roster = 1;
    day_.sum.answered = {person_};
    day_.students = {{.person = person_, .name = "张三"}};
  }

  /// What the student's readings were, `days` ago and so many minutes after midnight.
  Reading& says(int centi, int days = 0, std::chrono::minutes at = 8h) {
    auto& said = day_.students.front().said;
    const Day day = today - std::chrono::days{days};
    said.push_back({.id = static_cast<std::int64_t>(said.size()) + 1,
                    .person = 1,
                    .day = day,
                    .centi = centi,
                    .by = 1,
                    .how = "self",
                    .sent = zone_.utc(day + at)});
    return said.back();
  }

  /// What the student said of where he is, by itself.
  storage::Whereabouts& goes(int days = 0, std::chrono::minutes at = 9h) {
    const Day day = today - std::chrono::days{days};
    auto& places = day_.students.front().places;
    places.push_back({.person = 1, .said = zone_.utc(day + at), .day = day});
    return places.back();
  }

  std::size_t found(const Rule& rule) const { return rule.find(day_).size(); }
  std::string why(const Rule& rule) const {
    const auto all = rule.find(day_);
    return all.empty() ? "" : all.front().why;
  }

  Person person_{.id = 1, .number = "1", .name = "张三", .account = "u1"};
  Zone zone_{"Asia/Shanghai"};
  ClassDay day_;
};

TEST_F(ChecksRules, TwoValuesOfTwoPeople) {
  says(3640).by = 2;
  says(3650);
  EXPECT_EQ(found(two_values), 0U);  // That is how a thermometer is held.
  says(3740, 0, 9h);
  EXPECT_EQ(found(two_values), 0U);  // Both said by the person.
  says(3640, 0, 10h).by = 2;
  EXPECT_EQ(why(two_values), "同一天两个数：本人37.4℃，老师代报36.4℃");
}

TEST_F(ChecksRules, ALessonAndNoTemperatureOrTheReverse) {
  Student& student = day_.students.front();
  day_.sum = {.expected = {person_}, .answered = {}, .late = {}, .missing = {person_}, .excused = {}};
  student.attended = {"1-2节高等数学"};
  EXPECT_EQ(found(lesson_alone), 0U) << "the deadline is not over";
  day_.closed = true;
  EXPECT_EQ(why(lesson_alone), "1-2节高等数学到了课，体温没报");
  day_.sum = {.expected = {}, .answered = {}, .late = {}, .missing = {}, .excused = {person_}};
  EXPECT_EQ(found(lesson_alone), 0U) << "who is exempt is not asked";
  student.attended.clear();
  student.missed = {"3-4节大学英语"};
  EXPECT_EQ(found(lesson_alone), 0U);
  says(3650);
  EXPECT_EQ(why(lesson_alone), "08:00报了体温，3-4节大学英语没到");
}

TEST_F(ChecksRules, ManyAtALessonWithoutATemperatureAreOneLine) {
  day_.closed = true;
  day_.students.clear();
  day_.sum = {};
  for (std::int64_t id = 1; id <= 4; ++id) {
    const Person one{.id = id, .number = std::to_string(id), .name = "生" + std::to_string(id)};
    day_.students.push_back({.person = one, .name = one.name, .attended = {"1-2节高等数学"}});
    day_.sum.missing.push_back(one);
    if (id == 3) {
      EXPECT_EQ(found(lesson_alone), 3U) << "a few are named one by one";
    }
  }
  EXPECT_EQ(found(lesson_alone), 1U);
  EXPECT_EQ(why(lesson_alone), "到了课，体温没报：生1 生2 生3 生4");
}

TEST_F(ChecksRules, AFeverThatBecameNormalSoon) {
  says(3740, 0, 9h);
  says(3650, 0, 12h);
  EXPECT_EQ(found(lowered), 0U);
  says(3640, 0, 9h + 30min).how = "fix";
  EXPECT_EQ(why(lowered), "09:00报37.4℃，09:30改成36.4℃");
}

TEST_F(ChecksRules, AFeverThatWasTakenBack) {
  Reading& fever = says(3740, 0, 9h);
  fever.withdrawn = zone_.utc(today + 9h + 5min);
  EXPECT_EQ(why(lowered), "09:00报37.4℃，09:05撤回了");
}

TEST_F(ChecksRules, WellAfterAFeverAndNobodyHasSpoken) {
  says(3780, 1);
  says(3650);
  EXPECT_EQ(found(well_after_fever), 0U);
  day_.students.front().uncalled = true;
  EXPECT_EQ(why(well_after_fever), "昨天37.8℃，今天36.5℃，还没有人联系过");
}

TEST_F(ChecksRules, ASymptomThatIsDenied) {
  says(3650).symptoms = {"咳嗽"};
  EXPECT_EQ(found(symptoms_denied), 0U);
  says(3650, 0, 9h).well = true;
  EXPECT_EQ(why(symptoms_denied), "08:00说咳嗽，09:00说没有症状");
}

TEST_F(ChecksRules, InWuhanOneDayAndNotTheNext) {
  says(3650, 2).in_wuhan = true;
  says(3650, 1);
  EXPECT_EQ(found(moved), 0U);
  says(3650).in_wuhan = false;
  EXPECT_EQ(why(moved), "报“不在汉”，前面报“在汉”，没说什么时候走的");
}

TEST_F(ChecksRules, AtHomeAndAtSchoolAndOnPost) {
  says(3650).on_post = true;
  EXPECT_EQ(found(moved), 0U);
  says(3650, 0, 9h).place = "家";
  EXPECT_EQ(why(moved), "报“在岗”，又说在家");
  says(3650, 1).place = "宿舍";
  EXPECT_EQ(why(moved), "报在家，前面报在宿舍，没说什么时候走的");
}

TEST_F(ChecksRules, APlaceThatIsSaidByItselfCounts) {
  goes(1).in_wuhan = true;
  says(3650).in_wuhan = false;
  EXPECT_EQ(why(moved), "报“不在汉”，前面报“在汉”，没说什么时候走的");
  storage::Whereabouts& went = goes(0, 10h);
  went.in_wuhan = false;
  EXPECT_EQ(found(moved), 1U);
  went.since = today;
  EXPECT_EQ(found(moved), 0U) << "he told when he went";
}

TEST_F(ChecksRules, AnotherCityAndNoJourney) {
  goes(2).area = "黄冈";
  goes(0).area = "湖北黄冈英山";
  EXPECT_EQ(found(moved), 0U) << "the same, more closely";
  goes(0, 10h).area = "宜昌";
  EXPECT_EQ(why(moved), "报在宜昌，前面报在黄冈，没说什么时候走的");
}

TEST_F(ChecksRules, WellOnSickLeave) {
  says(3650);
  EXPECT_EQ(found(well_on_sick_leave), 0U);
  day_.students.front().on_sick_leave = true;
  EXPECT_EQ(found(well_on_sick_leave), 1U);
  says(3650, 0, 9h).symptoms = {"咳嗽"};
  EXPECT_EQ(found(well_on_sick_leave), 0U);
}

TEST_F(ChecksRules, OthersReportForDays) {
  for (int days = 2; days >= 0; --days) says(3650, days).by = 2;
  EXPECT_EQ(why(by_others), "连续3天都是别人代报，没有听到本人");
  says(3650, 1, 9h);
  EXPECT_EQ(found(by_others), 0U);
}

TEST_F(ChecksRules, TheSameForDays) {
  for (int days = 4; days >= 1; --days) says(3650, days, 8h);
  says(3650, 0, 8h + 1min);
  EXPECT_EQ(found(sameness), 0U);
  day_.students.front().said.back().sent = zone_.utc(today + 8h);
  EXPECT_EQ(why(sameness), "连续5天都是36.5℃，都在08:00，可以请他拍一张体温计或通个电话");
}

TEST_F(ChecksRules, SumsThatAreNotTheRoster) {
  EXPECT_EQ(found(sums), 0U);
  day_.roster = 2;
  EXPECT_EQ(why(sums), "已报1、未报0、免报0，加起来不是在册2");
}

TEST_F(ChecksRules, TheGroupIsNotTheRoster) {
  EXPECT_EQ(found(group_list), 0U);  // Its list is not known.
  day_.in_group = {"u1", "u2"};
  EXPECT_EQ(found(group_list), 0U);
  day_.strangers = 1;
  day_.in_group = {"u2"};
  day_.students.front().claimed_by_another = true;
  const auto all = group_list.find(day_);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].person, 1);
  EXPECT_EQ(all[1].why, "名单里的不在群里：张三；群里有1个号不在名单里");
}

TEST_F(ChecksRules, NewlyAtWorkInWuhan) {
  says(3650, 1).in_wuhan = true;
  says(3650).on_post = true;
  EXPECT_EQ(found(back_at_work), 1U);
  day_.students.front().said.front().on_post = true;
  EXPECT_EQ(found(back_at_work), 0U);
}

TEST_F(ChecksRules, NewlyAtWorkAsSaidByItself) {
  storage::Whereabouts& first = goes();
  first.in_wuhan = first.on_post = true;
  EXPECT_EQ(found(back_at_work), 0U) << "he tells for the first time where he has been all along";
  goes(20).in_wuhan = true;
  EXPECT_EQ(found(back_at_work), 1U);
  goes(10).on_post = true;
  EXPECT_EQ(found(back_at_work), 0U);
}

TEST_F(ChecksRules, NobodyHasSaidAnything) {
  for (const Rule* rule : rules) EXPECT_EQ(found(*rule), 0U) << rule->name;
}

// --- what is said of them -----------------------------------------------------------------------------------------

const std::vector<std::string> names{"赵六", "高兴", "孙浩然", "", "赵六"};

/// "0 2 true 已核实"
std::string heard(std::string_view text) {
  const auto answer = understand(text, names);
  if (!answer) return "";
  std::string words;
  for (const std::size_t place : answer->which) words += std::to_string(place) + " ";
  return words + std::string(to_string(answer->result));
}

TEST(CheckTalk, SaysWhatCameOfIt) {
  EXPECT_EQ(heard("1 已核实 昨天写错"), "0 error");
  EXPECT_EQ(heard("第3条已经打过电话了，确实每天固定时间量"), "2 true");
  EXPECT_EQ(heard("4 再等等，还没联系上"), "3 later");
  EXPECT_EQ(heard("2属实"), "1 true");
  EXPECT_EQ(heard("第二条没问题"), "1 true");
  EXPECT_EQ(heard("1、3都核实了"), "0 2 true");
  EXPECT_EQ(heard("高兴那条是手误"), "1 error");
  EXPECT_EQ(heard("赵六核实过了"), "0 4 true");
  EXPECT_EQ(heard("都核实了"), "0 1 2 3 4 true");
  EXPECT_EQ(heard("3 没写错"), "2 true");
  EXPECT_EQ(heard("2 还没核实"), "1 later");
}

TEST(CheckTalk, LeavesAloneWhatSaysNothingOfIt) {
  for (const char* text : {"1", "36.5", "6 属实", "属实", "好的", "1 是什么意思", "3 核实了吗", "一会儿再问问",
                           "今天开会讲台账的事", "赵六", "19:00 开会", "都联系上了", "赵六联系上了", "高兴已处理"})
    EXPECT_EQ(heard(text), "") << text;
}

TEST(CheckTalk, AsksForTheList) {
  for (const char* text : {"排查", "比对一下", "还有几条没核实", "今天排查结果发我", "有哪些要核实的", "看看排查情况",
                           "还剩几条待核实", "数据有没有对不上的"})
    EXPECT_TRUE(asks_for_list(text)) << text;
  for (const char* text : {"核实了", "今天开会讲排查的事", "谁没报", "疫情排查工作通知", "几条"})
    EXPECT_FALSE(asks_for_list(text)) << text;
}

}  // namespace
}  // namespace banwei::checks
