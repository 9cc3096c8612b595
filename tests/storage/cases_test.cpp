// Care cases, talks and whereabouts: one open case a person, the last word counts, and what is over goes whole.
#include "storage/cases.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class CasesTest : public testing::Test, protected World {
 protected:
  const Day today = day("2020-03-11");
};

TEST_F(CasesTest, APersonHasOneOpenCase) {
  const auto id = stores.cases.open({.person = li.id, .class_id = first_class, .opened = at(1), .day = today});
  EXPECT_THROW(stores.cases.open({.person = li.id, .class_id = first_class, .opened = at(2), .day = today}), Error);
  Case one = stores.cases.open_of(li.id).value();
  EXPECT_EQ(one.id, id);
  one.owner = teacher.id;
  one.level = Case::Level::close;
  one.asked = at(3);
  one.refused = true;
  one.offered = today;
  stores.cases.update(one);
  const Case kept = stores.cases.by_id(id).value();
  EXPECT_EQ(kept.owner, teacher.id);
  EXPECT_EQ(kept.level, Case::Level::close);
  EXPECT_EQ(kept.asked, at(3));
  EXPECT_FALSE(kept.answered);
  EXPECT_TRUE(kept.refused);
  EXPECT_EQ(kept.offered, today);
  stores.cases.close(id, teacher.id, at(4));
  EXPECT_FALSE(stores.cases.open_of(li.id));
  EXPECT_NO_THROW(stores.cases.open({.person = li.id, .class_id = first_class, .opened = at(5), .day = today}));
  EXPECT_EQ(stores.cases.all_open().size(), 1U);
  EXPECT_EQ(stores.cases.count_of(li.id), 2);
}

TEST_F(CasesTest, WhatIsOverGoesWithAllThatWasNoted) {
  const auto id = stores.cases.open({.person = li.id, .class_id = first_class, .opened = at(1), .day = today});
  for (const char* words : {"a", "b", "c"})
    stores.cases.add({.case_id = id, .at = at(2), .day = today, .by = li.id, .words = words, .well = true});
  stores.cases.join(id, teacher.id);
  stores.cases.join(id, teacher.id);
  EXPECT_EQ(stores.cases.team(id), std::vector{teacher.id});
  const auto last = stores.cases.entries(id, 2);
  ASSERT_EQ(last.size(), 2U);
  EXPECT_EQ(last.front().words, "b");
  EXPECT_EQ(stores.cases.count_of(id, CaseEntry::Kind::note), 3);
  EXPECT_EQ(stores.cases.purge(at(9)), 0) << "an open case stays";
  stores.cases.close(id, teacher.id, at(3));
  EXPECT_EQ(stores.cases.purge(at(9)), 1);
  EXPECT_EQ(count("SELECT count(*) FROM care_entries"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM care_teams"), 0);
}

TEST_F(CasesTest, ALaterTalkSettlesTheNextCall) {
  const auto add = [&](std::optional<Day> next) {
    return stores.contacts.add(
        {.person = li.id, .with = "家长", .by = teacher.id, .at = at(1), .day = today, .next = next});
  };
  add(today + std::chrono::days{3});
  const auto second = add(today + std::chrono::days{1});
  EXPECT_TRUE(stores.contacts.due(today).empty());
  const auto due = stores.contacts.due(today + std::chrono::days{5});
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due.front().id, second);
  stores.contacts.told(second);
  EXPECT_TRUE(stores.contacts.due(today + std::chrono::days{5}).empty());
  stores.contacts.add({.company = "华星光电", .with = "张经理", .by = teacher.id, .at = at(2), .day = today});
  EXPECT_EQ(stores.contacts.companies_of(teacher.id).size(), 1U);
  EXPECT_TRUE(stores.contacts.talked_since(li.id, today));
  EXPECT_EQ(stores.contacts.purge(today + std::chrono::days{1}), 3);
}

TEST_F(CasesTest, TheLastWordOnEachThingHolds) {
  stores.whereabouts.add(
      {.person = li.id, .said = at(1), .day = today, .in_wuhan = true, .on_post = true, .area = "武汉洪山"});
  stores.readings.record({.person = li.id, .day = today, .centi = 3650, .by = li.id, .sent = at(2), .on_post = false});
  stores.readings.record(
      {.person = zhang.id, .day = today, .centi = 3650, .by = zhang.id, .sent = at(2), .on_post = true});
  const Whereabouts now = stores.whereabouts.of(li.id, today).value();
  EXPECT_EQ(now.in_wuhan, true);
  EXPECT_EQ(now.on_post, false);
  EXPECT_EQ(now.area, "武汉洪山");
  EXPECT_EQ(stores.whereabouts.on_post(first_class, today).size(), 2U);
  stores.whereabouts.add({.person = li.id, .said = at(3), .day = today, .in_wuhan = false, .area = "黄冈"});
  EXPECT_EQ(stores.whereabouts.on_post(first_class, today).size(), 1U);
  EXPECT_EQ(stores.whereabouts.of(li.id, today)->area, "黄冈");
  EXPECT_FALSE(stores.whereabouts.of(li.id, today - std::chrono::days{1})) << "nothing was said by then";
  stores.whereabouts.note_since(li.id, today - std::chrono::days{1});
  const auto said = stores.whereabouts.said(first_class, today, today);
  ASSERT_EQ(said.size(), 2U) << "what was said by itself, each time";
  EXPECT_FALSE(said[0].since);
  EXPECT_EQ(said[1].since, today - std::chrono::days{1});
}

}  // namespace
}  // namespace banwei::storage
