// Numerals in digits and in Chinese.
#include "handlers/language/numerals.h"

#include <gtest/gtest.h>

namespace banwei {
namespace {

struct Case {
  const char* text;
  std::int64_t value;
  const char* digits;
  const char* rest;
};

TEST(Numerals, reads_every_way_to_write_a_number) {
  const Case cases[] = {
      {"36.5", 36, "36", ".5"},
      {"三十六度五", 36, "36", "度五"},
      {"三六五", 365, "365", ""},
      {"叁拾陆点伍", 36, "36", "点伍"},
      {"十", 10, "10", ""},
      {"十五分", 15, "15", "分"},
      {"三百六十五天", 365, "365", "天"},
      {"卅六", 36, "36", ""},
      {"一千零一", 1001, "1001", ""},
      {"两万三千", 23000, "23000", ""},
      {"〇六", 6, "06", ""},
      {"三十六七", 36, "36", "七"},
      {"2019010101", 2019010101, "2019010101", ""},
  };
  for (const Case& one : cases) {
    const auto found = numeral_at(one.text, 0);
    ASSERT_TRUE(found) << one.text;
    EXPECT_EQ(found->value, one.value) << one.text;
    EXPECT_EQ(found->digits, one.digits) << one.text;
    EXPECT_EQ(std::string_view(one.text).substr(found->length), one.rest) << one.text;
  }
}

TEST(Numerals, words_that_only_look_like_numbers_are_none) {
  for (const char* text : {"千", "万千", "度", "", "a", "百分"}) EXPECT_FALSE(numeral_at(text, 0)) << text;
}

TEST(Numerals, a_run_too_long_for_a_number_has_no_value) {
  EXPECT_EQ(numeral_at("12345678901234567890", 0)->value, -1);
}

}  // namespace
}  // namespace banwei
