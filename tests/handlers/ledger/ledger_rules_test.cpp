// The ledger's arithmetic: everybody stands once, the states are told apart, a sum that does not hold is named, and a
// changed figure changes the hash.
#include "handlers/ledger/ledger_rules.h"

#include <gtest/gtest.h>

#include "handlers/ledger/ledger_brief.h"

namespace banwei::ledger {
namespace {

Person person(std::int64_t id) { return {.id = id, .number = std::to_string(id), .name = "P" + std::to_string(id)}; }

storage::Reading reading(std::int64_t id, int centi, std::vector<std::string> symptoms = {}) {
  return {
      .person = id, .centi = centi, .by = id, .sent = Utc{std::chrono::seconds{id}}, .symptoms = std::move(symptoms)};
}

TEST(LedgerRules, EveryStudentStandsOnce) {
  Collection asked;
  asked.sum.answered = {person(1), person(2), person(3)};
  asked.sum.late = {person(3)};
  asked.sum.missing = {person(4)};
  asked.sum.excused = {person(5)};
  const auto days = student_days(
      asked, {{1, {reading(1, 3650)}}, {2, {reading(2, 3780, {"咳嗽"})}}, {3, {reading(3, 3640, {"流涕"})}}});
  ASSERT_EQ(days.size(), 5U);
  const LedgerClass counts = counted(7, 5, days);
  EXPECT_EQ(counts.reported, 3);
  EXPECT_EQ(counts.missing, 1);
  EXPECT_EQ(counts.exempt, 1);
  EXPECT_EQ(counts.late, 1);
  EXPECT_EQ(counts.normal, 1);
  EXPECT_EQ(counts.fever, 1);
  EXPECT_EQ(counts.symptoms, 2);
  EXPECT_EQ(counts.last, Utc{std::chrono::seconds{3}});
}

TEST(LedgerRules, AFeverInOneOfSeveralReadingsCounts) {
  const std::vector<storage::Reading> day{reading(1, 3730), reading(1, 3650)};
  EXPECT_EQ(standing_of(day), Standing::fever);
}

TEST(LedgerRules, WhatHeldWhenItWasTakenIsWhatWasRecordedByThen) {
  const auto at = [](int seconds) { return Utc{std::chrono::seconds{seconds}}; };
  std::vector<storage::Reading> said{reading(1, 3650), reading(1, 3660), reading(1, 3740)};
  for (std::size_t i = 0; i < said.size(); ++i) {
    said[i].id = static_cast<std::int64_t>(i) + 1;
    said[i].recorded = at(10 * static_cast<int>(i));
  }
  const auto centi = [&](int when) {
    const auto held = holding(said, at(when));
    return held.empty() ? 0 : held.front().centi;
  };
  EXPECT_EQ(centi(5), 3650);
  EXPECT_EQ(centi(15), 3660);
  EXPECT_EQ(centi(25), 3740);
  said[1].withdrawn = at(17);
  EXPECT_EQ(centi(15), 3660);
  EXPECT_EQ(centi(18), 0);
}

TEST(LedgerRules, NobodyReportedIsNoZeroReport) {
  EXPECT_EQ(state_of({.roster = 3, .reported = 3, .normal = 3}), State::all_well);
  EXPECT_EQ(state_of({.roster = 3, .reported = 3, .normal = 2, .fever = 1}), State::unwell);
  EXPECT_EQ(state_of({.roster = 3, .reported = 2, .missing = 1, .normal = 2}), State::incomplete);
  EXPECT_EQ(state_of({.roster = 3, .missing = 3}), State::nobody);
  EXPECT_EQ(state_of({.roster = 3, .exempt = 3}), State::excused);
}

storage::Ledger ledger() {
  return {.day = *day_from_iso("2020-03-11"),
          .taken = Utc{std::chrono::seconds{100}},
          .students = 5,
          .classes = {{.class_id = 1, .roster = 3, .reported = 2, .missing = 1, .normal = 2},
                      {.class_id = 2, .roster = 2, .reported = 1, .exempt = 1, .normal = 1}}};
}

TEST(LedgerRules, ASumThatDoesNotHoldIsNamed) {
  EXPECT_TRUE(faults_of(ledger()).none());
  storage::Ledger one = ledger();
  one.classes[1].exempt = 0;
  EXPECT_EQ(faults_of(one).classes, (std::vector<std::int64_t>{2}));
  one = ledger();
  one.students = 6;
  EXPECT_EQ(faults_of(one).too_many, -1);
}

TEST(LedgerRules, WhereASumDoesNotHoldIsToldInWords) {
  const std::vector<Class> classes{{.id = 1, .name = "机电1901"}, {.id = 2, .name = "数控1802"}};
  EXPECT_EQ(checked(ledger(), classes), "核对：各班与全院一致");
  storage::Ledger one = ledger();
  one.classes[1].exempt = 0;
  EXPECT_EQ(checked(one, classes), "⚠ 核对不上：数控1802 已报+未报+免报不等于在册");
  one = ledger();
  one.students = 4;
  EXPECT_EQ(checked(one, classes), "⚠ 核对不上：各班合计比名单多1人");
  one.students = 6;
  EXPECT_EQ(checked(one, classes), "⚠ 核对不上：各班合计比名单少1人");
}

TEST(LedgerRules, AChangedFigureChangesTheHash) {
  const std::string before = hash_of(ledger());
  EXPECT_EQ(before.size(), 16U);
  storage::Ledger one = ledger();
  ++one.classes[0].reported;
  EXPECT_NE(hash_of(one), before);
}

TEST(LedgerRules, TheSameMorningHasTheSameHashWhereverItIsLivedAgain) {
  storage::Ledger one = ledger();
  one.classes[0].name = "机电1901";
  one.classes[1].name = "数控1802";
  one.classes[0].last = Utc{std::chrono::seconds{60}};
  storage::Ledger again = one;
  again.id = 7;
  again.taken = Utc{std::chrono::seconds{119}};  // of the same minute
  again.classes[0].last = Utc{std::chrono::seconds{61}};
  again.classes[0].class_id = 12;
  again.classes[1].class_id = 11;
  std::swap(again.classes[0], again.classes[1]);
  EXPECT_EQ(hash_of(again), hash_of(one));
  again.classes[0].name = "数控1803";
  EXPECT_NE(hash_of(again), hash_of(one));
}

TEST(LedgerRules, WhatWasTakenBeforeNamesWereKeptHasTheHashThatItWasGiven) {
  EXPECT_EQ(hash_of(ledger()), "717b9c7b6ce153c1");
  storage::Ledger one = ledger();
  one.taken += std::chrono::seconds{1};
  EXPECT_NE(hash_of(one), hash_of(ledger()));
}

}  // namespace
}  // namespace banwei::ledger
