// Alerts: closed by a human alone.
#include "storage/alerts.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class AlertsTest : public testing::Test, protected World {
 protected:
  std::int64_t open(const Person& person, std::int64_t told, std::int64_t when) {
    Alert alert;
    alert.person = person.id;
    alert.told = told;
    alert.day = today;
    alert.opened = at(when);
    return alerts.open(alert);
  }

  std::vector<std::int64_t> ids(const std::vector<Alert>& all) {
    std::vector<std::int64_t> found;
    for (const Alert& alert : all) found.push_back(alert.id);
    return found;
  }

  const Day today = day("2020-03-11");
  Alerts& alerts = stores.alerts;
};

TEST_F(AlertsTest, ComesBackWhole) {
  Reading reading;
  reading.person = reading.by = zhang.id;
  reading.day = today;
  Alert alert;
  alert.person = zhang.id;
  alert.reading = stores.readings.record(reading).id;
  alert.told = teacher.id;
  alert.day = today;
  alert.opened = at(100);
  const std::int64_t id = alerts.open(alert);
  const auto found = alerts.unseen_of(zhang.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, id);
  EXPECT_EQ(found->person, zhang.id);
  EXPECT_EQ(found->reading, alert.reading);
  EXPECT_EQ(found->told, teacher.id);
  EXPECT_EQ(found->day, today);
  EXPECT_EQ(found->opened, at(100));
  EXPECT_FALSE(found->seen);
  EXPECT_EQ(found->seen_by, 0);
}

TEST_F(AlertsTest, IsUnseenUntilSomebodySeesToIt) {
  const std::int64_t id = open(zhang, teacher.id, 100);
  EXPECT_FALSE(alerts.unseen_of(li.id));
  alerts.mark_seen(id, teacher.id, at(200));
  alerts.mark_seen(id, li.id, at(300));  // the first who saw to it stands
  EXPECT_FALSE(alerts.unseen_of(zhang.id));
  EXPECT_TRUE(alerts.unseen_by(teacher.id).empty());
  const auto latest = alerts.latest_of(zhang.id, at(0));
  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->seen, at(200));
  EXPECT_EQ(latest->seen_by, teacher.id);
}

TEST_F(AlertsTest, WhatSomebodyWasToldComesOldestFirst) {
  const std::int64_t late = open(zhang, teacher.id, 200);
  const std::int64_t early = open(li, teacher.id, 100);
  const std::int64_t nobodys = open(wang, 0, 150);
  EXPECT_EQ(ids(alerts.unseen_by(teacher.id)), (std::vector<std::int64_t>{early, late}));
  EXPECT_EQ(ids(alerts.unseen_by(0)), (std::vector<std::int64_t>{nobodys}));
}

TEST_F(AlertsTest, TheLatestIsFoundSinceAnInstant) {
  open(zhang, teacher.id, 100);
  const std::int64_t newest = open(zhang, teacher.id, 200);
  EXPECT_EQ(alerts.latest_of(zhang.id, at(200))->id, newest);
  EXPECT_EQ(alerts.unseen_of(zhang.id)->id, newest);
  EXPECT_FALSE(alerts.latest_of(zhang.id, at(201)));
  EXPECT_FALSE(alerts.latest_of(li.id, at(0)));
}

}  // namespace
}  // namespace banwei::storage
