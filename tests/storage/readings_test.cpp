// Readings: one current per person, day and slot; nothing is overwritten.
#include "storage/readings.h"

#include <gtest/gtest.h>

#include <array>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class ReadingsTest : public testing::Test, protected World {
 protected:
  Reading said(const Person& person, int centi, std::int64_t when, std::string slot = "") {
    Reading reading;
    reading.person = person.id;
    reading.by = person.id;
    reading.day = today;
    reading.slot = std::move(slot);
    reading.centi = centi;
    reading.how = "self";
    reading.room = "100";
    reading.message = "m" + std::to_string(when);
    reading.text = "said";
    reading.sent = at(when);
    reading.received = at(when + 1);
    reading.recorded = at(when + 2);
    return reading;
  }

  std::vector<int> values(const std::vector<Reading>& all) {
    std::vector<int> centis;
    for (const Reading& reading : all) centis.push_back(reading.centi);
    return centis;
  }

  const Day today = day("2020-03-11");
  Readings& readings = stores.readings;
};

TEST_F(ReadingsTest, ComesBackWhole) {
  Reading reading = said(zhang, 3780, 100, "am");
  reading.by = li.id;
  reading.how = "behalf";
  reading.symptoms = {"cough", "fatigue"};
  reading.well = false;
  reading.in_wuhan = true;
  reading.isolated = false;
  reading.place = "home";
  const std::int64_t id = readings.record(reading).id;
  const auto found = readings.by_id(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
  EXPECT_EQ(found->person, zhang.id);
  EXPECT_EQ(found->day, today);
  EXPECT_EQ(found->slot, "am");
  EXPECT_EQ(found->centi, 3780);
  EXPECT_EQ(found->by, li.id);
  EXPECT_EQ(found->how, "behalf");
  EXPECT_EQ(found->room, "100");
  EXPECT_EQ(found->message, "m100");
  EXPECT_EQ(found->text, "said");
  EXPECT_EQ(found->sent, at(100));
  EXPECT_EQ(found->received, at(101));
  EXPECT_EQ(found->recorded, at(102));
  EXPECT_EQ(found->symptoms, (std::vector<std::string>{"cough", "fatigue"}));
  EXPECT_EQ(found->well, false);
  EXPECT_EQ(found->in_wuhan, true);
  EXPECT_EQ(found->on_post, std::nullopt);
  EXPECT_EQ(found->isolated, false);
  EXPECT_EQ(found->place, "home");
  EXPECT_FALSE(found->replaced_by);
  EXPECT_FALSE(found->withdrawn);
  EXPECT_FALSE(readings.by_id(id + 1));
}

TEST_F(ReadingsTest, TheNewOneReplacesAndTheOldOneStays) {
  const std::int64_t first = readings.record(said(zhang, 3650, 100)).id;
  const std::int64_t second = readings.record(said(zhang, 3660, 200)).id;
  const std::int64_t third = readings.record(said(zhang, 3670, 300)).id;
  EXPECT_EQ(readings.by_id(first)->replaced_by, second);
  EXPECT_EQ(readings.by_id(second)->replaced_by, third);
  EXPECT_EQ(values(readings.of_day(zhang.id, today)), (std::vector<int>{3670}));
  EXPECT_EQ(values(readings.history(zhang.id, today, today)), (std::vector<int>{3650, 3660, 3670}));
  readings.record(said(li, 3640, 50));
  readings.record(said(wang, 3690, 60));
  const auto all = readings.history_of_class(first_class, today - std::chrono::days{1}, today);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(values(all.at(zhang.id)), (std::vector<int>{3650, 3660, 3670}));
  EXPECT_EQ(values(all.at(li.id)), (std::vector<int>{3640}));
}

TEST_F(ReadingsTest, SlotsDaysAndPeopleAreApart) {
  const std::int64_t pm = readings.record(said(zhang, 3660, 200, "pm")).id;
  readings.record(said(zhang, 3650, 100, "am"));
  readings.record(said(li, 3640, 100, "am"));
  Reading yesterday = said(zhang, 3630, 50, "am");
  yesterday.day = today - std::chrono::days{1};
  readings.record(yesterday);
  EXPECT_EQ(values(readings.of_day(zhang.id, today)), (std::vector<int>{3650, 3660}));  // By the time they were sent.
  EXPECT_EQ(values(readings.of_day(li.id, today)), (std::vector<int>{3640}));
  EXPECT_EQ(values(readings.history(zhang.id, yesterday.day, today)), (std::vector<int>{3630, 3650, 3660}));
  EXPECT_EQ(values(readings.history(zhang.id, yesterday.day, yesterday.day)), (std::vector<int>{3630}));
  EXPECT_FALSE(readings.by_id(pm)->replaced_by);
}

TEST_F(ReadingsTest, WhatWasRecordedBeforeIsOfTheDayOrOfTheDayBefore) {
  Reading yesterday = said(zhang, 3630, 50);
  yesterday.day = today - std::chrono::days{1};
  EXPECT_EQ(readings.record(yesterday).before, std::nullopt);
  const Recorded first = readings.record(said(zhang, 3650, 100));
  EXPECT_EQ(first.before, 3630);
  const Recorded second = readings.record(said(zhang, 3660, 200, "pm"));
  EXPECT_EQ(second.before, 3650);
  EXPECT_EQ(readings.record(said(li, 3640, 300)).before, std::nullopt);
  EXPECT_EQ(readings.latest(zhang.id, today), 3660);
  EXPECT_EQ(readings.latest(zhang.id, today + std::chrono::days{1}), std::nullopt);
  readings.withdraw(second.id, at(210));
  const Recorded third = readings.record(said(zhang, 3670, 220, "pm"));
  EXPECT_EQ(third.before, 3650);
  readings.withdraw(third.id, at(230));
  readings.withdraw(first.id, at(240));
  EXPECT_FALSE(readings.latest(zhang.id, today));
  EXPECT_EQ(readings.record(said(zhang, 3680, 250)).before, 3630);
  EXPECT_EQ(readings.record(said(zhang, 3690, 260, "pm")).before, 3680);
}

TEST_F(ReadingsTest, AWithdrawnCorrectionLeavesWhatItCorrectedAsTheValueBefore) {
  readings.record(said(zhang, 3780, 100));
  readings.withdraw(readings.record(said(zhang, 3650, 200)).id, at(210));
  EXPECT_EQ(readings.record(said(zhang, 3640, 300)).before, 3780);
}

TEST_F(ReadingsTest, TheDatabaseItselfHoldsTheInvariant) {
  const std::int64_t first = readings.record(said(zhang, 3650, 100)).id;
  readings.record(said(zhang, 3660, 200));
  EXPECT_THROW(database.run("UPDATE readings SET replaced_by = NULL WHERE id = $1", first), Error);
}

TEST_F(ReadingsTest, AReadingThatFailsLeavesTheOldOneCurrentInAStep) {
  readings.record(said(zhang, 3650, 100));
  Reading nobodys = said(zhang, 3660, 200);
  nobodys.by = 999;
  {
    Transaction transaction(database);
    {
      const Savepoint step(database);
      EXPECT_THROW(readings.record(nobodys), Error);
    }
    transaction.commit();
  }
  EXPECT_EQ(values(readings.of_day(zhang.id, today)), (std::vector<int>{3650}));
}

TEST_F(ReadingsTest, AWithdrawnOneIsNotCurrentAndMakesRoom) {
  const std::int64_t first = readings.record(said(zhang, 3650, 100)).id;
  readings.withdraw(first, at(150));
  readings.withdraw(first, at(160));
  EXPECT_EQ(readings.by_id(first)->withdrawn, at(150));
  EXPECT_TRUE(readings.of_day(zhang.id, today).empty());
  EXPECT_TRUE(readings.answered(first_class, today).empty());
  const std::int64_t second = readings.record(said(zhang, 3660, 200)).id;
  EXPECT_EQ(readings.by_id(second)->replaces, first);
  EXPECT_EQ(values(readings.of_day(zhang.id, today)), (std::vector<int>{3660}));
  EXPECT_EQ(values(readings.history(zhang.id, today, today)), (std::vector<int>{3650, 3660}));
}

TEST_F(ReadingsTest, WhatAnOlderProgramStoredIsLinkedByTheMigration) {
  const std::array all{Members::tables, Readings::tables};
  Database old(":memory:", Database::Access::write);
  std::array older = all;
  older.at(1).steps = older.at(1).steps.first(2);
  migrate(old, older);
  old.script(R"sql(
    PRAGMA foreign_keys = OFF;
    WITH said (id, person, slot, centi, replaced_by, withdrawn) AS (
      VALUES (1, 7, '', 3650, 3, NULL), (2, 8, '', 3700, NULL, NULL), (3, 7, '', 3660, NULL, 90),
             (4, 7, '', 3670, NULL, NULL), (5, 7, 'pm', 3680, NULL, NULL)
    )
    INSERT INTO readings (id, person, day, slot, centi, said_by, how, room, message, text, sent, received, recorded,
                          symptoms, place, replaced_by, withdrawn)
    SELECT id, person, '2020-03-11', slot, centi, person, 'self', '', '', '', id, id, id, '', '', replaced_by, withdrawn
    FROM said;
  )sql");
  migrate(old, all);
  Readings linked(old);
  EXPECT_EQ(values(linked.history(7, today, today)), (std::vector<int>{3650, 3660, 3670, 3680}));
  EXPECT_EQ(values(linked.of_day(7, today)), (std::vector<int>{3670, 3680}));
  EXPECT_EQ(values(linked.history(8, today, today)), (std::vector<int>{3700}));
  EXPECT_EQ(linked.by_id(4)->replaces, 3);
  EXPECT_EQ(linked.by_id(3)->replaced_by, 4);
}

TEST_F(ReadingsTest, AtLeastGivesTheCurrentHighOnesOfTheClassAndDay) {
  readings.record(said(zhang, 3800, 100));
  readings.record(said(zhang, 3650, 200));  // This took its place.
  readings.record(said(zhang, 3730, 400, "pm"));
  readings.record(said(li, 3790, 300));
  readings.withdraw(readings.record(said(li, 3900, 350, "pm")).id, at(360));
  readings.record(said(wang, 3900, 100));
  readings.record(said(teacher, 3900, 100));
  EXPECT_EQ(values(readings.at_least(3730, first_class, today)), (std::vector<int>{3790, 3730}));
  EXPECT_TRUE(readings.at_least(3730, first_class, today + std::chrono::days{1}).empty());
  stores.members.leave(li.id, at(600));
  EXPECT_EQ(values(readings.at_least(3730, first_class, today)), (std::vector<int>{3730}));
}

TEST_F(ReadingsTest, AnsweredNamesEachStudentOfTheClassOnceWithTheFirstTime) {
  readings.record(said(zhang, 3660, 300, "pm"));
  readings.record(said(zhang, 3650, 100, "am"));
  readings.record(said(wang, 3650, 100));
  readings.record(said(teacher, 3650, 100));
  EXPECT_EQ(readings.answered(first_class, today), (std::map<std::int64_t, Utc>{{zhang.id, at(100)}}));
  EXPECT_TRUE(readings.answered(first_class, today + std::chrono::days{1}).empty());
  readings.record(said(li, 3650, 500));
  stores.members.leave(zhang.id, at(600));  // What was said that day stays with the class.
  EXPECT_EQ(readings.answered(first_class, today),
            (std::map<std::int64_t, Utc>{{zhang.id, at(100)}, {li.id, at(500)}}));
}

TEST_F(ReadingsTest, ALaterNoteTakesThePlaceOfTheEarlier) {
  readings.note(first_class, today, {zhang.id, "later", "in an hour", at(100)});
  readings.note(first_class, today, {zhang.id, "broken", "it is broken", at(200)});
  readings.note(first_class, today, {zhang.id, "later", "came late from the history", at(150)});
  readings.note(first_class, today, {li.id, "later", "soon", at(100)});
  readings.note(second_class, today, {wang.id, "later", "soon", at(100)});
  const auto notes = readings.notes(first_class, today);
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes.at(0).person, zhang.id);
  EXPECT_EQ(notes.at(0).why, "broken");
  EXPECT_EQ(notes.at(0).text, "it is broken");
  EXPECT_EQ(notes.at(0).said, at(200));
  EXPECT_EQ(notes.at(1).person, li.id);
  EXPECT_TRUE(readings.notes(first_class, today + std::chrono::days{1}).empty());
}

TEST_F(ReadingsTest, TextsAreForgottenAndTheRestStays) {
  const std::int64_t old = readings.record(said(zhang, 3650, 100)).id;
  const std::int64_t young = readings.record(said(li, 3650, 200)).id;
  readings.note(first_class, today, {zhang.id, "later", "soon", at(100)});
  readings.note(first_class, today, {li.id, "later", "soon", at(200)});
  readings.forget_texts(at(200));
  EXPECT_EQ(readings.by_id(old)->text, "");
  EXPECT_EQ(readings.by_id(old)->centi, 3650);
  EXPECT_EQ(readings.by_id(young)->text, "said");
  EXPECT_EQ(readings.notes(first_class, today).at(0).text, "");
  EXPECT_EQ(readings.notes(first_class, today).at(1).text, "soon");
}

TEST_F(ReadingsTest, AForgottenTextIsGoneFromTheFile) {
  const File file;
  Database on_disk(file.path(), Database::Access::write);
  Stores kept(on_disk);
  kept.members.save_class({.name = "A1901", .group = {}, .major = {}, .grade = {}});
  Person person = zhang;
  person.class_id = 1;
  person.id = kept.members.save_person(person, "");
  Transaction transaction(on_disk);
  for (int i = 0; i < 1000; ++i) {
    Reading reading = said(person, 3650, i);
    reading.text = "a secret of " + std::to_string(i);
    kept.readings.record(reading);
  }
  transaction.commit();
  ASSERT_TRUE(file.contains("a secret of 500"));
  {
    const Shredding shredding(on_disk);
    kept.readings.forget_texts(at(100000));
  }
  ASSERT_TRUE(on_disk.compact());
  EXPECT_FALSE(file.contains("a secret of"));
}

}  // namespace
}  // namespace banwei::storage
