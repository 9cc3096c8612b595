// Short answers cut for everybody: people, courtesy, small words and traditional characters.
#include "handlers/language/answers.h"

#include <gtest/gtest.h>

#include <map>

#include "handlers/announcement/receipt_grammar.h"
#include "handlers/announcement/receipt_words.h"
#include "handlers/attendance/signin_grammar.h"
#include "handlers/attendance/signin_words.h"
#include "handlers/language/answer_words.h"
#include "handlers/language/courtesy.h"
#include "handlers/language/yes_no.h"

namespace banwei::language {
namespace {

const People& people() {
  static const People all({{"2019010101", "张三"},
                           {"2019010106", "刘洋"},
                           {"2019010129", "刘洋"},
                           {"2019010102", "陈思远"},
                           {"2019010138", "阿卜杜拉·买买提"}});
  return all;
}

/// Where a name ends and who it is: "6 0".
std::string named(const People::Match& match) {
  std::string line = std::to_string(match.length);
  for (const std::size_t place : match.who) line += " " + std::to_string(place);
  return line;
}

TEST(People, AreFoundByTheirNames) {
  EXPECT_EQ(named(people().name_at("和张三到", 3)), "6 0");
  EXPECT_EQ(named(people().name_at("张 三到", 0)), "7 0");
  EXPECT_EQ(named(people().name_at("刘洋到", 0)), "6 1 2") << "two of one name";
  EXPECT_EQ(named(people().name_at("阿卜杜拉买买提", 0)), "21 4") << "without the dot";
  EXPECT_EQ(named(people().name_at("三张", 0)), "0");
  EXPECT_EQ(people().place_of("2019010102"), 3U);
  EXPECT_EQ(people().place_of(""), people().size());
}

TEST(People, AreFoundByABentName) {
  const auto anywhere = [](std::size_t) { return true; };
  EXPECT_EQ(named(people().near_name_at("陈思源36.5", 0, anywhere)), "9 3");
  EXPECT_EQ(named(people().near_name_at("成思远36.5", 0, anywhere)), "9 3");
  EXPECT_EQ(named(people().near_name_at("买买提36.5", 0, anywhere)), "9 4");
  EXPECT_EQ(named(people().near_name_at("陈四源", 0, anywhere)), "0") << "two differ";
  EXPECT_EQ(named(people().near_name_at("陈思源于", 0, [](std::size_t) { return false; })), "0");
}

TEST(Answers, FoldTraditionalCharacters) {
  const AnswerScene scene{.people = people(), .class_name = "机电1901", .speaker = "2019010101"};
  const auto receipt = announcement::understand_receipt("收到謝謝老師", scene, {});
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->kind, announcement::Receipt::Kind::receipt);
  const auto sign_in = attendance::understand_sign_in("陳思遠簽到", scene);
  ASSERT_TRUE(sign_in);
  EXPECT_EQ(sign_in->kind, attendance::SignIn::Kind::behalf);
}

TEST(YesOrNo, IsTheWholeText) {
  EXPECT_EQ(yes_or_no("是的"), true);
  EXPECT_EQ(yes_or_no("不是"), false);
  EXPECT_EQ(yes_or_no("是的吗"), std::nullopt);
  EXPECT_EQ(yes_or_no(""), std::nullopt);
  EXPECT_EQ(yes_or_no("嗯是的"), true);
  EXPECT_EQ(yes_or_no("嗯嗯,好的呀"), true);
  EXPECT_EQ(yes_or_no("没有没有,开玩笑的"), false);
  EXPECT_EQ(yes_or_no("没有啊"), false);
  EXPECT_EQ(yes_or_no("是不是"), std::nullopt);
  EXPECT_EQ(yes_or_no("不行"), std::nullopt);
  EXPECT_EQ(yes_or_no("啊"), std::nullopt);
  EXPECT_EQ(yes_or_no("好?"), std::nullopt);
}

/// Words that stand twice in one list, or with the same meaning in a second.
template <class Groups>
std::vector<std::string> repeated(const Groups& groups, std::map<std::string, int>& seen) {
  std::vector<std::string> twice;
  for (const auto& group : groups) {
    for (std::string_view rest : group.lists()) {
      while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        const std::string word(rest.substr(0, end));
        const auto [entry, is_new] = seen.emplace(word, static_cast<int>(group.tag));
        if (!is_new && entry->second == static_cast<int>(group.tag)) twice.push_back(word);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  return twice;
}

TEST(OneOfWords, StandsAnywhereInTheText) {
  for (const std::string_view text : {"体温", "报体温", "体温呢", "我把体温报了", "温体温"})
    EXPECT_TRUE(holds_one_of(text, "打卡 体温 ok")) << text;
  for (const std::string_view text : {"", "温", "体", "温体", "体 温", "o", "k"})
    EXPECT_FALSE(holds_one_of(text, "打卡 体温 ok")) << text;
  EXPECT_TRUE(holds_one_of("好的ok", "打卡 体温 ok"));
  EXPECT_FALSE(holds_one_of("体温", ""));
  EXPECT_TRUE(begins_with_one_of("体温呢", "打卡 体温"));
  EXPECT_FALSE(begins_with_one_of("报体温", "打卡 体温"));
  EXPECT_FALSE(is_one_of("体温呢", "打卡 体温"));
}

TEST(AnswerWords, StandOnce) {
  using Words = std::vector<std::string>;
  std::map<std::string, int> courtesy;
  EXPECT_EQ(repeated(courtesy_groups, courtesy), Words{});
  std::map<std::string, int> small;
  EXPECT_EQ(repeated(small_groups, small), Words{});
  std::map<std::string, int> receipts = small;
  EXPECT_EQ(repeated(announcement::words, receipts), Words{});
  std::map<std::string, int> sign_ins = small;
  EXPECT_EQ(repeated(attendance::words, sign_ins), Words{});
}

}  // namespace
}  // namespace banwei::language
