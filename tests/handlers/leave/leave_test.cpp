// Leave: what a sentence asks for, what a decision decides, and when an absence counts.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "handlers/common/absences.h"
#include "handlers/leave/leave.h"
#include "handlers/leave/leave_decision.h"
#include "handlers/leave/leave_grammar.h"
#include "tests/random_texts.h"
#include "tests/storage/world.h"

namespace banwei::leave {
namespace {

const language::People& people() {
  static const language::People all({{"01", "张三"}, {"02", "李四"}, {"03", "王五"}, {"04", "高兴"}});
  return all;
}

std::string read(std::string_view text, bool in_call = false) {
  const Scene scene{.people = people(),
                    .class_name = "机电1901",
                    .speaker = "01",
                    .today = *day_from_iso("2020-03-11"),
                    .in_call = in_call};
  const auto said = understand(text, scene);
  if (!said) return "-";
  if (said->kind == Statement::Kind::back) return "back";
  if (said->kind == Statement::Kind::cancel) return "cancel";
  const auto out = fields(*said);
  if (out.contains("ask")) return "ask " + out["ask"].get<std::string>();
  std::string words = out.value("type", "?") + " " + out["from"].get<std::string>().substr(5);
  if (out["from"] != out["to"]) words += ".." + out["to"].get<std::string>().substr(5);
  if (out.contains("part")) words += " " + out["part"].get<std::string>();
  if (out.contains("who")) words += " " + out["who"].get<std::string>();
  if (out.contains("t")) words += " " + out["t"].dump();
  return words;
}

TEST(LeaveGrammar, AStudentsOwnWords) {
  const std::vector<std::pair<const char*, const char*>> rows{
      {"老师我想请个假明天回趟家后天下午回来上晚自习", "事假 03-12..03-13"},
      {"老师您好，我今天身体有点不舒服，想请一天假，望批准", "病假 03-11"},
      {"导员，俺明个想请天假，屋里有点事", "事假 03-12"},
      {"班长我肚子疼得厉害，第三四节课去不了了，请假", "病假 03-11 3-4"},
      {"请假 发烧38.2 明天后天", "病假 03-12..03-13 38.2"},
      {"我要请3天假，周四到周六，回老家参加我姐婚礼", "事假 03-12..03-14"},
      {"明天下午驾校考科目二，请半天假", "事假 03-12 pm"},
      {"李老师，孩子发烧39度，今天请假一天", "病假 03-11 39.0"},
      {"我是张三的妈妈，张三发烧了，想请两天假", "病假 03-11..03-12"},
      {"想请加一天，头疼", "病假 03-11"},
      {"老师好，因参加省赛培训，3.12-3.14请公假", "公假 03-12..03-14"},
      {"周五能不能请假啊老师，我要去面试", "事假 03-13"},
      {"可以请假吗，家里有事", "事假 03-11"},
      {"请假时间：3月12日至3月14日，请假原因：家里有事", "事假 03-12..03-14"},
      {"今天的晚自习我想请假，牙疼", "病假 03-11 eve"},
      {"下周一到下周三请假，奶奶去世了", "事假 03-16..03-18"},
      {"昨天没睡好，今天请个病假", "病假 03-11"},
      {"昨晚拉肚子拉了一夜，请假一上午", "病假 03-11 am"},
      {"我想请个长假", "ask range"},
      {"我妈住院了我想请一个星期假照顾她", "事假 03-11..03-17"},
      {"这会儿头晕得很，请个假噻", "病假 03-11"},
      {"麻烦老师帮我请个假，我在医院", "病假 03-11"},
      {"帮李四请个假，他发烧了", "病假 03-11 李四"},
      {"王五让我帮他请明天的假，他家里有事", "事假 03-12 王五"},
      {"李四王五请假", "ask who"},
      {"老师，请假一节课", "ask part"},
      {"体育课请假，脚崴了", "病假 03-11 体育课"},
      {"3月12号下午3点到5点请假去面试", "事假 03-12 pm"},
      {"请假到3月15日，回家", "事假 03-11..03-15"},
      {"从明天开始请假到周日，老家有事", "事假 03-12..03-15"},
      {"我打算周末请假回家", "事假 03-14..03-15"},
      {"想请假，发烧38.2", "病假 03-11 38.2"},
      {"我考研复试，请假两天，3月13和14号", "事假 03-13..03-14"},
      {"老师，我不请假了", "cancel"},
      {"撤回我的请假", "cancel"},
      {"老师我回学校了，销假", "back"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(read(text), expected) << text;
}

TEST(LeaveGrammar, OthersWordsToo) {
  const std::vector<std::pair<const char*, const char*>> rows{
      // Leave that is told for another.
      {"李四说他明天请假，他人在火车上没信号", "事假 03-12 李四"},
      {"李四让我跟您说一声，他今天来不了，请个病假", "病假 03-11 李四"},
      {"王五托我请假，他妈妈住院了", "事假 03-11 王五"},
      {"高兴托我转告，他请病假两天", "病假 03-11..03-12 高兴"},
      {"李四跟我说他下午请假", "? 03-11 pm 李四"},
      {"李四他妈妈打电话来，说他要请假三天", "? 03-11..03-13 李四"},
      {"高兴他今天请假", "? 03-11 高兴"},
      {"李四：我明天请假，家里有事", "事假 03-12 李四"},
      {"帮我室友李四请个假", "? 03-11 李四"},
      {"我室友王五今天肚子疼，他叫我替他请个假", "病假 03-11 王五"},
      {"老师好，我替王五请假，他手机坏了", "事假 03-11 王五"},
      {"我代表宿舍给高兴请假，他阑尾炎手术", "病假 03-11 高兴"},
      {"帮我室友请个假", "ask who"},
      {"室友说他明天请假，让我转达", "ask who"},
      {"导员，我和李四明天都请假，去面试", "ask who"},
      {"李四和我明天请假", "ask who"},
      // One's own leave.
      {"麻烦老师帮我请个假，我在医院", "病假 03-11"},
      {"我今晚的火车回老家，明后天请假", "事假 03-12..03-13"},
      {"今明两天请假，家里装修", "事假 03-11..03-12"},
      {"家里装宽带，师傅上午来，请半天", "事假 03-11 am"},
      {"请半天，去银行", "ask part"},
      {"不好意思老师，刚被电动车蹭了一下，在医院拍片子，下午的课上不了，请假", "病假 03-11 pm"},
      {"老师，我痔疮犯了，坐不住，上午两节课想请假", "病假 03-11 am"},
      {"老师请假，脚踝扭了走不了路", "病假 03-11"},
      {"请假！！！急性肠胃炎，正在挂水", "病假 03-11"},
      {"下周三到周五参加省里的技能大赛，张老师带队，请公假三天", "公假 03-18..03-20"},
      {"申请请假两天（3.12-3.13），事由：参加表哥婚礼", "事假 03-12..03-13"},
      {"因为要陪我妈看病明天请一天事假，望准", "事假 03-12"},
      {"实习单位让我下周一去签合同，请一天假", "事假 03-16"},
      {"本人因病需请假一周，附医院证明", "病假 03-11..03-17"},
      {"明天下午体测补测，体育课请假", "事假 03-12 体育课"},
      // Talk.
      {"李四说请假要扣分", "-"},
      {"李四说他请假了", "-"},
      {"听李四说他今天没请假", "-"},
      {"他说他请假", "-"},
      {"老师说请假要找他", "-"},
  };
  for (const auto& [text, expected] : rows) EXPECT_EQ(read(text), expected) << text;
}

TEST(LeaveGrammar, TalkAboutLeaveStaysTalk) {
  for (const char* text : {"请假条在哪领",   "他请假了吧",     "我室友请假了",   "请假要扣分吗",     "李四请假了",
                           "班长请假了吗",   "明天要不要请假", "今天好多人请假", "谁批的假",         "请假太麻烦了",
                           "我就说他请假了", "记得销假",       "怎么销假",       "没销假的来办公室", "万一发烧怎么请假",
                           "放假前一天请假", "老师批假吗",     "36.5，今天请假", "来不了",           "产假",
                           "请大家填表"})
    EXPECT_EQ(read(text), "-") << text;
}

TEST(LeaveGrammar, WhoGoesToHisFamilyInNeedAsksWithoutTheWord) {
  EXPECT_EQ(read("我妈病危 我想今天下午就走"), "事假 03-11 pm");
  EXPECT_EQ(read("导员您好，我妈在抢救，这周四周五想回去陪两天"), "事假 03-12..03-13");
  for (const char* talk : {"我妈病危，我爸今天回去陪她", "我妈病危 我想回去", "我妈病危今天走不开",
                           "我爸今天抢救，能回去吗", "李四他妈病危，他想明天回去"})
    EXPECT_EQ(read(talk), "-") << talk;
}

TEST(LeaveGrammar, InARollCallWhoCannotComeAsksForLeave) {
  EXPECT_EQ(read("来不了", true), "? 03-11");
  EXPECT_EQ(read("李四请假了", true), "? 03-11 李四");
  EXPECT_EQ(read("签到不了", true), "-");
  EXPECT_EQ(read("38.8，请假", true), "-");
}

TEST(LeaveGrammar, AnythingAtAllIsSafe) {
  const std::vector<std::string> shards{"请",   "假",   "请假", "病假", "一天",    "三",   "3",    "-",    "节",
                                        "第",   "明天", "到",   "周五", "2月30日", "张三", "了",   "李四", "，",
                                        " ",    "吗",   "销假", "取消", "发烧",    "38.5", "39度", "去",   "同意",
                                        "驳回", "全部", "#",    "不",   "我",      "帮",   "半天", "几天", "下午3点",
                                        "清明", "99",   "\xff", "\n",   "。",      "十",   "十二", "个月", "年"};
  const std::vector<std::string> waiting{"李四"};
  tests::for_random_texts(shards, 4'000, 9, [&](const std::string& text) {
    for (const bool in_call : {false, true}) {
      const Scene scene{.people = people(),
                        .class_name = "机电1901",
                        .speaker = "01",
                        .today = *day_from_iso("2020-03-11"),
                        .in_call = in_call};
      const auto said = understand(text, scene);
      if (!said || said->kind != Statement::Kind::leave) continue;
      const bool whole = said->open == Statement::Open::nothing || said->open == Statement::Open::reason;
      if (whole) {
        EXPECT_LE(said->from, said->to) << text;
        EXPECT_GE(said->from, scene.today) << text;
      }
    }
    (void)read_decision(text, waiting);
    (void)may_be_reason(text);
  });
}

std::string decide(std::string_view text) {
  const std::vector<std::string> waiting{"胡一鸣", "高兴", "马上", "林晓雨"};
  const auto decision = read_decision(text, waiting);
  if (!decision) return "-";
  if (decision->unclear) return "?";
  std::string words;
  for (const Ruling& ruling : decision->rulings) {
    words += words.empty() ? "" : "; ";
    words += ruling.yes ? "yes" : "no";
    if (ruling.all) words += " all";
    for (const auto id : ruling.ids) words += " " + std::to_string(id);
    for (const auto& name : ruling.names) words += " " + name;
    if (ruling.all) {
      for (const auto& name : decision->spared) words += " -" + name;
      for (const auto id : decision->spared_ids) words += " -" + std::to_string(id);
    }
    if (!ruling.note.empty()) words += " (" + ruling.note + ")";
  }
  return words;
}

TEST(LeaveDecision, AllMeansOnlyThoseWhoAreNamed) {
  EXPECT_EQ(decide("胡一鸣和高兴的都准了"), "yes 胡一鸣 高兴");
  EXPECT_EQ(decide("胡一鸣、马上的都同意"), "yes 胡一鸣 马上");
  EXPECT_EQ(decide("胡一鸣，马上的都同意"), "yes 马上 胡一鸣");
  EXPECT_EQ(decide("马上的都驳回，材料不全"), "no 马上 (材料不全)");
  EXPECT_EQ(decide("胡一鸣3号都同意"), "yes 3 胡一鸣");
  for (const char* open : {"都同意胡一鸣", "都批了，胡一鸣的", "胡一鸣的，其他的马上都批", "都批了，林晓雨要带假条",
                           "林晓雨的妈妈来过电话，都批了", "除了林晓雨同意", "林晓雨同意，林晓雨驳回", "同意3，不行"})
    EXPECT_EQ(decide(open), "?") << open;
}

TEST(LeaveDecision, WhatTheLeaveIsForMayStandBesideTheName) {
  EXPECT_EQ(decide("林晓雨的牙医那个不批，换个时间"), "no 林晓雨 (换个时间)");
  EXPECT_EQ(decide("高兴的考驾照这个同意"), "yes 高兴");
  EXPECT_EQ(decide("林晓雨要请一个月？驳回，先来我办公室"), "?");
  EXPECT_EQ(decide("林晓雨的妈妈不批"), "?");
  EXPECT_EQ(decide("林晓雨的妈妈来过电话，同意"), "-");
}

TEST(LeaveDecision, OthersWithoutAnyNameAreAskedFor) {
  const std::vector<std::string> waiting{"胡一鸣", "高兴"};
  EXPECT_TRUE(read_decision("其他的都同意吧", waiting)->of_others);
  EXPECT_TRUE(read_decision("剩下的批了", waiting)->of_others);
  for (const char* clear : {"高兴驳回，其他都同意", "除了高兴，其余同意", "驳回3，其他的都同意", "都同意"})
    EXPECT_FALSE(read_decision(clear, waiting)->of_others) << clear;
}

TEST(LeaveDecision, ExceptionsAreNotMeant) {
  EXPECT_EQ(decide("都批了吧，林晓雨的等我问问"), "yes all -林晓雨");
  EXPECT_EQ(decide("除了林晓雨的都同意"), "yes all -林晓雨");
  EXPECT_EQ(decide("除了林晓雨和高兴，其他的都批了"), "yes all -林晓雨 -高兴");
  EXPECT_EQ(decide("都同意，林晓雨除外"), "yes all -林晓雨");
  EXPECT_EQ(decide("都批了，3号先放着"), "yes all -3");
  EXPECT_EQ(decide("林晓雨先不批，其余同意"), "yes all -林晓雨");
  EXPECT_EQ(decide("胡一鸣和高兴可以，林晓雨不行"), "yes 胡一鸣 高兴; no 林晓雨");
  EXPECT_EQ(decide("林晓雨驳回，其他都同意"), "no 林晓雨; yes all -林晓雨");
  EXPECT_EQ(decide("林晓雨的同意，别的先放着"), "yes 林晓雨");
  EXPECT_EQ(decide("林晓雨同意，注意休息，高兴我再看看"), "yes 林晓雨 (注意休息)");
  EXPECT_EQ(decide("这个假可以"), "yes");
  for (const char* talk : {"可以", "都可以", "行", "林晓雨先不批", "除了林晓雨"}) EXPECT_EQ(decide(talk), "-") << talk;
}

TEST(LeaveDecision, NumbersNamesAndAll) {
  EXPECT_EQ(decide("同意"), "yes");
  EXPECT_EQ(decide("同意3"), "yes 3");
  EXPECT_EQ(decide("同意#3、5"), "yes 3 5");
  EXPECT_EQ(decide("同意 全部"), "yes all");
  EXPECT_EQ(decide("都批了"), "yes all");
  EXPECT_EQ(decide("同意 胡一鸣"), "yes 胡一鸣");
  EXPECT_EQ(decide("准假 高兴"), "yes 高兴");
  EXPECT_EQ(decide("驳回3 先和家长联系"), "no 3 (先和家长联系)");
  EXPECT_EQ(decide("不同意"), "no");
  EXPECT_EQ(decide("批准，注意休息"), "yes (注意休息)");
  EXPECT_EQ(decide("驳回 高兴 先去看了再说"), "no 高兴 (先去看了再说)");
  EXPECT_EQ(decide("驳回 3 先和家长联系"), "no 3 (先和家长联系)");
  EXPECT_EQ(decide("驳回3 3月有考试"), "no 3 (3月有考试)");
  EXPECT_EQ(decide("驳回3 胡一鸣也去了"), "no 3 (胡一鸣也去了)");
  EXPECT_EQ(decide("驳回 高兴 胡一鸣 人手不够"), "no 高兴 胡一鸣 (人手不够)");
  EXPECT_EQ(decide("驳回 高兴、胡一鸣"), "no 高兴 胡一鸣");
  EXPECT_EQ(decide("驳回 先去看了再说"), "no (先去看了再说)");
  for (const char* talk : {"同意大家的看法", "准时", "批评", "我同意你", "好的", "3"})
    EXPECT_EQ(decide(talk), "-") << talk;
}

TEST(Absences, APartOfTheDayCoversItsHoursAndACourseItsTitle) {
  const Day day = *day_from_iso("2020-03-11");
  const auto at = [&](int hour, int minute) {
    return Moment{{}, std::chrono::local_seconds{day} + std::chrono::hours{hour} + std::chrono::minutes{minute}};
  };
  const Lessons lessons;
  storage::Leave leave{.from = day, .to = day};
  EXPECT_TRUE(covers(leave, at(23, 0), "", lessons));
  leave.part = "am";
  EXPECT_TRUE(covers(leave, at(11, 59), "", lessons));
  EXPECT_FALSE(covers(leave, at(12, 0), "", lessons));
  leave.part = "3-4";
  EXPECT_TRUE(covers(leave, at(9, 55), "", lessons));
  EXPECT_FALSE(covers(leave, at(8, 0), "", lessons));
  EXPECT_FALSE(covers(leave, at(14, 0), "", lessons));
  leave.part = "班会";
  EXPECT_TRUE(covers(leave, at(19, 0), "主题班会", lessons));
  EXPECT_FALSE(covers(leave, at(19, 0), "高数", lessons));
  EXPECT_FALSE(covers(leave, at(19, 0), "", lessons));
  leave.part = "";
  leave.to = day - std::chrono::days{1};
  EXPECT_FALSE(covers(leave, at(9, 0), "", lessons));
}

TEST(Absences, ACollegeSaysWhenItsLessonsBegin) {
  const Day day = *day_from_iso("2020-03-11");
  const storage::Leave leave{.from = day, .to = day, .part = "3-4"};
  const auto at = [&](int hour, int minute) {
    return Moment{{}, std::chrono::local_seconds{day} + std::chrono::hours{hour} + std::chrono::minutes{minute}};
  };
  using std::chrono::minutes;
  const Lessons late{{minutes{510}, minutes{565}, minutes{640}, minutes{695}}};
  EXPECT_FALSE(covers(leave, at(10, 0), "", late));
  EXPECT_TRUE(covers(leave, at(12, 20), "", late));
  EXPECT_FALSE(covers(leave, at(12, 20), "", Lessons{}));
  EXPECT_EQ(late.of(9), minutes{695});
}

class LongLeave : public testing::Test, protected storage::World {
 protected:
  LongLeave() {
    stores.members.grant(teacher.id, {Role::counsellor, first_class}, Utc{});
    stores.members.grant(office.id, {Role::office, 0}, Utc{});
  }

  Reply say(const Person& who, const std::string& words) {
    const Message message{.account = "bot",
                          .place = Place::direct,
                          .room = who.account,
                          .user = who.account,
                          .id = "1",
                          .sent = now,
                          .content = plain(words)};
    const Context context{.message = message,
                          .speaker = {who, stores.members.grants(who, now)},
                          .klass = stores.members.class_by_id(who.class_id),
                          .can = {},
                          .now = zone.at(now),
                          .sent = zone.at(now)};
    const Utterance said{.text = words, .quoted = {}, .about = {}, .mentioned = {}, .addressed = true};
    for (const Listener& listener : feature.listeners()) {
      if (const auto heard = listener.understand(said, context)) return heard->understood.act(context);
    }
    return {};
  }

  storage::Leave::State state(std::int64_t id) { return stores.leaves.by_id(id)->state; }

  using State = storage::Leave::State;
  Utc now{std::chrono::seconds{1'583'900'000}};  // 2020-03-11 12:13 in Shanghai
  Zone zone{"Asia/Shanghai"};
  Settings settings{.office_from_days = 3};
  QuietHours quiet;
  Lessons lessons;
  Calendar calendar;
  std::optional<Day> term_begins;
  Timetables timetables{stores.timetable, calendar, term_begins};
  Person office = staff("T2", "Sun", "20002");
  Leaves feature{
      stores.members, stores.leaves, stores.roll_calls, stores.questions, stores.schedule, stores.access_log, zone,
      settings,       quiet,         lessons,           timetables};
};

TEST_F(LongLeave, NeedsTheOfficeAfterTheCounsellor) {
  (void)say(zhang, "今天请事假三天，回老家");
  (void)say(teacher, "是");
  EXPECT_EQ(state(1), State::forwarded);
  EXPECT_TRUE(say(teacher, "同意1").actions.empty());
  EXPECT_EQ(state(1), State::forwarded);
  const Reply told = say(office, "是");
  EXPECT_EQ(state(1), State::approved);
  const auto is_to_teacher = [&](const Action& action) {
    const auto* whisper = std::get_if<Whisper>(&action);
    return whisper != nullptr && whisper->to.id == teacher.id;
  };
  EXPECT_TRUE(std::any_of(told.actions.begin(), told.actions.end(), is_to_teacher)) << "who had agreed hears of it";
}

TEST_F(LongLeave, AShortOneNeedsTheCounsellorAlone) {
  (void)say(zhang, "今天请事假两天，回老家");
  (void)say(teacher, "同意1");
  EXPECT_EQ(state(1), State::approved);
}

TEST_F(LongLeave, NobodyElseDecides) {
  (void)say(zhang, "今天请事假两天，回老家");
  for (const Person& other : {zhang, li, wang}) EXPECT_TRUE(say(other, "同意1").actions.empty());
  EXPECT_EQ(state(1), State::waiting);
}

}  // namespace
}  // namespace banwei::leave
