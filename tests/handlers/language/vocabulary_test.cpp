// Words found by their place in a bucket are those that reading the whole list finds.
#include "handlers/language/vocabulary.h"

#include <gtest/gtest.h>

#include "handlers/language/strings.h"
#include "handlers/language/symptom_words.h"

namespace banwei {
namespace {

constexpr std::array groups{WordGroup<int>{1, "体温 体温计 测 a at"}, WordGroup<int>{2, "体温 体 测温 温"}};
constexpr auto words = vocabulary_of<groups>();
constexpr Initials initials(words);

TEST(Vocabulary, TheLongestWordIsFoundAndOfEqualOnesTheFirst) {
  EXPECT_EQ(words.longest_at("测体温计", 3).length, std::string_view("体温计").size());
  EXPECT_EQ(words.longest_at("体温表", 0).length, std::string_view("体温").size());
  EXPECT_EQ(words.longest_at("体温表", 0).tag, 1);
  EXPECT_EQ(words.longest_at("体重", 0).tag, 2);
  EXPECT_EQ(words.longest_at("atm", 0).length, 2U);
  EXPECT_FALSE(words.longest_at("计", 0));
  EXPECT_FALSE(words.longest_at("体温", 6));
}

TEST(Vocabulary, EveryWordIsFoundWhateverStandsBehindIt) {
  for (const auto& entry : health_words::symptoms.entries()) {
    for (const std::string_view behind : {"", "了", "x", "\xE4"}) {
      const std::string text = "我" + std::string(entry.word) + std::string(behind);
      EXPECT_GE(health_words::symptoms.longest_at(text, 3).length, entry.word.size()) << entry.word;
    }
  }
}

TEST(Initials, NeverSayNoWhereAWordStands) {
  constexpr Initials of_symptoms(health_words::symptoms, words);
  for (const auto& entry : health_words::symptoms.entries())
    EXPECT_TRUE(of_symptoms.may_start(code_point_at(entry.word, 0))) << entry.word;
  for (const char32_t first : U"体测温a") EXPECT_TRUE(first == 0 || of_symptoms.may_start(first));
  for (const char32_t other : U"计表b1") EXPECT_FALSE(initials.may_start(other));
  EXPECT_TRUE(initials.may_start(U'😂'));  // no table holds it
}

}  // namespace
}  // namespace banwei
