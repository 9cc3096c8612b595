// Answers to a notice: the case tables, which notice is meant, and anything at all.
#include "handlers/announcement/receipt_grammar.h"

#include <gtest/gtest.h>

#include "tests/handlers/class_1901.h"
#include "tests/random_texts.h"

namespace banwei::announcement {
namespace {

using tests::Class1901;

std::string rendered(std::string_view text, const language::AnswerScene& scene, std::span<const std::int64_t> open) {
  const auto said = understand_receipt(text, scene, open);
  if (!said) return "none {}";
  return std::string(to_string(said->kind)) + " " + nlohmann::json(fields(*said)).dump();
}

/// "notice 12" of a context's open things.
std::vector<std::int64_t> open_notices(const nlohmann::json& context) {
  std::vector<std::int64_t> open;
  for (const auto& thing : context.at("open")) {
    const auto text = thing.get<std::string>();
    if (text.starts_with("notice ")) open.push_back(std::stoll(text.substr(7)));
  }
  return open;
}

class ReceiptTable : public testing::TestWithParam<const char*> {};

TEST_P(ReceiptTable, EveryRow) {
  const Class1901 people;
  for (const auto& row : tests::read_cases(GetParam())) {
    EXPECT_EQ(rendered(row.message, people.scene(), open_notices(row.context)), row.kind + " " + row.expected.dump())
        << "line " << row.line << ": " << row.message;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, ReceiptTable, testing::Values("receipt.tsv", "more_receipt.tsv"));

TEST(Receipt, ANumberNamesANoticeThatIsOpen) {
  const Class1901 people;
  const std::array<std::int64_t, 3> open{3, 11, 12};
  EXPECT_EQ(rendered("收到3", people.scene(), open), R"(receipt {"id":3})");
  EXPECT_EQ(rendered("收到11", people.scene(), open), R"(receipt {"id":11})");
  EXPECT_EQ(rendered("收到11号", people.scene(), open), R"(receipt {"id":11})");
  EXPECT_EQ(rendered("11号收到", people.scene(), open), R"(receipt {"id":11})");
  EXPECT_EQ(rendered("11", people.scene(), open), "receipt {}");
  EXPECT_EQ(rendered("12收到", people.scene(), open), R"(receipt {"id":12})");
  EXPECT_EQ(rendered("收到13", people.scene(), open), R"(ask {"ask":"which"})");
  EXPECT_EQ(rendered("收到1", people.scene(), open), "receipt {}");
  EXPECT_EQ(rendered("已收到12人", people.scene(), open), "none {}");
}

TEST(Receipt, AnythingAtAllIsSafe) {
  const Class1901 people;
  const std::array<std::int64_t, 1> open{12};
  constexpr std::array<std::string_view, 40> shards{
      "收到",       "好的", "嗯",       "张三",    "李四", "刘洋", "，",   "、",   " ",      "我",
      "和",         "帮",   "了",       "都",      "马上", "请问", "但",   "12",   "？",     "1",
      "2019010102", "填",   "机电1901", "204全寝", "老师", "谢谢", "[OK]", "👌",    "打不开", "已",
      "通知",       "第",   "条",       "的",      "#",    "\n",   "没",   "红包", "\xff",   "回复"};
  tests::for_random_texts(shards, 4'000, 8, [&](const std::string& text) {
    const auto said = understand_receipt(text, people.scene(), open);
    if (!said) return;
    EXPECT_TRUE(said->kind == Receipt::Kind::behalf || said->who.empty()) << text;
    if (text.find("？") != std::string::npos) {
      EXPECT_TRUE(said->question || said->kind == Receipt::Kind::ask) << text;
    }
  });
  for (const std::string_view shard : {"收到", "张三", "1", " ", "，", "嗯", "👌", "[", "收到，", "我和", "填", "已"}) {
    std::string text;
    for (int i = 0; i < 2'000; ++i) text += shard;
    (void)understand_receipt(text, people.scene(), open);
    (void)understand_receipt("收到，" + text, people.scene(), open);
  }
}

TEST(Receipt, OneSlipIsMended) {
  const Class1901 people;
  const std::array<std::int64_t, 1> open{12};
  for (const std::string_view text : {"受到", "收道", "收倒", "好的收道", "受到，谢谢老师", "知到了"})
    EXPECT_EQ(rendered(text, people.scene(), open), "receipt {}") << text;
  EXPECT_EQ(rendered("受到12", people.scene(), open), R"(receipt {"id":12})");
  for (const std::string_view text :
       {"受到惊吓", "手", "受", "道", "受道", "收手", "卡了", "受到没", "收到道", "受到吗"})
    EXPECT_EQ(rendered(text, people.scene(), open), "none {}") << text;
}

TEST(Receipt, IsSaidInManyWays) {
  const Class1901 people;
  const std::array<std::int64_t, 1> open{12};
  for (const std::string_view text :
       {"晓得了", "俺晓得咯", "要得", "得嘞", "妥了老师", "收到噻", "收到 已转发家长群", "ok 马上", "收到，我是张三",
        "机电1901 2019010101 张三 收到", "不好意思才看到，收到"})
    EXPECT_EQ(rendered(text, people.scene(), open), "receipt {}") << text;
  EXPECT_EQ(rendered("俺们寝室都收到了", people.scene(), open), R"(behalf {"who":"?"})");
  for (const std::string_view text : {"都收到了吧", "收到的扣1", "没收到的同学抓紧", "有没有收到快递"})
    EXPECT_EQ(rendered(text, people.scene(), open), "none {}") << text;
}

TEST(Receipt, WordsThatAreTheTemperaturesAreNone) {
  const Class1901 people;
  const std::array<std::int64_t, 1> open{12};
  for (const std::string_view answer : {"收回", "填错了", "没填", "还没填", "收到打卡"})
    EXPECT_EQ(rendered(answer, people.scene(), open), "none {}") << answer;
}

TEST(Receipt, NothingUnknownJoinsAReceipt) {
  const Class1901 people;
  const std::array<std::int64_t, 1> open{12};
  for (const std::string_view answer : {"收到", "好", "嗯", "明白", "知道", "已阅", "李四收到", "1"}) {
    for (const std::string_view more : {"红包", "吗", "没", "请回复", "楼", "x", "？", "什么", "奖学金"}) {
      const std::string behind = std::string(answer) + std::string(more);
      EXPECT_EQ(rendered(behind, people.scene(), open), "none {}") << behind;
    }
    for (const std::string_view more : {"没", "谁", "不", "怎么", "昨天"}) {
      const std::string before = std::string(more) + std::string(answer);
      EXPECT_EQ(rendered(before, people.scene(), open), "none {}") << before;
    }
  }
}

}  // namespace
}  // namespace banwei::announcement
