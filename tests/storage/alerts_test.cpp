// Alerts: closed by a human alone, and whom it is to be told to survives everything.
#include "storage/alerts.h"

#include <gtest/gtest.h>

#include <array>

#include "storage/members.h"
#include "storage/readings.h"
#include "tests/storage/world.h"

namespace banwei::storage {
namespace {

class AlertsTest : public testing::Test, protected World {
 protected:
  std::int64_t open(const Person& person, std::int64_t when) {
    Alert alert;
    alert.person = person.id;
    alert.by = person.id;
    alert.centi = 3820;
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
  alert.centi = 3820;
  alert.measured = today - std::chrono::days{1};
  alert.symptoms = {"咳嗽", "头痛"};
  alert.words = "“原话”";
  alert.own = "没有啊";
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
  EXPECT_EQ(found->centi, 3820);
  EXPECT_EQ(found->measured, today - std::chrono::days{1});
  EXPECT_EQ(found->symptoms, (std::vector<std::string>{"咳嗽", "头痛"}));
  EXPECT_EQ(found->words, "“原话”");
  EXPECT_EQ(found->own, "没有啊");
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
  EXPECT_EQ(stores.alerts.repeated_since(at(0)), 0) << "told once";
  telling.last = at(65);
  telling.due = at(70);
  alerts.save(telling);
  EXPECT_EQ(stores.alerts.repeated_since(at(64)), 1);
  EXPECT_EQ(stores.alerts.repeated_since(at(65)), 0);
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

/// Alerts of before figures and symptoms had columns of their own.
TEST(AlertsBefore, WordsBecomeAFigureAndSymptoms) {
  Database database(":memory:", Database::Access::write);
  const std::array others{Members::tables, Readings::tables};
  migrate(database, others);
  migrate(database, std::array{TableSet{Alerts::tables.name, Alerts::tables.steps.first(3)}});
  const auto keep = [&](int severity, std::string_view words) {
    database.run(
        "INSERT INTO alerts VALUES (NULL, NULL, '', '', NULL, NULL, 0, $1, $2, 1, NULL, '2020-03-11', 0, 0, 0, NULL, "
        "1, "
        "NULL, NULL)",
        severity, words);
  };
  keep(0, "37.8℃ 咳嗽 头痛");
  keep(0, "发热，本人说“没有没有，开玩笑的”");
  keep(1, "36.55℃ 呼吸困难，本人说“好 了” 咯血");
  keep(0, "家里人发热");
  keep(0, "38.0℃ 昨天量的");
  keep(0, "“有人晕倒了 发热”");
  keep(2, "“38℃ 我不想活了”");
  migrate(database, std::array{Alerts::tables});

  const auto all = Alerts(database).unseen();
  ASSERT_EQ(all.size(), 7U);
  EXPECT_EQ(all[0].centi, 3780);
  EXPECT_EQ(all[0].symptoms, (std::vector<std::string>{"咳嗽", "头痛"}));
  EXPECT_EQ(all[0].words, "");
  EXPECT_EQ(all[1].symptoms, (std::vector<std::string>{"发热"}));
  EXPECT_EQ(all[1].own, "没有没有，开玩笑的");
  EXPECT_EQ(all[2].centi, 3655);
  EXPECT_EQ(all[2].symptoms, (std::vector<std::string>{"呼吸困难", "咯血"}));
  EXPECT_EQ(all[2].own, "好 了");
  EXPECT_EQ(all[3].words, "家里人发热");
  EXPECT_EQ(all[4].centi, 3800);
  EXPECT_EQ(all[4].measured, day_from_iso("2020-03-10"));
  EXPECT_EQ(all[5].words, "“有人晕倒了 发热”") << "what was said stays as it was said";
  EXPECT_EQ(all[6].words, "“38℃ 我不想活了”");
  EXPECT_EQ(all[6].centi, 0);
}

}  // namespace
}  // namespace banwei::storage
