// What people type, made ready for matching.
#include "handlers/language/strings.h"

#include <gtest/gtest.h>

#include <utility>

namespace banwei {
namespace {

std::string utf8_of(char32_t code) {
  if (code < 0x80) return {static_cast<char>(code)};
  return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

TEST(Text, IsFoldedToOneForm) {
  EXPECT_EQ(normalised("\uFF13\uFF16.\uFF15\u3000\u2103\uFF0C"), "36.5 \u00B0c,");
  EXPECT_EQ(normalised("體溫OK"), "体温ok");
  EXPECT_EQ(normalised("36`5"), "36'5");
}

/// What looks plain is passed through; a sign that vanishes sends the same text the long way.
TEST(Text, TheShortWayLeadsToWhereTheLongOneDoes) {
  constexpr std::pair<char32_t, char32_t> ranges[] = {
      {0x20, 0x7E}, {0x2018, 0x201F}, {0x3000, 0x3011}, {0x4E00, 0x9FFF}, {0xFF01, 0xFF5E}};
  for (const auto& [first, last] : ranges) {
    for (char32_t code = first; code <= last; ++code) {
      const std::string text = utf8_of(code);
      ASSERT_EQ(normalised(text), normalised(text + "\u200B")) << static_cast<unsigned>(code);
    }
  }
}

TEST(Text, IsReadCodePointByCodePoint) {
  for (char32_t code = 0x800; code <= 0xFFFF; code = code == 0xD7FF ? 0xE000 : code + 1) {
    ASSERT_EQ(code_point_at(utf8_of(code), 0), code);
    ASSERT_EQ(code_point_size(utf8_of(code), 0), 3U);
  }
  EXPECT_EQ(code_point_at("\U0001F602", 0), U'\U0001F602');
  for (const std::string_view broken :
       {"\xE4\xBD", "\xE4\xBDx", "\xE4x\xBD", "\xE0\x80\x80", "\xED\xA0\x80", "\xBD", "\xFF"}) {
    EXPECT_EQ(code_point_at(broken, 0), U'\uFFFD') << broken;
    EXPECT_EQ(code_point_size(broken, 0), 1U) << broken;
  }
  EXPECT_EQ(code_point_size("a", 1), 0U);
}

TEST(Text, MarksAreNeitherLettersNorFigures) {
  for (const char32_t code : {U'a', U'Z', U'0', U'体', U'ä'}) EXPECT_FALSE(is_mark(code));
  for (const char32_t code : {U' ', U'.', U'@', U'~', U'。', U'℃', U'\uFFFD', U'\0'}) EXPECT_TRUE(is_mark(code));
  for (const char32_t code : {U'一', U'\u9FFF', U'㐀', U'𠀀'}) EXPECT_TRUE(is_han(code));
  for (const char32_t code : {U'a', U'。', U'〇'}) EXPECT_FALSE(is_han(code));
}

}  // namespace
}  // namespace banwei
