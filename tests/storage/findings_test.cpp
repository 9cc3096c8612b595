// Findings: found once within the days of their rule, open until somebody has settled them.
#include "storage/findings.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

constexpr Day today = std::chrono::local_days{std::chrono::year{2020} / 3 / 11};
constexpr Day yesterday = today - std::chrono::days{1};

class FindingsTest : public testing::Test, protected World {
 protected:
  Finding about(std::int64_t person, const char* rule, Day day) {
    return {.day = day,
            .rule = rule,
            .class_id = first_class,
            .person = person,
            .words = "why",
            .assignee = teacher.id,
            .found = at(1)};
  }
  Findings& findings = stores.findings;
};

TEST_F(FindingsTest, IsFoundOnceWithinItsDays) {
  findings.add(about(li.id, "R9", yesterday), yesterday);
  findings.add(about(li.id, "R9", today), yesterday);
  findings.add(about(0, "R11", today), today);
  findings.add(about(0, "R11", today), today);
  const auto open = findings.open(first_class, yesterday);
  ASSERT_EQ(open.size(), 2U);
  EXPECT_EQ(open[0].person, li.id);
  EXPECT_EQ(open[0].day, yesterday);
  EXPECT_EQ(open[1].person, 0);
  findings.add(about(li.id, "R9", today), today);
  EXPECT_EQ(findings.open(first_class, today).size(), 2U);
  EXPECT_TRUE(findings.open(second_class, yesterday).empty());
}

TEST_F(FindingsTest, StaysOpenUntilItIsSettled) {
  findings.add(about(li.id, "R1", today), today);
  Finding one = findings.open(first_class, today).at(0);
  EXPECT_FALSE(one.told);
  findings.mark_told(one.id, at(2));
  one.result = "later";
  one.reason = "no answer yet";
  one.settled_by = teacher.id;
  findings.settle(one);
  EXPECT_EQ(findings.open(first_class, today).at(0).reason, "no answer yet");
  EXPECT_EQ(findings.open(first_class, today).at(0).told, at(2));
  one.settled = at(3);
  findings.settle(one);
  EXPECT_TRUE(findings.open(first_class, today).empty());
  EXPECT_EQ(findings.by_id(one.id)->settled, at(3));
  findings.add(about(li.id, "R1", today), today);
  EXPECT_TRUE(findings.open(first_class, today).empty());
}

TEST_F(FindingsTest, GoesWithItsDayAndItsPerson) {
  findings.add(about(li.id, "R1", yesterday), yesterday);
  findings.add(about(li.id, "R2", today), today);
  EXPECT_EQ(findings.count_of(li.id), 2);
  EXPECT_EQ(findings.purge(today), 1);
  EXPECT_EQ(findings.blank(li.id), 1);
  EXPECT_EQ(findings.open(first_class, today).at(0).words, "");
}

}  // namespace
}  // namespace banwei::storage
