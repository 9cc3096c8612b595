// What people type, made ready for matching.
#include "handlers/common/text.h"

#include <gtest/gtest.h>

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
  for (char32_t code = 0x20; code <= 0x9FFF; code = code == 0x7E ? 0x4E00 : code + 1) {
    const std::string text = utf8_of(code);
    ASSERT_EQ(normalised(text), normalised(text + "\u200B")) << static_cast<unsigned>(code);
  }
}

}  // namespace
}  // namespace banwei
