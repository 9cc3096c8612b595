// Where somebody says to be, beside the rows of location.tsv: whether it was said unasked, that somebody came or left,
// the city and no nearer, plans to go back to work, and when somebody came.
#include "handlers/whereabouts/whereabouts_grammar.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace banwei::whereabouts {
namespace {

constexpr Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};

/// "黄冈 clear moved", "plan 明天", "" for talk.
std::string read(std::string_view text) {
  const auto said = understand(text);
  if (!said) return "";
  std::string line = said->kind == Statement::Kind::plan    ? "plan " + said->day
                     : said->kind == Statement::Kind::vague ? "vague"
                                                            : said->said.city;
  if (said->kind == Statement::Kind::place && said->clear()) line += " clear";
  if (said->moved) line += " moved";
  return line;
}

TEST(Whereabouts, AreClearWhereTheyAreSaidOfOneself) {
  EXPECT_EQ(read("我在武汉"), "武汉 clear");
  EXPECT_EQ(read("老师我现在人在黄冈"), "黄冈 clear");
  EXPECT_EQ(read("我留汉了"), " clear");
  EXPECT_EQ(read("黄冈"), "黄冈") << "an answer, and unasked only a word";
  EXPECT_EQ(read("在上班"), "") << "no city, and a reason rather than a post";
  EXPECT_EQ(read("在岗，武汉高德红外"), "武汉 clear");
}

TEST(Whereabouts, GoDownToTheDistrict) {
  EXPECT_EQ(read("我在武汉市武昌区中南路街道12号3单元"), "武汉市武昌区 clear");
  EXPECT_EQ(read("我在洪山区光谷"), "武汉洪山区光谷 clear");
  EXPECT_EQ(read("我在湖北黄冈"), "湖北黄冈 clear");
}

TEST(Whereabouts, ComeAndGo) {
  EXPECT_EQ(read("我回黄冈了"), "黄冈 clear moved");
  EXPECT_EQ(read("我已经离开武汉"), " clear moved");
  EXPECT_EQ(read("没离开过武汉"), " clear");
}

TEST(Whereabouts, KnowAPlanToGoBackToWork) {
  EXPECT_EQ(read("我明天回厂上班"), "plan 明天");
  EXPECT_EQ(read("公司通知我下周一复工"), "plan 下周一");
  EXPECT_EQ(read("明天上班"), "") << "nobody's post";
}

TEST(Whereabouts, LeaveTalkAlone) {
  for (const char* talk : {"武汉加油", "我想去武汉", "李四在武汉", "我在武汉吗", "我在武汉？", "我爸在武汉",
                           "武汉有多少人", "我明天回黄冈", "在家怎么上课", "华星光电招人吗"})
    EXPECT_EQ(read(talk), "") << talk;
}

TEST(Whereabouts, KnowWhenSomebodyCame) {
  const auto arrived = [](std::string_view text) {
    const auto when = understand_arrival(text, today);
    return when ? iso(when->day) + when->part : std::string();
  };
  EXPECT_EQ(arrived("昨晚到的"), "2020-03-10晚");
  EXPECT_EQ(arrived("3月8号下午"), "2020-03-08下午");
  EXPECT_EQ(arrived("刚到"), "2020-03-11");
  EXPECT_EQ(arrived("今天早上到家的"), "2020-03-11早上");
  EXPECT_EQ(arrived("不记得了"), "");
}

}  // namespace
}  // namespace banwei::whereabouts
