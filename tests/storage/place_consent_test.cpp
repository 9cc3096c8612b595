// Of whoever refuses it no place stays and none comes, whichever store is told; the temperature and what is of health
// does.
#include "storage/place_consent.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class PlaceConsentTest : public testing::Test {
 protected:
  static constexpr std::string_view placed = R"sql(
    SELECT (SELECT count(*) FROM readings WHERE place <> '' OR in_wuhan IS NOT NULL OR instr(text, 'Wuhan') > 0) +
           (SELECT count(*) FROM whereabouts WHERE area <> '' OR employer <> '' OR in_wuhan IS NOT NULL)
  )sql";

  void say(const Person& person, int centi) {
    world.stores.readings.record({.person = person.id,
                                  .day = today,
                                  .centi = centi,
                                  .by = person.id,
                                  .how = "self",
                                  .text = "36.5 Wuhan",
                                  .in_wuhan = true,
                                  .place = "Wuhan"});
    world.stores.whereabouts.add({.person = person.id, .day = today, .in_wuhan = true, .area = "Wuhan"});
    world.stores.whereabouts.add(
        {.person = person.id, .day = today, .on_post = true, .isolated = true, .employer = "a company"});
  }
  void answer(const Person& person, bool given) {
    world.stores.consents.say(person.id, PlaceConsent::word, {.given = given, .at = at(1)});
  }

  World world;
  PlaceConsent places{world.database};
  Day today = day("2020-03-11");
};

TEST_F(PlaceConsentTest, WhatIsThereGoesAndNothingComesUntilItIsGivenAgain) {
  say(world.zhang, 3650);
  say(world.zhang, 3660);  // The one before is replaced and goes, too.
  say(world.li, 3650);
  const std::int64_t of_li = 3;
  EXPECT_EQ(world.count(placed), 6 + of_li);
  EXPECT_FALSE(places.refused(world.zhang.id));
  answer(world.zhang, false);
  EXPECT_TRUE(places.refused(world.zhang.id));
  EXPECT_EQ(places.forget(world.zhang.id, today - std::chrono::days{30}, today), 6);
  EXPECT_EQ(world.count(placed), of_li) << "the classmate's stays";
  say(world.zhang, 3670);
  EXPECT_EQ(world.count(placed), of_li);
  EXPECT_EQ(world.stores.readings.latest(world.zhang.id, today), 3670);
  EXPECT_TRUE(world.stores.whereabouts.of(world.zhang.id, today)->isolated.value_or(false)) << "that is of health";
  answer(world.zhang, true);
  say(world.zhang, 3680);
  EXPECT_EQ(world.count(placed), of_li + 3);
}

}  // namespace
}  // namespace banwei::storage
