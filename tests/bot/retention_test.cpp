// What the night lets go is in no file any more, and what it counted before stays.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "handlers/retention.h"
#include "storage/own_rows.h"
#include "storage/suspensions.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using std::chrono::days;

class RetentionTest : public testing::Test {
 protected:
  RetentionTest() {
    world.add_class("机电1901", "g1");
    world.add_person("t1", "王敏", "机电1901", Role::counsellor);
    zhang = world.add_person("1", "张三", "机电1901", Role::student);
    world.add_person("2", "李四", "机电1901", Role::student);
    world.connect();
    today = world.zone.at(world.clock.wall()).day();
  }

  /// A reading of that day, with something to search the file for in each of its columns.
  storage::Reading reading(Day day) const {
    const Utc at = world.zone.utc(day + std::chrono::hours{9});
    return {.person = zhang.id,
            .day = day,
            .centi = 3812,
            .by = zhang.id,
            .how = "self",
            .message = "unmistakable-id",
            .text = "unmistakable words",
            .sent = at,
            .received = at,
            .recorded = at,
            .symptoms = {"unmistakable-symptom"},
            .place = "unmistakable place"};
  }

  /// Whether it stands in the database, its log or anything else beside them.
  bool on_disk(std::string_view what) const {
    for (const auto& entry : std::filesystem::directory_iterator(world.folder())) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      if (bytes.find(what) != std::string::npos) return true;
    }
    return false;
  }

  World world;
  Person zhang;
  Day today{};
};

TEST_F(RetentionTest, OldTemperaturesLeaveTheFileAndTheirCountsStay) {
  storage::Reading corrected = reading(today);
  const auto first = world.stores().readings.record(corrected);
  corrected.centi = 3830;
  const auto second = world.stores().readings.record(corrected);
  world.stores().readings.note(1, today, {zhang.id, "broken", "unmistakable note", world.clock.wall()});
  const auto alert = world.stores().alerts.open(
      {.person = zhang.id, .class_id = 1, .by = zhang.id, .centi = 3830, .reading = second.id, .day = today});
  ASSERT_TRUE(on_disk("unmistakable"));

  world.sleep_until(world.clock.wall() + days{30});
  EXPECT_TRUE(world.stores().readings.by_id(first.id)) << "the thirtieth day is kept";
  EXPECT_FALSE(on_disk("unmistakable words")) << "what was said goes after a week";

  world.sleep_until(world.clock.wall() + days{1});
  EXPECT_FALSE(on_disk("unmistakable"));
  EXPECT_EQ(world.stores().readings.history(zhang.id, today, today).size(), 0U);
  EXPECT_EQ(world.stores().alerts.by_id(alert)->centi, 3830) << "nobody has seen to it";
  EXPECT_EQ(world.stores().alerts.by_id(alert)->reading, 0);
  const auto counts = world.stores().readings.counts(1, today);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->expected, 2);
  EXPECT_EQ(counts->answered, 1);
  EXPECT_EQ(counts->late, 0);
  EXPECT_EQ(counts->fevers, 1);
}

TEST_F(RetentionTest, EveryDayIsCountedThoughNobodyReportedAndTheDenominatorStaysItsOwn) {
  world.stores().readings.record(reading(today));
  world.sleep_until(world.clock.wall() + days{10});
  world.stores().members.leave(zhang.id, world.clock.wall());
  world.sleep_until(world.clock.wall() + days{40});
  EXPECT_EQ(world.stores().readings.counts(1, today)->expected, 2);
  EXPECT_EQ(world.stores().readings.counts(1, today + days{9})->expected, 2);
  EXPECT_EQ(world.stores().readings.counts(1, today + days{9})->answered, 0);
  EXPECT_EQ(world.stores().readings.counts(1, today + days{10})->expected, 1);
  EXPECT_TRUE(world.stores().readings.counts(1, today + days{19}));
  EXPECT_FALSE(world.stores().readings.counts(1, today + days{20})) << "thirty days are kept";
}

TEST_F(RetentionTest, AClockThatIsDoubtedTakesNothing) {
  const auto id = world.stores().readings.record(reading(today)).id;
  world.happen(Tick{});
  world.clock.jump(days{40});
  world.happen(Tick{});
  EXPECT_TRUE(world.stores().readings.by_id(id));
}

/// What the college was promised, sort by sort.
TEST_F(RetentionTest, EachSortIsKeptAsLongAsWasPromised) {
  using Since = Kept::Since;
  const std::map<std::string, std::pair<int, Since>> promised{
      {"temperature", {30, Since::then}},  // then counts of classes alone
      {"words", {7, Since::then}},         // what people said, as they said it
      {"alerts", {180, Since::then}},      // since somebody saw to them
      {"cases", {180, Since::then}},       // since they were closed
      {"places", {30, Since::then}},
      {"contacts", {365, Since::leaving}},  // a year after graduation, or on request
      {"attendance", {0, Since::term}},
      {"lessons", {0, Since::term}},
  };
  std::set<std::string> found;
  for (Feature* feature : world.features()) {
    auto* keeps = dynamic_cast<Keeps*>(feature);
    if (keeps == nullptr) continue;
    for (const Retention& sort : keeps->retention()) {
      const auto promise = promised.find(sort.of.key);
      if (promise == promised.end()) continue;
      found.insert(sort.of.key);
      EXPECT_EQ(sort.of.days, promise->second.first) << sort.of.key;
      EXPECT_EQ(sort.of.since, promise->second.second) << sort.of.key;
      EXPECT_TRUE(sort.erase || sort.of.since != Since::leaving) << sort.of.key << " goes on request";
    }
  }
  EXPECT_EQ(found.size(), promised.size());
}

TEST_F(RetentionTest, ATermIsKeptUntilItsEnd) {
  const Kept term{"attendance", 0, Kept::Since::term};
  const auto day = [](const char* iso) { return *day_from_iso(iso); };
  EXPECT_EQ(kept_from(term, 0, day("2020-07-31")), day("2020-02-01"));
  EXPECT_EQ(kept_from(term, 0, day("2020-08-01")), day("2020-08-01"));
  EXPECT_EQ(kept_from(term, 0, day("2021-01-31")), day("2020-08-01"));
  EXPECT_EQ(kept_from(term, 0, day("2021-02-01")), day("2021-02-01"));
  EXPECT_EQ(kept_from(term, 30, day("2021-02-15")), day("2020-08-01")) << "thirty days longer";
  EXPECT_EQ(kept_from({"words", 7}, 7, day("2021-02-15")), day("2021-02-08"));
}

TEST_F(RetentionTest, TalksStayForAYearAfterAStudentLeftAndOfWhoeverComesBackAsLongAsHeDoes) {
  storage::Stores& stores = world.stores();
  const Person li = *stores.members.by_number("2");
  const Person teacher = *stores.members.by_number("t1");
  for (const Person& about : {zhang, li})
    stores.contacts.add({.person = about.id, .with = "家长", .words = "说过了", .by = teacher.id, .day = today});
  const Utc now = world.clock.wall();
  stores.members.leave(zhang.id, now);
  storage::Suspensions(stores.database, stores.members).begin(li.id, now);
  const auto purge = [&](days after) {
    return storage::OwnRows(stores.database).forget_talks(now + after - days{365}, today + after - days{365});
  };
  EXPECT_EQ(purge(days{365}), 0);
  EXPECT_EQ(purge(days{366}), 1);
  EXPECT_EQ(stores.contacts.count_of(zhang.id), 0);
  EXPECT_EQ(purge(days{1000}), 0);
  EXPECT_EQ(storage::OwnRows(stores.database).blank_talks(li.id), 1);
}

TEST_F(RetentionTest, WhySomebodyNeedNotReportIsForgottenAndTheDaysStay) {
  const auto kept = [&]() -> storage::Exemptions& { return world.stores().exemptions; };  // Each start has its own.
  const Day last = today + days{2};
  kept().add({.person = zhang.id, .from = today, .to = last, .reason = "unmistakable reason", .by = zhang.id});
  kept().add({.person = zhang.id, .from = today, .to = today, .by = zhang.id});
  EXPECT_EQ(kept().count_of(zhang.id, today), 2);
  EXPECT_EQ(kept().count_of(zhang.id, last + days{1}), 1) << "of what is over without a reason nothing is left to tell";
  world.sleep_until(world.clock.wall() + days{182});
  EXPECT_EQ(kept().count_of(zhang.id, today + days{182}), 1) << "the hundred and eightieth day behind it is kept";
  EXPECT_TRUE(on_disk("unmistakable"));
  world.sleep_until(world.clock.wall() + days{1});
  EXPECT_EQ(kept().count_of(zhang.id, today + days{183}), 0);
  EXPECT_FALSE(on_disk("unmistakable"));
  EXPECT_EQ(kept().of_class(1, last).size(), 1U) << "past days are counted by it";
}

TEST_F(RetentionTest, EverySortHasItsOwnKey) {
  std::set<std::string> jobs;
  for (Feature* feature : world.features()) {
    auto* keeps = dynamic_cast<Keeps*>(feature);
    if (keeps == nullptr) continue;
    for (const Retention& sort : keeps->retention())
      EXPECT_TRUE(jobs.insert(std::string(feature->title()) + "/" + sort.of.key).second) << sort.of.key;
  }
  EXPECT_GT(jobs.size(), 8U);
}

}  // namespace
}  // namespace banwei::tests
