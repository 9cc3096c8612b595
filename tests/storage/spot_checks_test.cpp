// Spot checks: open until they are answered, explained beside what was found, forgotten in time.
#include "storage/spot_checks.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class SpotChecksTest : public testing::Test, protected World {
 protected:
  std::int64_t add(std::string_view date) {
    return checks.add({.class_id = first_class,
                       .day = day(date),
                       .first = 3,
                       .last = 4,
                       .by = teacher.id,
                       .asked = at(10),
                       .sample = {{zhang.id}, {li.id}}});
  }

  SpotChecks& checks = stores.spot_checks;
};

TEST_F(SpotChecksTest, AreOpenUntilTheyAreAnswered) {
  const auto id = add("2020-03-11");
  auto open = checks.open_of(teacher.id, at(0), 5);
  ASSERT_EQ(open.size(), 1U);
  ASSERT_EQ(open.front().sample.size(), 2U);
  open.front().answered = at(20);
  open.front().sample.back().here = false;
  checks.answer(open.front());
  EXPECT_TRUE(checks.open_of(teacher.id, at(0), 5).empty());
  checks.explain(id, zhang.id, "网断了");
  const auto kept = *checks.by_id(id);
  EXPECT_EQ(kept.answered, at(20));
  EXPECT_FALSE(kept.sample.back().here);
  EXPECT_EQ(kept.explanation, "网断了");
  EXPECT_EQ(kept.explained_by, zhang.id);
}

TEST_F(SpotChecksTest, AreForgotten) {
  add("2020-03-01");
  add("2020-03-11");
  EXPECT_EQ(checks.count_of(zhang.id), 2);
  EXPECT_EQ(checks.purge(day("2020-03-05")), 1);
  EXPECT_EQ(checks.count_of(zhang.id), 1);
  EXPECT_EQ(checks.of_class(first_class, day("2020-03-01"), day("2020-03-31")).size(), 1U);
}

}  // namespace
}  // namespace banwei::storage
