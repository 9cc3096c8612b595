// When a reminder speaks, after a gap too, and how often a group may hear one.
#include "handlers/reminder/reminder_rules.h"

#include <gtest/gtest.h>

#include "tests/cases/case_table.h"

namespace banwei::reminder {
namespace {

using std::chrono::local_seconds;
using tests::local_time;

const auto said = local_time("2020-03-11T09:30");
const Calendar calendar = Calendar::shipped();
const std::optional<QuietHours> quiet = QuietHours{};

When when(std::string_view words) { return understand_when(words, said).value(); }

Due after(std::string_view words, const char* now, const std::optional<QuietHours>& hours = std::nullopt) {
  const When meant = when(words);
  return due(meant, next_after(meant, said, calendar).value(), local_time(now), hours, calendar);
}

TEST(ReminderRules, AGroupIsSpokenToInTheMorning) {
  const auto said_at = [](const char* at) { return spoken_at(local_time(at), quiet); };
  EXPECT_EQ(said_at("2020-03-11T22:29"), local_time("2020-03-11T22:29"));
  EXPECT_EQ(said_at("2020-03-11T22:30"), local_time("2020-03-12T07:00"));
  EXPECT_EQ(said_at("2020-03-12T00:00"), local_time("2020-03-12T07:00"));
  EXPECT_EQ(said_at("2020-03-12T06:59"), local_time("2020-03-12T07:00"));
  EXPECT_EQ(said_at("2020-03-12T07:00"), local_time("2020-03-12T07:00"));
  EXPECT_EQ(spoken_at(local_time("2020-03-12T03:00"), std::nullopt), local_time("2020-03-12T03:00"));
}

TEST(ReminderRules, InTime) {
  const Due due = after("每天10:30", "2020-03-11T10:30");
  EXPECT_TRUE(due.missed.empty());
  EXPECT_EQ(due.speaks, local_time("2020-03-11T10:30"));
  EXPECT_EQ(due.next, local_time("2020-03-12T10:30"));
}

TEST(ReminderRules, TooEarlyDoesNothing) {
  const Due due = after("每天10:30", "2020-03-11T10:29");
  EXPECT_FALSE(due.speaks);
  EXPECT_EQ(due.next, local_time("2020-03-11T10:30"));
}

TEST(ReminderRules, OfARepeatTheNewestSpeaksWithinTwoHoursOfItsDay) {
  Due due = after("每天10:30", "2020-03-13T12:30");
  EXPECT_EQ(due.speaks, local_time("2020-03-13T10:30"));
  EXPECT_EQ(due.missed, (std::vector{local_time("2020-03-11T10:30"), local_time("2020-03-12T10:30")}));
  EXPECT_EQ(due.next, local_time("2020-03-14T10:30"));

  due = after("每天10:30", "2020-03-13T12:31");
  EXPECT_FALSE(due.speaks);
  EXPECT_EQ(due.missed.size(), 3U);

  due = after("每天23:30", "2020-03-12T00:30");  // It comes an hour late, and on another day.
  EXPECT_FALSE(due.speaks);
  EXPECT_EQ(due.missed, std::vector{local_time("2020-03-11T23:30")});
}

TEST(ReminderRules, ASingleOneSpeaksWithinTwelveHoursElseItsOwnerIsTold) {
  EXPECT_EQ(after("今天10:30", "2020-03-11T22:30").speaks, local_time("2020-03-11T10:30"));
  const Due due = after("今天10:30", "2020-03-11T22:31");
  EXPECT_FALSE(due.speaks);
  EXPECT_EQ(due.too_late, local_time("2020-03-11T10:30"));
  EXPECT_FALSE(due.next);
}

TEST(ReminderRules, NothingOlderThanThreeDaysIsListedAndAYearIsShort) {
  const Due due = after("每5分钟", "2021-03-11T09:32");
  EXPECT_LE(due.missed.size(), 3U * 24 * 12);
  EXPECT_EQ(due.speaks, local_time("2021-03-11T09:30"));
  EXPECT_EQ(due.next, local_time("2021-03-11T09:35"));
}

TEST(ReminderRules, WhatTheNightHoldsUpIsSaidOnceInTheMorning) {
  const Due due = after("每天23:00、6:00", "2020-03-12T07:00", quiet);
  EXPECT_EQ(due.speaks, local_time("2020-03-11T23:00"));
  EXPECT_TRUE(due.missed.empty());
  EXPECT_EQ(due.next, local_time("2020-03-12T23:00"));
}

TEST(ReminderRules, RepeatsInAGroupKeepHalfAnHour) {
  EXPECT_TRUE(too_often_for_group(when("每10分钟")));
  EXPECT_FALSE(too_often_for_group(when("每半小时")));
  EXPECT_TRUE(too_often_for_group(when("每天10:00、10:20")));
  EXPECT_FALSE(too_often_for_group(when("每天10:00、10:30")));
  EXPECT_TRUE(too_often_for_group(when("每天0:10、23:50")));
  EXPECT_FALSE(too_often_for_group(when("每天8:00")));
}

TEST(ReminderRules, AWorkdayReminderKnowsAYearWithoutHolidays) {
  const When workdays = when("工作日8点");
  EXPECT_FALSE(unknown_year(workdays, local_time("2020-03-12T08:00"), calendar));
  EXPECT_EQ(unknown_year(workdays, local_time("2020-12-01T08:00"), calendar), std::chrono::year{2021});
  EXPECT_EQ(unknown_year(workdays, local_time("2021-05-06T08:00"), calendar), std::chrono::year{2021});
  EXPECT_FALSE(unknown_year(when("每天8点"), local_time("2021-05-06T08:00"), calendar));
}

}  // namespace
}  // namespace banwei::reminder
