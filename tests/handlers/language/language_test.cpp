// Cutting, forms and slips on their own: no feature, no store.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

#include "handlers/language/days.h"
#include "handlers/language/feature_words.h"
#include "handlers/language/form_index.h"
#include "handlers/language/forms.h"
#include "handlers/language/slips.h"
#include "handlers/language/strings.h"
#include "handlers/language/taking_back.h"
#include "handlers/language/traditional.h"

namespace banwei::language {
namespace {

using W = Word;

constexpr Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};  // It is a Wednesday.

NameScope scope() {
  NameScope scope;
  scope.add_class("机电1901");
  scope.add_class("机电1902");
  scope.add_person("李四");
  scope.add_person("马上");
  return scope;
}

std::string cut_up(std::string_view text) {
  const std::string folded = normalised(text);
  std::string line;
  for (const Token& token : cut(folded, scope(), today).tokens) {
    if (!line.empty()) line += "|";
    line += folded.substr(token.begin, token.end - token.begin);
    if (!token.known) line += "?";
    for (const Value& value : token.values) line += "=" + value.text;
  }
  return line;
}

const Form not_reported{.needs = {W::no, W::report, W::who | W::list | W::of},
                        .may = W::temperature | W::still | W::there_is | W::people | W::who};

std::string fitted(const Form& form, std::string_view text, std::vector<Slot> slots = {}) {
  const std::string folded = normalised(text);
  const auto fits = fit(form, cut(folded, scope(), today), folded, slots);
  if (!fits) return "no";
  std::string line = "yes";
  for (const std::string& argument : fits->arguments) line += " " + argument;
  return line;
}

TEST(Tokens, CoverTheText) {
  EXPECT_EQ(cut_up("体温还有谁没交"), "体温|还|有谁|没|交");
  EXPECT_EQ(cut_up("昨天1902谁没报"), "昨天=2020-03-10=昨天|1902=机电1902=1902|谁|没|报");
  EXPECT_EQ(cut_up("下周三谁值日"), "下周三=下周三|谁|值日");
  EXPECT_EQ(cut_up("明早啥课"), "明早=明天|啥|课");
  EXPECT_EQ(cut_up("第12条通知"), "第12条=12|通知");
  EXPECT_EQ(cut_up("给李四补签"), "给|李四=李四|补签");
  EXPECT_EQ(cut_up("谁的体温计"), "谁|的|体温计");
  EXPECT_EQ(cut_up("谁没报名"), "谁|没|报名");
}

TEST(Tokens, LessonsAreAPartOfADay) {
  for (const char* lessons : {"第一节", "第八节课", "第12节", "七八节", "三四节", "1-2节", "第1-2节", "第二大节",
                              "12节", "9到12节", "第3、4节", "上午", "最后一节"}) {
    const std::string folded = normalised(lessons);
    const Cut whole = cut(folded, scope(), today);
    ASSERT_EQ(whole.tokens.size(), 1U) << lessons;
    EXPECT_TRUE(whole.words.has(feature_words::part)) << lessons;
  }
  for (const char* other : {"第13节", "第0节", "9-13节", "几节", "节", "第三", "3"})
    EXPECT_FALSE(cut(normalised(other), scope(), today).words.has(feature_words::part)) << other;
}

TEST(Tokens, FoldTraditionalCharacters) { EXPECT_EQ(cut_up("體溫還差誰"), "体温|还差|谁"); }

TEST(Tokens, LongTextIsNoCommand) {
  std::string text;
  for (int i = 0; i < 41; ++i) text += "报";
  EXPECT_EQ(cut(text, {}, today).unknown, 41U);
}

TEST(Forms, TakeEveryToken) {
  EXPECT_EQ(fitted(not_reported, "谁还没交体温"), "yes");
  EXPECT_EQ(fitted(not_reported, "体温还有谁没交"), "yes");
  EXPECT_EQ(fitted(not_reported, "没报的名单"), "no") << "名单 is no part of this form's `may`";
  EXPECT_EQ(fitted(not_reported, "谁没报体温又要被骂了"), "no");
  EXPECT_EQ(fitted(not_reported, "谁没报名"), "no");
}

TEST(Forms, CourtesyChangesNothing) {
  for (const char* polite : {"请问%", "麻烦%", "%呢", "%啊", "老师，%", "你好，%，谢谢", "%~", "能不能看下%吗"}) {
    std::string text = polite;
    text.replace(text.find('%'), 1, "谁没报体温");
    Form form = not_reported;
    form.may |= W::see;
    EXPECT_EQ(fitted(form, text), "yes") << text;
  }
}

TEST(Forms, ArgumentsStandAnywhere) {
  const std::vector<Slot> slots{Slot::day, Slot::klass};
  EXPECT_EQ(fitted(not_reported, "机电1902谁没报", slots), "yes 机电1902");
  EXPECT_EQ(fitted(not_reported, "谁没报 昨天 机电1902班", slots), "yes 2020-03-10 机电1902");
  EXPECT_EQ(fitted(not_reported, "昨天谁没报"), "no");
}

TEST(Forms, OrderCounts) {
  const Form form{.needs = {W::me, W::report, W::asking}, .may = W::temperature, .ordered = true};
  EXPECT_EQ(fitted(form, "我报体温了吗"), "yes");
  EXPECT_EQ(fitted(form, "我没报体温"), "no");
}

TEST(FormIndex, LeavesOutNoFormWhoseNeedsAreMet) {
  std::mt19937 dice(20200311);
  const auto some = [&](unsigned most) {
    Words words;
    for (auto left = dice() % most + 1; left > 0; --left) words |= static_cast<Word>(dice() % 20 * 6);
    return words;
  };
  std::vector<Form> forms(200);
  for (Form& form : forms) {
    for (auto needs = dice() % 4; needs > 0; --needs) form.needs.push_back(some(3));
  }
  std::vector<const Form*> all;
  for (const Form& form : forms) all.push_back(&form);
  const FormIndex index(all);
  for (int i = 0; i < 500; ++i) {
    const Words said = some(6);
    std::vector<std::size_t> found;
    index.each(said, [&](std::size_t place) { found.push_back(place); });
    EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
    EXPECT_LT(found.size(), forms.size());
    for (std::size_t place = 0; place < forms.size(); ++place) {
      const auto& needs = forms[place].needs;
      const bool met = std::all_of(needs.begin(), needs.end(), [&](Words need) { return said.meets(need); });
      EXPECT_TRUE(!met || std::binary_search(found.begin(), found.end(), place)) << place;
    }
  }
}

TEST(TakingBack, NamesNothing) {
  for (const char* text : {"撤回", "撤回一下", "帮我撤回", "撤销", "撤回刚才的", "撤回上一条", "刚才那条作废",
                           "把刚才那条删了", "算了撤回吧", "麻烦撤回一下，谢谢"})
    EXPECT_TRUE(withdraws_last(text)) << text;
  for (const char* text : {"撤回体温", "撤回通知3", "撤回打卡", "取消请假", "取消", "删掉", "他撤回了什么", "撤",
                           "36.5", "刚才那条", "撤回我的同意"})
    EXPECT_FALSE(withdraws_last(text)) << text;
}

TEST(Days, AreNeverToCome) {
  const auto day = [](std::string_view text) {
    const auto match = day_at(text, 0, today);
    return match ? iso(match->day) + "/" + std::to_string(match->length) : "none";
  };
  EXPECT_EQ(day("昨天"), "2020-03-10/6");
  EXPECT_EQ(day("前儿个"), "2020-03-09/9");
  EXPECT_EQ(day("今早"), "2020-03-11/6");
  EXPECT_EQ(day("今晚"), "none");
  EXPECT_EQ(day("明天"), "none");
  EXPECT_EQ(day("大后天"), "none");
  EXPECT_EQ(day("3月9日"), "2020-03-09/8");
  EXPECT_EQ(day("3.9没"), "2020-03-09/3");
  EXPECT_EQ(day("三月九号"), "2020-03-09/12");
  EXPECT_EQ(day("12月1日"), "2019-12-01/9");
  EXPECT_EQ(day("9号"), "2020-03-09/4");
  EXPECT_EQ(day("12号"), "none");
  EXPECT_EQ(day("周一"), "2020-03-09/6");
  EXPECT_EQ(day("周五"), "2020-03-06/6");
  EXPECT_EQ(day("上周三"), "2020-03-04/9");
  EXPECT_EQ(day("2月30日"), "none");
}

TEST(Days, OfAllTimesHaveOneName) {
  const auto said = [](std::string_view text) {
    const auto date = named_date_at(text, 0);
    return date ? std::string(date->said) + "/" + std::to_string(date->length) : "none";
  };
  EXPECT_EQ(said("大前天"), "大前天/9");
  EXPECT_EQ(said("前日"), "前天/6");
  EXPECT_EQ(said("昨儿个"), "昨天/9");
  EXPECT_EQ(said("今晚"), "今天/6");
  EXPECT_EQ(said("今天下午"), "今天/12");
  EXPECT_EQ(said("明儿个"), "明天/9");
  EXPECT_EQ(said("后日"), "后天/6");
  EXPECT_EQ(said("大后天"), "大后天/9");
  EXPECT_EQ(said("下周三"), "下周三/9");
}

bool may_mean(std::string_view text, std::string_view meant) {
  for (const Mended& mended : mended(text, cut(text, scope(), today))) {
    if (mended.text == meant) return true;
  }
  return false;
}

TEST(Slips, AreOneCharacter) {
  EXPECT_TRUE(may_mean("体文谁没报", "体温谁没报"));
  EXPECT_TRUE(may_mean("签道结果", "签到结果"));
  EXPECT_TRUE(may_mean("催以下", "催一下"));
  EXPECT_TRUE(may_mean("谁没报体", "谁没报体温"));
  EXPECT_TRUE(may_mean("谁每报", "谁没报"));
  EXPECT_FALSE(may_mean("体文谁每报", "体温谁没报"));
}

TEST(Slips, AreTrustedBesideAnotherWord) {
  const auto trust = [](std::string_view meant, std::size_t at) { return trusted(cut(meant, scope(), today), at * 3); };
  EXPECT_TRUE(trust("谁没报", 1));
  EXPECT_TRUE(trust("催一下", 1));
  EXPECT_FALSE(trust("点名", 1)) << "点明 is a word of its own";
  EXPECT_FALSE(trust("谁没报", 2)) << "谁没抱 is talk";
}

TEST(Traditional, LeavesSimplifiedAlone) {
  for (std::size_t i = 1; i < traditional_pairs.size(); i += 2)
    EXPECT_EQ(simplified(traditional_pairs[i]), traditional_pairs[i]);
}

/// Each may stand with 的 behind it; none ends after today.
TEST(Spans, AreReadAsPeopleNameThem) {
  const std::vector<std::tuple<const char*, const char*, const char*>> rows{
      {"本周", "2020-03-09", "2020-03-11"},    {"上个星期", "2020-03-02", "2020-03-08"},
      {"这个月", "2020-03-01", "2020-03-11"},  {"上月", "2020-02-01", "2020-02-29"},
      {"3月", "2020-03-01", "2020-03-11"},     {"三月份", "2020-03-01", "2020-03-11"},
      {"12月", "2019-12-01", "2019-12-31"},    {"近3天", "2020-03-09", "2020-03-11"},
      {"最近七天", "2020-03-05", "2020-03-11"}};
  for (const auto& [words, from, to] : rows) {
    const std::string text = std::string("导一下") + words + "的考勤";
    const auto span = span_at(text, std::string_view("导一下").size(), today);
    ASSERT_TRUE(span) << words;
    EXPECT_EQ(span->length, std::string_view(words).size()) << words;
    EXPECT_EQ(iso(span->from), from) << words;
    EXPECT_EQ(iso(span->to), to) << words;
  }
  for (const char* words : {"3月9日", "13月", "近期", "最近几天", "今天", "0月"})
    EXPECT_FALSE(span_at(words, 0, today)) << words;
}

}  // namespace
}  // namespace banwei::language
