// Alerts: closed by a human alone, and whom it is to be told to survives everything.
#include "storage/alerts.h"

#include <gtest/gtest.h>

#include "storage/repeated_tellings.h"
#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class AlertsTest : public testing::Test, protected World {
 protected:
  std::int64_t open(const Person& person, std::int64_t when) {
    Alert alert;
    alert.person = person.id;
    alert.by = person.id;
    alert.words = "38.2℃";
    alert.day = today;
    alert.opened = at(when);
    alert.next = at(when);
    return alerts.open(alert);
  }

  template <class All>
  std::vector<std::int64_t> ids(const All& all) {
    std::vector<std::int64_t> found;
    for (const auto& alert : all) found.push_back(alert.id);
    return found;
  }

  const Day today = day("2020-03-11");
  Alerts& alerts = stores.alerts;
};

using Ids = std::vector<std::int64_t>;

TEST_F(AlertsTest, ComesBackWhole) {
  Reading reading;
  reading.person = reading.by = zhang.id;
  reading.day = today;
  Alert alert;
  alert.person = zhang.id;
  alert.account = "10001";
  alert.name = "名片";
  alert.class_id = zhang.class_id;
  alert.by = li.id;
  alert.confirmed = true;
  alert.severity = Severity::distress_soon;
  alert.words = "“原话”";
  alert.version = 3;
  alert.reading = stores.readings.record(reading).id;
  alert.day = today;
  alert.said = at(90);
  alert.opened = at(100);
  alert.step = 2;
  alert.next = at(200);
  alert.asked = false;
  const std::int64_t id = alerts.open(alert);
  const auto found = alerts.by_id(id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->person, zhang.id);
  EXPECT_EQ(found->account, "10001");
  EXPECT_EQ(found->name, "名片");
  EXPECT_EQ(found->class_id, zhang.class_id);
  EXPECT_EQ(found->by, li.id);
  EXPECT_TRUE(found->confirmed);
  EXPECT_EQ(found->severity, Severity::distress_soon);
  EXPECT_EQ(found->words, "“原话”");
  EXPECT_EQ(found->version, 3);
  EXPECT_EQ(found->reading, alert.reading);
  EXPECT_EQ(found->day, today);
  EXPECT_EQ(found->said, at(90));
  EXPECT_EQ(found->opened, at(100));
  EXPECT_EQ(found->step, 2);
  EXPECT_EQ(found->next, at(200));
  EXPECT_FALSE(found->asked);
  EXPECT_FALSE(found->seen);
}

TEST_F(AlertsTest, StandsOpenUntilSomebodyHasSeenToIt) {
  const std::int64_t id = open(zhang, 100);
  EXPECT_EQ(ids(alerts.unseen_of(zhang.id)), (Ids{id}));
  EXPECT_EQ(ids(alerts.unseen_said_by(zhang.id)), (Ids{id}));
  EXPECT_TRUE(alerts.unseen_of(li.id).empty());
  EXPECT_EQ(alerts.count_unseen(), 1);
  EXPECT_EQ(alerts.oldest_unseen(), at(100));
  alerts.mark_seen(id, teacher.id, at(200));
  alerts.mark_seen(id, li.id, at(300));  // The first who saw to it stands.
  EXPECT_EQ(alerts.by_id(id)->seen_by, teacher.id);
  EXPECT_EQ(alerts.by_id(id)->seen, at(200));
  EXPECT_TRUE(alerts.unseen().empty());
  EXPECT_EQ(alerts.count_unseen(), 0);
}

TEST_F(AlertsTest, WhoIsToldAndWhenIsARow) {
  const std::int64_t id = open(zhang, 100);
  EXPECT_EQ(alerts.next_due(), at(100)) << "the first step of the ladder";
  alerts.save({.alert = id, .person = teacher.id, .due = at(50)});
  EXPECT_EQ(alerts.next_due(), at(50));
  EXPECT_EQ(alerts.to_be_told(at(49)), Ids{});
  EXPECT_EQ(alerts.to_be_told(at(50)), (Ids{teacher.id}));
  EXPECT_EQ(alerts.count_untold(), 1);
  Telling telling = alerts.tellings(id).at(0);
  telling.version = 1;
  telling.first = telling.last = at(60);
  telling.about = "alert/1";
  telling.fate = Telling::Fate::sent;
  telling.due.reset();
  alerts.save(telling);
  EXPECT_EQ(alerts.to_be_told(at(1000)), Ids{});
  EXPECT_EQ(alerts.count_untold(), 0);
  EXPECT_EQ(alerts.first_told_since(teacher.id, at(60)), 1);
  EXPECT_EQ(alerts.first_told_since(teacher.id, at(61)), 0);
  EXPECT_EQ(alerts.tellings_to(teacher.id).at(0).about, "alert/1");
  EXPECT_EQ(repeated_tellings(stores.database, at(0)), 0) << "told once";
  telling.last = at(65);
  telling.due = at(70);
  alerts.save(telling);
  EXPECT_EQ(repeated_tellings(stores.database, at(64)), 1);
  EXPECT_EQ(repeated_tellings(stores.database, at(65)), 0);
  alerts.mark_seen(id, teacher.id, at(65));
  EXPECT_EQ(alerts.to_be_told(at(1000)), Ids{}) << "seen to: nothing is told any more";
  EXPECT_EQ(alerts.next_due(), std::nullopt);
}

TEST_F(AlertsTest, OnlyWhatWasSeenToIsPurged) {
  const std::int64_t old = open(zhang, 100);
  const std::int64_t waits = open(li, 100);
  alerts.save({.alert = old, .person = teacher.id, .due = at(50)});
  alerts.mark_seen(old, teacher.id, at(200));
  alerts.purge(at(200));
  EXPECT_TRUE(alerts.by_id(old));
  alerts.purge(at(201));
  EXPECT_FALSE(alerts.by_id(old));
  EXPECT_TRUE(alerts.tellings(old).empty());
  EXPECT_TRUE(alerts.by_id(waits));
}

}  // namespace
}  // namespace banwei::storage
