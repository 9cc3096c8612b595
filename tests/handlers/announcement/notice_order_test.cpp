// What a publisher writes, read piece by piece: for whom, when, and the body as it stands.
#include "handlers/announcement/notice_order.h"

#include <gtest/gtest.h>

#include "handlers/announcement/notice_draft.h"
#include "handlers/announcement/notice_rules.h"
#include "tests/growth.h"
#include "tests/random_texts.h"

namespace banwei::announcement {
namespace {

using std::chrono::local_days;
using std::chrono::local_seconds;
using Timing = Order::Timing;

const local_seconds now = local_days{std::chrono::year{2020} / 3 / 11} + std::chrono::hours{9};

local_seconds at(int month, unsigned day, int hour, int minute = 0) {
  return local_days{std::chrono::year{2020} / month / static_cast<int>(day)} + std::chrono::hours{hour} +
         std::chrono::minutes{minute};
}

std::vector<Class> classes() {
  return {{.id = 1, .name = "机电1901", .major = "机电一体化技术", .grade = "2019"},
          {.id = 2, .name = "机电1902", .major = "机电一体化技术", .grade = "2019"},
          {.id = 3, .name = "数控1801", .major = "数控技术", .grade = "2018"}};
}

std::optional<Order> read(std::string_view text, bool addressed = true) {
  return read_order(text, now, classes(), addressed);
}

/// "2019级 机电1901 | 正文"
std::string parts(std::string_view text, bool addressed = true) {
  const auto order = read(text, addressed);
  if (!order) return "none";
  std::string all;
  for (const Audience& audience : order->audience) all += audience.word + " ";
  return all + "| " + order->body;
}

std::size_t taken(std::string_view text) {
  const auto order = read(text);
  std::size_t count = 0;
  for (const Class& klass : classes()) {
    for (const Audience& audience : order->audience) {
      if (!audience.takes(klass)) continue;
      ++count;
      break;
    }
  }
  return count;
}

/// "2020-03-12T08:00 | 机电1901 | 正文"
std::string timed(std::string_view text) {
  const auto order = read(text);
  if (!order) return "none";
  std::string when = order->timing == Timing::then ? order->at_words : order->timing == Timing::now ? "now" : "?";
  return when + " | " + parts(text);
}

TEST(NoticeOrder, ATimeCountsInAnyPlaceOfTheOrder) {
  EXPECT_EQ(timed("发通知 明早8点 机电1901 带好教材"), "明早8点 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("发通知 机电1901 明天8:00发 带好教材"), "明天8:00 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("发通知 机电1901 定时明天8:00 带好教材"), "明天8:00 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("发通知 机电1901 带好教材，明早8点发"), "明早8点 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("发通知 机电1901 带好教材\n（明天8:00发送）"), "明天8:00 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("明早8点发通知 机电1901 带好教材"), "明早8点 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("明早8点给机电1901发通知 带好教材"), "明早8点 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("给机电1901发通知，明早8点发，带好教材"), "明早8点 | 机电1901 | 带好教材");
  EXPECT_EQ(timed("发通知 机电1901 教材明早8点发"), "now | 机电1901 | 教材明早8点发");
  EXPECT_EQ(timed("发通知 机电1901 明天8:00前交表"), "now | 机电1901 | 明天8:00前交表");
  EXPECT_EQ(timed("发通知 机电1901 带好教材，昨天8点发"), "? | 机电1901 | 带好教材");
}

TEST(NoticeOrder, SaysForWhomAndWhat) {
  EXPECT_EQ(parts("发通知"), "| ");
  EXPECT_EQ(parts("发通知 明天交表"), "| 明天交表");
  EXPECT_EQ(parts("/发通知 2019级 明天交表"), "2019级 | 明天交表");
  EXPECT_EQ(parts("发布通知：２０１９级　明天交表"), "2019级 | 明天交表");
  EXPECT_EQ(parts("发通知 19级、18级：明天交表"), "2019级 2018级 | 明天交表");
  EXPECT_EQ(parts("发通知 机电1901 机电1902班\n第一行\n第二行"), "机电1901 机电1902 | 第一行\n第二行");
  EXPECT_EQ(parts("发通知 2019级机电一体化专业 明天交表"), "2019级机电一体化 | 明天交表");
  EXPECT_EQ(parts("发通知 数控技术 明天交表"), "数控技术 | 明天交表");
  EXPECT_EQ(parts("发通知给2019级 明天交表"), "2019级 | 明天交表");
  EXPECT_EQ(parts("发通知 全体 明天交表"), "全体 | 明天交表");
  EXPECT_EQ(parts("通知全班 明天交表"), "全体 | 明天交表");
  EXPECT_EQ(parts("给2019级发通知"), "2019级 | ");
  EXPECT_EQ(parts("给机电1901、数控1801发通知：明天交表"), "机电1901 数控1801 | 明天交表");
  EXPECT_EQ(parts("给所有班级发通知"), "所有班级 | ");
}

TEST(NoticeOrder, IsSaidInOtherWordsToo) {
  EXPECT_EQ(parts("给机电1901和数控1801发个通知：明天交表"), "机电1901 数控1801 | 明天交表");
  EXPECT_EQ(parts("给机电1901发一条公告：明天交表"), "机电1901 | 明天交表");
  EXPECT_EQ(parts("群发一条公告 机电1901 明天交表"), "机电1901 | 明天交表");
  EXPECT_EQ(parts("发个通知给2019级：明天交表"), "2019级 | 明天交表");
  EXPECT_EQ(parts("通知机电1901：明天交表", false), "机电1901 | 明天交表");
  EXPECT_EQ(parts("通知一下机电1901：明天交表", false), "机电1901 | 明天交表");
  EXPECT_EQ(parts("通知机电1901明天交表", false), "机电1901 | 明天交表");
  EXPECT_EQ(parts("麻烦帮我通知2019级明天交表", false), "2019级 | 明天交表");
  EXPECT_EQ(parts("跟机电1901说一声明天交表", false), "机电1901 | 明天交表");
  EXPECT_EQ(parts("让机电1901和数控1801明天交表", false), "机电1901 数控1801 | 明天交表");
  EXPECT_EQ(parts("通知机电1901了吗", false), "none");
  EXPECT_EQ(parts("通知2019级的同学：明天交表", false), "2019级 | 明天交表");
  EXPECT_EQ(parts("通知2019级机电一体化的同学：明天交表", false), "2019级机电一体化 | 明天交表");
  EXPECT_EQ(parts("发通知 2019级的同学 明天交表"), "2019级 | 明天交表");
  EXPECT_EQ(parts("给机电1901的同学和2018级的同学发通知：明天交表"), "机电1901 2018级 | 明天交表");
}

TEST(NoticeOrder, ClassesAreCounted) {
  const auto counted = [](std::string_view text) {
    const auto order = read(text);
    return order ? std::to_string(order->classes) + " | " + order->body : "none";
  };
  EXPECT_EQ(counted("通知两个班：明天交表"), "2 | 明天交表");
  EXPECT_EQ(counted("通知我的3个班：明天交表"), "3 | 明天交表");
  EXPECT_EQ(counted("给这两个班发个通知：明天交表"), "2 | 明天交表");
  EXPECT_EQ(counted("给三个班发通知：明天交表"), "3 | 明天交表");
  EXPECT_EQ(counted("发通知给两个班：明天交表"), "2 | 明天交表");
  EXPECT_EQ(counted("发通知 两个班 明天交表"), "2 | 明天交表");
  EXPECT_EQ(counted("发通知 3班同学明天交表"), "0 | 3班同学明天交表");
  EXPECT_EQ(counted("发通知 两个班长来开会"), "0 | 两个班长来开会");
}

TEST(NoticeOrder, WhatOnlyBeginsLikeAnAudienceIsTheBody) {
  EXPECT_EQ(parts("发通知 全体同学：明天交表"), "| 全体同学：明天交表");
  EXPECT_EQ(parts("发通知 机电1901的同学明天交表"), "| 机电1901的同学明天交表");
  EXPECT_EQ(parts("发通知 机 明天交表"), "| 机 明天交表");
  EXPECT_EQ(parts("发通知 交表 2019级"), "| 交表 2019级");
}

TEST(NoticeOrder, AClassThatDoesNotExistIsSeen) {
  EXPECT_EQ(read("发通知 机电1950 明天交表")->audience.front().kind, Audience::Kind::unknown);
  EXPECT_EQ(taken("发通知 机电1950 明天交表"), 0U);
  EXPECT_EQ(taken("发通知 2017级 明天交表"), 0U);
  EXPECT_EQ(taken("发通知 2019级 明天交表"), 2U);
  EXPECT_EQ(taken("发通知 2018级机电一体化 明天交表"), 0U);
  EXPECT_EQ(taken("发通知 2019级 机电1901 数控 明天交表"), 3U);
}

TEST(NoticeOrder, TalkIsNone) {
  for (const std::string_view talk :
       {"发通知了吗", "给大家发通知了吗", "给我发通知", "通知好多", "通知", "给发通知", "", " ", "给", "给2019级"})
    EXPECT_EQ(parts(talk, false), "none") << talk;
  EXPECT_EQ(parts("发布通知 《信》请回复收到", false), "| 《信》请回复收到");
}

TEST(NoticeOrder, ATimeBeforeAnAudienceIsWhenItGoes) {
  auto order = read("发通知 明早8点 2019级 交表");
  EXPECT_EQ(order->timing, Timing::then);
  EXPECT_EQ(order->at, at(3, 12, 8));
  EXPECT_EQ(order->body, "交表");
  order = read("发通知 今晚7点发 交表");
  EXPECT_EQ(order->timing, Timing::then);
  EXPECT_EQ(order->at, at(3, 11, 19));
  order = read("发通知 定时 3月15日8点30 交表");
  EXPECT_EQ(order->timing, Timing::then);
  EXPECT_EQ(order->at, at(3, 15, 8, 30));
  EXPECT_EQ(order->body, "交表");
}

TEST(NoticeOrder, ATimeThatMayBelongToTheBodyIsAskedAbout) {
  auto order = read("发通知 今晚7点 线上班会");
  EXPECT_EQ(order->timing, Timing::unsure);
  EXPECT_EQ(order->at_words, "今晚7点");
  EXPECT_EQ(order->body, "线上班会");
  for (const std::string_view body : {"今晚7点开班会", "明天18点前交表", "每天8点 量体温", "周五 大扫除"}) {
    order = read("发通知 " + std::string(body));
    EXPECT_EQ(order->timing, Timing::now) << body;
    EXPECT_EQ(order->body, body);
  }
  EXPECT_EQ(read("发通知 昨天8点 2019级 交表")->timing, Timing::vague);
  EXPECT_EQ(read("发通知 每天8点 2019级 交表")->timing, Timing::vague);
  EXPECT_EQ(read("发通知 明天 2019级 交表")->timing, Timing::vague);
  EXPECT_EQ(read("发通知 2019级 今晚7点 线上班会")->timing, Timing::unsure);
}

TEST(NoticeOrder, AnswersToAPreview) {
  using Kind = PreviewAnswer::Kind;
  const auto kind = [](std::string_view text) {
    const auto answer = read_answer(text);
    return answer ? static_cast<int>(answer->kind) : -1;
  };
  for (const std::string_view word : {"发", "发！", "是", "好的", "OK", "行 发吧", "好的，发", "可以，发吧"})
    EXPECT_EQ(kind(word), static_cast<int>(Kind::send)) << word;
  EXPECT_EQ(kind("立即发"), static_cast<int>(Kind::send_now));
  EXPECT_EQ(kind("不发了"), static_cast<int>(Kind::cancel));
  EXPECT_EQ(kind("不要回执"), static_cast<int>(Kind::receipt_off));
  EXPECT_EQ(kind("发什么"), -1);
  EXPECT_EQ(kind(""), -1);
  for (const std::string_view talk : {"行 发什么", "加油", "补考的同学也来", "再发一遍"})
    EXPECT_EQ(kind(talk), -1) << talk;
  for (const std::string_view more : {"再加一句 交给生活委员", "加上一句：交给生活委员", "最后补一条，交给生活委员"}) {
    EXPECT_EQ(kind(more), static_cast<int>(Kind::append)) << more;
    EXPECT_EQ(read_answer(more)->body, "交给生活委员");
  }
  EXPECT_EQ(read_answer("改成9点")->kind, PreviewAnswer::Kind::change_either);
  EXPECT_EQ(read_answer("时间改到明早9点")->body, "明早9点");
  EXPECT_EQ(read_answer("定时 明早9点")->kind, PreviewAnswer::Kind::schedule);
  EXPECT_EQ(read_answer("改成：明天 18:00 前交\n《表》")->body, "明天 18:00 前交\n《表》");
}

TEST(NoticeOrder, AnythingAtAllIsSafe) {
  constexpr std::array<std::string_view, 18> shards{"发通知",  "给",   "2019级", "机电1901", " ",    "、",
                                                    "明早8点", "前",   "\n",     "\xff",     "定时", "全体",
                                                    "改成",    "截止", "回“",    "”",        "，",   "机电"};
  tests::for_random_texts(shards, 3'000, 8, [&](const std::string& text) {
    for (const bool addressed : {false, true}) {
      const auto order = read(text, addressed);
      EXPECT_TRUE(!order || text.find(order->body) != std::string::npos) << text;
    }
    (void)read_answer(text);
    (void)deadline_in(text, now);
    (void)own_receipts(text);
  });
}

TEST(NoticeRules, AReceiptIsAskedForInWords) {
  EXPECT_TRUE(asks_for_receipt("看完请回复收到"));
  EXPECT_TRUE(asks_for_receipt("请确认"));
  EXPECT_TRUE(asks_for_receipt("转好后回“已转家长”"));
  EXPECT_FALSE(asks_for_receipt("今天大扫除"));
  EXPECT_EQ(own_receipts("转好后回“已转家长”，没转的回复“还没转”"), (std::vector<std::string>{"已转家长", "还没转"}));
  EXPECT_TRUE(own_receipts("他回头说“好”").empty());
  EXPECT_TRUE(own_receipts("回“" + std::string(300, 'x') + "”").empty());
}

TEST(NoticeDeadline, IsMovedByALengthOrToATime) {
  using namespace std::chrono;
  const auto noon = local_days{2020y / March / 16} + hours{12};
  EXPECT_EQ(moved_deadline("截止再往后推一天", noon, now), noon + hours{24});
  EXPECT_EQ(moved_deadline("通知1截止延长半天吧", noon, now), noon + hours{12});
  EXPECT_EQ(moved_deadline("截止推迟到3月18日下午5点", noon, now), local_days{2020y / March / 18} + hours{17});
  EXPECT_EQ(moved_deadline("截止改到3月19日", noon, now), local_days{2020y / March / 19} + hours{12});
  EXPECT_FALSE(moved_deadline("截止是周五", noon, now));
  EXPECT_FALSE(moved_deadline("截止改一下", noon, now));
}

TEST(NoticeWords, OfAQuestionAreItsMatter) {
  constexpr auto notice = "资助材料周一中午12点前交,表上要写清楚";
  EXPECT_GT(words_taken_up("那个资助材料几点截止", notice), 0U);
  EXPECT_GT(words_taken_up("那个表交给谁", notice), 0U);
  EXPECT_EQ(words_taken_up("明天中午去哪吃", notice), 0U);
}

TEST(NoticeRules, ADeadlineIsReadFromTheText) {
  const auto read = [](std::string_view text) { return deadline_in(text, now); };
  EXPECT_EQ(read("健康表明天18:00前交，请回复收到"), at(3, 12, 18));
  EXPECT_EQ(read("请在3月15日前完成教材意向"), at(3, 15, 23, 59));
  EXPECT_EQ(read("教材意向，截止时间：3月15日18:00"), at(3, 15, 18));
  EXPECT_EQ(read("今晚7点开班会，明天18:00前交纪要"), at(3, 12, 18));
  EXPECT_EQ(read("周五前交表"), at(3, 13, 23, 59));
  EXPECT_EQ(read("材料请于3月13日17:00前提交"), at(3, 13, 17));
  EXPECT_EQ(read("周五下午5点前来办公室签字"), at(3, 13, 17));
  EXPECT_EQ(read("请各班3月13日前将未交的同学名单发我"), at(3, 13, 23, 59));
  for (const std::string_view none :
       {"出生在3月13日前的同学请回复收到", "3月13日前返校的同学请登记", "3月13日17:00前出生的人", "今晚7点开班会",
        "目前没有返校时间", "每天11点前报体温", "昨天18:00前交的表", "开学前不要返校", "往前走", ""})
    EXPECT_FALSE(read(none)) << none;
}

TEST(NoticeRules, TwiceTheTextTakesAtMostAFewTimesTheWork) {
  EXPECT_TRUE(tests::grows_mildly("明天前", [](const std::string& text) { (void)deadline_in(text, now); }));
}

TEST(NoticeRules, EachNoticeGoesAroundInAnOrderOfItsOwn) {
  std::vector<storage::Delivery> all(79);
  for (std::size_t i = 0; i < all.size(); ++i) all[i].class_id = static_cast<std::int64_t>(i);
  const auto ids = [&](std::int64_t notice) {
    std::vector<std::int64_t> ids;
    for (const auto& delivery : shuffled(all, notice)) ids.push_back(delivery.class_id);
    return ids;
  };
  EXPECT_NE(ids(12), ids(13));
  auto sorted = ids(12);
  EXPECT_FALSE(std::is_sorted(sorted.begin(), sorted.end()));
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t i = 0; i < sorted.size(); ++i) EXPECT_EQ(sorted[i], static_cast<std::int64_t>(i));
}

TEST(NoticeDraft, ComesBackWhole) {
  Draft draft{
      .audience = "2019级", .classes = {1, 2}, .body = {.text = "正\"文\n", .pictures = {"a", "b"}}, .said = now};
  draft.at = at(3, 12, 8);
  draft.at_words = "明早8点";
  draft.receipt = false;
  const auto back = draft_of(to_text(draft));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->audience, draft.audience);
  EXPECT_EQ(back->classes, draft.classes);
  EXPECT_EQ(back->body.text, draft.body.text);
  EXPECT_EQ(back->body.pictures, draft.body.pictures);
  EXPECT_EQ(back->said, now);
  EXPECT_EQ(back->at, draft.at);
  EXPECT_EQ(back->at_words, draft.at_words);
  EXPECT_EQ(back->receipt, false);
  EXPECT_FALSE(draft_of(to_text(Draft{}))->at);
  EXPECT_FALSE(draft_of(to_text(Draft{}))->receipt);
  EXPECT_FALSE(draft_of("nonsense"));
  EXPECT_TRUE(body_of("nonsense").empty());
}

TEST(NoticeDraft, TakesNinePictures) {
  Body body;
  EXPECT_TRUE(add_pictures(body, {{Part::Kind::image, "1"}, {Part::Kind::text, "x"}, {Part::Kind::image, "2"}}));
  EXPECT_EQ(body.pictures, (std::vector<std::string>{"1", "2"}));
  EXPECT_FALSE(add_pictures(body, Content(8, {Part::Kind::image, "n"})));
  EXPECT_EQ(body.pictures.size(), 9U);
}

}  // namespace
}  // namespace banwei::announcement
