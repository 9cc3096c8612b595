// Times in Chinese: the case tables, the next occurrence, the words we answer with, and anything at all.
#include "handlers/language/when.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "tests/cases/case_table.h"
#include "tests/growth.h"

namespace banwei {
namespace {

using tests::local_time;

const std::chrono::local_seconds now = local_time("2020-03-11T09:30");

std::string rendered(std::string_view text, std::chrono::local_seconds at) {
  const auto when = understand_when(text, at);
  if (!when) return "none {}";
  return std::string(to_string(when->kind)) + " " + nlohmann::json(fields(*when)).dump();
}

class WhenTable : public testing::TestWithParam<const char*> {};

TEST_P(WhenTable, EveryRow) {
  for (const auto& row : tests::read_cases(GetParam())) {
    const auto at = local_time(row.context.at("now").get<std::string>());
    EXPECT_EQ(rendered(row.message, at), row.kind + " " + row.expected.dump())
        << "line " << row.line << ": " << row.message;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, WhenTable, testing::Values("time.tsv", "more_time.tsv", "repeat.tsv"));

std::vector<std::string> next_times(std::string_view text, std::chrono::local_seconds at, int count) {
  const auto calendar = Calendar::shipped();
  const auto when = understand_when(text, at);
  std::vector<std::string> out;
  for (auto next = when ? next_after(*when, at, calendar) : std::nullopt; next && count > 0; --count) {
    out.push_back(in_words(*next, at));
    next = next_after(*when, *next, calendar);
  }
  return out;
}

using Times = std::vector<std::string>;

TEST(WhenNext, OnceIsOnce) { EXPECT_EQ(next_times("明早8点", now, 3), (Times{"3/12(周四) 08:00"})); }

TEST(WhenNext, DailyWithSeveralTimes) {
  EXPECT_EQ(next_times("每天早8点晚8点", now, 3), (Times{"3/11(周三) 20:00", "3/12(周四) 08:00", "3/12(周四) 20:00"}));
}

TEST(WhenNext, DailyBetweenTwoDays) {
  EXPECT_EQ(next_times("3月15日到17日每天8点", now, 9),
            (Times{"3/15(周日) 08:00", "3/16(周一) 08:00", "3/17(周二) 08:00"}));
}

TEST(WhenNext, WorkdayKnowsMakeUpDaysAndHolidays) {
  EXPECT_EQ(next_times("工作日8点", local_time("2020-04-25T09:00"), 1), (Times{"4/26(周日) 08:00"}));
  EXPECT_EQ(next_times("工作日8点", local_time("2020-04-30T09:00"), 2), (Times{"5/6(周三) 08:00", "5/7(周四) 08:00"}));
  EXPECT_EQ(next_times("节假日上午10点", local_time("2020-04-03T12:00"), 4),
            (Times{"4/4(周六) 10:00", "4/5(周日) 10:00", "4/6(周一) 10:00", "4/11(周六) 10:00"}));
}

TEST(WhenNext, WorkdayWithoutDataIsMondayToFriday) {
  EXPECT_EQ(next_times("工作日8点", local_time("2021-09-30T09:00"), 2),
            (Times{"10/1(周五) 08:00", "10/4(周一) 08:00"}));
}

TEST(WhenNext, EverySecondWeekCountsFromTheFirst) {
  EXPECT_EQ(next_times("隔周周五下午3点", now, 3), (Times{"3/13(周五) 15:00", "3/27(周五) 15:00", "4/10(周五) 15:00"}));
  EXPECT_EQ(next_times("隔周周一早8点", now, 2), (Times{"3/16(周一) 08:00", "3/30(周一) 08:00"}));
}

TEST(WhenNext, EverySecondDay) {
  EXPECT_EQ(next_times("每隔一天早上8点", now, 3), (Times{"3/12(周四) 08:00", "3/14(周六) 08:00", "3/16(周一) 08:00"}));
}

TEST(WhenNext, MonthsThatAreTooShortAreLeftOut) {
  EXPECT_EQ(next_times("每月31号上午9点", now, 3), (Times{"3/31(周二) 09:00", "5/31(周日) 09:00", "7/31(周五) 09:00"}));
  EXPECT_EQ(next_times("每月最后一天下午5点", now, 3),
            (Times{"3/31(周二) 17:00", "4/30(周四) 17:00", "5/31(周日) 17:00"}));
}

TEST(WhenNext, IntervalCountsFromTheMomentItWasSaid) {
  EXPECT_EQ(next_times("每两小时", now, 3), (Times{"3/11(周三) 11:30", "3/11(周三) 13:30", "3/11(周三) 15:30"}));
}

TEST(WhenNext, AQuestionNeverComesDue) { EXPECT_TRUE(next_times("明天7点", now, 1).empty()); }

std::string words(std::string_view text) { return in_words(understand_when(text, now).value(), now); }

TEST(WhenWords, DateAndWeekdayAreAlwaysSaid) {
  EXPECT_EQ(words("明早8点"), "3/12(周四) 08:00");
  EXPECT_EQ(words("今晚12点"), "3/12(周四) 00:00");
  EXPECT_EQ(words("明年1月5日上午9点"), "2021/1/5(周二) 09:00");
  EXPECT_EQ(words("截止今晚8点"), "3/11(周三) 20:00前");
  EXPECT_EQ(words("明天7点"), "3/12(周四) 07:00");
  EXPECT_EQ(words("明天"), "");
  EXPECT_EQ(words("从明天起每天10:30"), "从3/12(周四)起每天 10:30");
  EXPECT_EQ(words("每天10:30到3月31日"), "每天 10:30，到3/31(周二)为止");
  EXPECT_EQ(words("每周一三五早上8点"), "每周一、三、五 08:00");
  EXPECT_EQ(words("周一至周五 8:00"), "每周一至周五 08:00");
  EXPECT_EQ(words("隔周周五下午3点"), "每2周的周五 15:00");
  EXPECT_EQ(words("工作日8点"), "工作日(含调休补班) 08:00");
  EXPECT_EQ(words("每月15号和月底下午5点"), "每月15日、最后一天 17:00");
  EXPECT_EQ(words("每半小时"), "每半小时");
  EXPECT_EQ(words("每90分钟"), "每1小时30分钟");
}

std::string head(std::string_view text) {
  const auto match = match_when(text, now);
  return match ? std::string(text.substr(0, match->bytes)) : "";
}

TEST(WhenHead, TheLongestTimeAtTheHead) {
  EXPECT_EQ(head("明早8点提醒我交表"), "明早8点");
  EXPECT_EQ(head("工作日8点提醒上课"), "工作日8点");
  EXPECT_EQ(head("3月15日14:00 线上招聘会"), "3月15日14:00");
  EXPECT_EQ(head("３月１５日１４：００线上招聘会"), "３月１５日１４：００");
  EXPECT_EQ(head("每天10:30提醒没报体温的同学"), "每天10:30");
  EXPECT_EQ(head("明天前往武汉"), "明天");
  EXPECT_EQ(head("下午3点20人开会"), "下午3点");
  EXPECT_EQ(head("8点10分钟测试"), "8点");
  EXPECT_EQ(head("周一点名"), "周一");
  EXPECT_EQ(head("10分钟点名"), "");
  EXPECT_EQ(head("提醒我交表"), "");
}

TEST(WhenMinutes, LengthsOfTime) {
  const auto minutes = [](std::string_view text) {
    const auto found = understand_minutes(text);
    return found ? static_cast<long>(found->count()) : -1L;
  };
  EXPECT_EQ(minutes("10分钟"), 10);
  EXPECT_EQ(minutes("十分钟"), 10);
  EXPECT_EQ(minutes("１０ 分钟"), 10);
  EXPECT_EQ(minutes("10分"), 10);
  EXPECT_EQ(minutes("10min"), 10);
  EXPECT_EQ(minutes("半小时"), 30);
  EXPECT_EQ(minutes("半个小时"), 30);
  EXPECT_EQ(minutes("一刻钟"), 15);
  EXPECT_EQ(minutes("三刻钟"), 45);
  EXPECT_EQ(minutes("1小时20分钟"), 80);
  EXPECT_EQ(minutes("1小时20分"), 80);
  EXPECT_EQ(minutes("1个半小时"), 90);
  EXPECT_EQ(minutes("两个半小时"), 150);
  EXPECT_EQ(minutes("1.5小时"), 90);
  EXPECT_EQ(minutes("一个钟头"), 60);
  EXPECT_EQ(minutes("一天"), 1440);
  for (const char* none :
       {"", "10", "几分钟", "半天", "10分钟后", "一个月", "10个", "30秒", "-5分钟", "99999999分钟"}) {
    EXPECT_EQ(minutes(none), -1) << none;
  }
}

TEST(WhenWords, LimitsAreSaidBehindTheRule) {
  EXPECT_EQ(words("每周一8点、周三10点"), "每周一 08:00和每周三 10:00");
  EXPECT_EQ(words("每天8点、每周五17点、每月1号9点，到月底"),
            "每天 08:00、每周五 17:00和每月1日 09:00，到3/31(周二)为止");
  EXPECT_EQ(words("每天8点，周末除外"), "每周一至周五 08:00");
  EXPECT_EQ(words("每周一8点，节假日除外"), "每周一 08:00，节假日除外");
  EXPECT_EQ(words("每天8点，明天和3月16日到18日除外"), "每天 08:00，3/12(周四)、3/16(周一)到3/18(周三)除外");
  EXPECT_EQ(words("每隔一天8点，周日不用"), "每2天 08:00，周日除外");
  EXPECT_EQ(words("3天内每天8点"), "每天 08:00，到3/13(周五)为止");
  EXPECT_EQ(words("每天8点，共3次"), "每天 08:00，共3次，到3/14(周六)为止");
  EXPECT_EQ(words("每天8点到18点每小时"), "每天 08:00到18:00每小时");
  EXPECT_EQ(words("每月最后一天17点，提前一天"), "每月最后一天 17:00，提前1天");
}

TEST(WhenNext, ACountEndsWithItsLastTime) {
  EXPECT_EQ(next_times("每天8点20点，共3次", now, 9),
            (Times{"3/11(周三) 20:00", "3/12(周四) 08:00", "3/12(周四) 20:00"}));
  EXPECT_EQ(next_times("工作日8点，共3次", local_time("2020-04-02T09:00"), 9),
            (Times{"4/3(周五) 08:00", "4/7(周二) 08:00", "4/8(周三) 08:00"}));
}

TEST(WhenNext, ALeadMayBeginTheDayBefore) {
  EXPECT_EQ(next_times("每月1号9点，提前一天", now, 2), (Times{"3/31(周二) 09:00", "4/30(周四) 09:00"}));
  EXPECT_EQ(next_times("每周一0:05，提前10分钟", now, 2), (Times{"3/15(周日) 23:55", "3/22(周日) 23:55"}));
}

TEST(WhenNext, SeveralRulesComeInTurn) {
  EXPECT_EQ(next_times("每周一8点、周三10点", now, 3),
            (Times{"3/11(周三) 10:00", "3/16(周一) 08:00", "3/18(周三) 10:00"}));
}

/// Whether a moment is one of those that a rule names, by its fields and not by the way they are found.
bool satisfies(const When& rule, std::chrono::local_seconds at, const Calendar& calendar) {
  using std::chrono::days;
  const auto base = at + rule.lead;
  const Day day = std::chrono::floor<days>(base);
  const auto time = std::chrono::duration_cast<std::chrono::minutes>(base - day);
  const std::chrono::year_month_day date{day};
  const int dow = static_cast<int>(std::chrono::weekday{day}.iso_encoding());
  const auto has = [](const auto& list, auto value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  if (rule.from && day < *rule.from) return false;
  if (rule.until && day > *rule.until) return false;
  if (has(rule.except, day) || has(rule.except_dow, dow) || (rule.except_holiday && !calendar.workday(day)))
    return false;
  if (rule.kind == When::Kind::interval) {
    if (rule.hm.empty()) return (at - rule.said) % rule.every_min == std::chrono::seconds{0};
    return time >= rule.hm.front() && time <= rule.hm.back() &&
           (time - rule.hm.front()) % rule.every_min == std::chrono::minutes{0};
  }
  if (!has(rule.hm, time)) return false;
  const bool last = date == date.year() / date.month() / std::chrono::last;
  switch (rule.kind) {
    case When::Kind::weekly:
      return has(rule.dow, dow);
    case When::Kind::monthly:
      return has(rule.dom, static_cast<int>(static_cast<unsigned>(date.day()))) || (last && has(rule.dom, last_day));
    case When::Kind::workday:
      return calendar.workday(day);
    case When::Kind::holiday:
      return !calendar.workday(day);
    default:
      return true;
  }
}

TEST(WhenProperty, EveryOccurrenceSatisfiesItsRuleAndComesAfterTheOneBefore) {
  constexpr std::array<std::string_view, 10> spans{"",       "3天内",   "从明天起", "下周",   "4月份",
                                                   "两周内", "连续9天", "未来十天", "本月内", "3月15日到4月20日"};
  constexpr std::array<std::string_view, 12> rules{
      "每天8点",           "每天8、12、18点", "每周一三五早8点", "每周一8点、周三10点", "工作日7:30和周末9点",
      "每月1号15号9点",    "隔周周五下午3点", "每隔两天晚上9点", "节假日上午10点",      "每天8点到20点每两小时",
      "每月最后一天23:30", "每天差5分8点"};
  constexpr std::array<std::string_view, 12> limits{
      "",           "，周末除外",   "，除了周三", "，节假日除外", "，共5次",    "，到5月1日", "，提前10分钟",
      "，提前一天", "，本周五不用", "，明天除外", "，连续3周",    "，推迟2小时"};
  const auto calendar = Calendar::shipped();
  int understood = 0;
  for (const auto span : spans) {
    for (const auto rule : rules) {
      for (const auto limit : limits) {
        const std::string text = std::string(span) + std::string(rule) + std::string(limit);
        const auto when = understand_when(text, now);
        if (!when || when->kind == When::Kind::ask) continue;
        ++understood;
        const auto again = understand_when(text, now);
        const auto each = when->kind == When::Kind::several ? when->all : std::vector<When>{*when};
        auto at = now;
        for (int i = 0; i < 40; ++i) {
          const auto next = next_after(*when, at, calendar);
          if (!next) break;
          ASSERT_GT(*next, at) << text;
          ASSERT_TRUE(
              std::any_of(each.begin(), each.end(), [&](const When& one) { return satisfies(one, *next, calendar); }))
              << text << " " << in_words(*next, now);
          ASSERT_EQ(next_after(*again, *next - std::chrono::seconds{1}, calendar), next) << text;
          at = *next;
        }
      }
    }
  }
  EXPECT_GT(understood, 800);
}

/// Everything a time may be asked for, so that nothing of it can fail unseen.
void use(std::string_view text, std::chrono::local_seconds at, const Calendar& calendar) {
  if (const auto when = understand_when(text, at)) {
    (void)in_words(*when, at);
    (void)fields(*when).dump();
    const auto next = next_after(*when, at, calendar);
    if (next) {
      EXPECT_GT(*next, at) << text;
    }
    const auto match = match_when(text, at);
    ASSERT_TRUE(text.size() > 400 || match) << text;
    EXPECT_TRUE(!match || match->bytes <= text.size());
  }
  if (const auto match = match_when(text, at)) {
    ASSERT_LE(match->bytes, text.size());
    ASSERT_GT(match->bytes, 0U);
  }
  (void)understand_minutes(text);
}

TEST(WhenProperty, AnyStringOfTimeWordsIsSafe) {
  constexpr std::array<std::string_view, 76> shards{
      "明天",     "每",     "周",     "一", "三",   "五",   "下",   "个", "月",     "8",    "点",   "半",    "10",
      ":",        "30",     "分",     "钟", "小时", "后",   "前",   "之", "到",     "、",   "，",   " ",     "早",
      "晚",       "上",     "午",     "中", "天",   "日",   "号",   "年", "2020",   "-",    "/",    ".",     "底",
      "最后一天", "工作日", "节假日", "隔", "几",   "过",   "再",   "十", "零",     "清明", "国庆", "期末",  "截止",
      "从",       "起",     "两",     "刻", "差",   "(",    ")",    "秒", "周末",   "每天", "31",   "99999", "除",
      "除外",     "不用",   "连续",   "共", "次",   "提前", "推迟", "内", "的今天", "开会", "/"};
  std::mt19937 dice(20200311);
  const auto calendar = Calendar::shipped();
  for (int i = 0; i < 5'000; ++i) {
    std::string text;
    const auto length = dice() % 9 + 1;
    for (unsigned k = 0; k < length; ++k) text += shards.at(dice() % shards.size());
    use(text, now + std::chrono::minutes{dice() % 2'000'000}, calendar);
  }
}

TEST(WhenProperty, AnyBytesAreSafe) {
  std::mt19937 dice(20200312);
  const auto calendar = Calendar::shipped();
  for (int i = 0; i < 1'000; ++i) {
    std::string text;
    const auto length = dice() % 200;
    for (unsigned k = 0; k < length; ++k) text += static_cast<char>(dice() % 256);
    use(text, now, calendar);
  }
}

TEST(WhenProperty, TwiceTheTextTakesAtMostAFewTimesTheWork) {
  for (const std::string_view shard :
       {"每周", "周一、", "一", "8", "明天", "8点到", "每天8点、", "半", "十", " ", "(", "每月1号、", "1小时"}) {
    EXPECT_TRUE(tests::grows_mildly(shard, [](const std::string& text) {
      (void)understand_when(text, now);
      (void)match_when(text, now);
      (void)understand_minutes(text);
    })) << shard;
  }
}

TEST(WhenProperty, SpacesAroundChangeNothing) {
  for (const auto& row : tests::read_cases("time.tsv"))
    EXPECT_EQ(rendered(" " + row.message + " ", now), rendered(row.message, now)) << row.message;
}

}  // namespace
}  // namespace banwei
