// Dates and role words as they stand in the database.
#include "storage/types.h"

#include <gtest/gtest.h>

namespace banwei {
namespace {

TEST(Types, DateGoesThereAndBack) {
  const auto day = day_from_iso("2020-02-29");
  ASSERT_TRUE(day);
  EXPECT_EQ(iso(*day), "2020-02-29");
  EXPECT_EQ(iso(*day + std::chrono::days{1}), "2020-03-01");
}

TEST(Types, WhatIsNoDateIsRefused) {
  for (const char* text : {"", "2020-02-30", "2019-02-29", "2020-13-01", "2020-3-1", "2020/03/01", "abcd-ef-gh"}) {
    EXPECT_FALSE(day_from_iso(text)) << text;
  }
}

TEST(Types, RoleWordsAreUniqueAndComplete) {
  for (int i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    EXPECT_EQ(role_from_string(to_string(role)), role);
  }
  EXPECT_FALSE(role_from_string("emperor"));
}

}  // namespace
}  // namespace banwei
