// Ledgers: taken once a day, whole, and never changed; supplements are numbered; names go and counts stay.
#include "storage/ledgers.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class LedgersTest : public testing::Test, protected World {
 protected:
  Ledger ledger(const char* day) {
    return {.day = *day_from_iso(day),
            .taken = at(5),
            .students = 3,
            .hash = "a91f",
            .classes = {{.class_id = first_class,
                         .name = "机电1901",
                         .roster = 2,
                         .reported = 1,
                         .missing = 1,
                         .normal = 1,
                         .last = at(4)}}};
  }

  Ledgers& ledgers = stores.ledgers;
};

TEST_F(LedgersTest, ComesBackWhole) {
  const auto id = ledgers.take(ledger("2020-03-11"));
  const auto kept = ledgers.of_day(*day_from_iso("2020-03-11"));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->id, id);
  EXPECT_EQ(kept->hash, "a91f");
  EXPECT_EQ(kept->taken, at(5));
  EXPECT_EQ(kept->students, 3);
  ASSERT_EQ(kept->classes.size(), 1U);
  EXPECT_EQ(kept->classes[0].name, "机电1901");
  EXPECT_EQ(kept->classes[0].missing, 1);
  EXPECT_EQ(kept->classes[0].last, at(4));
  EXPECT_FALSE(ledgers.of_day(*day_from_iso("2020-03-10")));
  EXPECT_THROW(ledgers.take(ledger("2020-03-11")), Error);
}

TEST_F(LedgersTest, CountsTheStudentsOfTheRoster) {
  EXPECT_EQ(ledgers.students(), 3);
  stores.members.leave(li.id, at(1));
  EXPECT_EQ(ledgers.students(), 2);
}

TEST_F(LedgersTest, SupplementsAreNumberedForEachLedger) {
  const auto today = ledgers.take(ledger("2020-03-11"));
  const auto before = ledgers.take(ledger("2020-03-10"));
  ledgers.set(today, first_class, li.id, Standing::missing);
  const auto add = [&](std::int64_t of) {
    return ledgers.add(of, {.at = at(9), .class_id = first_class, .person = li.id, .is = Standing::fever});
  };
  EXPECT_EQ(add(today), 1);
  EXPECT_EQ(add(today), 2);
  EXPECT_EQ(add(before), 1);
  EXPECT_EQ(ledgers.standings(today, first_class).at(li.id), Standing::fever);
  ASSERT_EQ(ledgers.supplements(today).size(), 2U);
  EXPECT_EQ(ledgers.supplements(today)[1].number, 2);
  EXPECT_EQ(ledgers.count_of(li.id), 3);
  EXPECT_EQ(ledgers.blank(li.id), 3);
  EXPECT_EQ(ledgers.supplements(today)[0].is, Standing::normal);

  EXPECT_EQ(ledgers.forget(*day_from_iso("2020-03-11")), 1);
  EXPECT_EQ(ledgers.supplements(today).size(), 2U);
  EXPECT_TRUE(ledgers.of_day(*day_from_iso("2020-03-10")));
  ledgers.forget_standings(today);
  EXPECT_TRUE(ledgers.standings(today, first_class).empty());
}

}  // namespace
}  // namespace banwei::storage
