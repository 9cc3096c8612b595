// The school calendar: what we ship, what a college writes, and years nobody has told us about.
#include "handlers/language/calendar.h"

#include <gtest/gtest.h>

#include <fstream>

#include "handlers/common/calendar_file.h"
#include "tests/storage/file.h"

namespace banwei {
namespace {

Day day(const char* text) { return day_from_iso(text).value(); }

TEST(Calendar, MakeUpDaysAreWorkAndHolidaysAreNot) {
  const auto calendar = Calendar::shipped();
  EXPECT_TRUE(calendar.workday(day("2020-04-26")));   // It is a Sunday.
  EXPECT_TRUE(calendar.workday(day("2020-05-09")));   // It is a Saturday.
  EXPECT_FALSE(calendar.workday(day("2020-04-06")));  // It is a Monday.
  EXPECT_FALSE(calendar.workday(day("2020-02-01")));  // This make-up day was cancelled.
  EXPECT_TRUE(calendar.workday(day("2020-03-11")));
  EXPECT_FALSE(calendar.workday(day("2020-03-14")));
  EXPECT_EQ(calendar.name(day("2020-04-05")), "清明");
  EXPECT_EQ(calendar.name(day("2020-03-11")), "");
}

TEST(Calendar, MakeUpDaysFallOnWeekendsOnly) {
  const auto calendar = Calendar::shipped();
  for (const int year : {2020, 2026}) {
    for (const auto& entry : calendar.entries(std::chrono::year{year})) {
      if (entry.kind != Calendar::Kind::work) continue;
      EXPECT_GE(std::chrono::weekday{entry.first}.iso_encoding(), 6U) << iso(entry.first);
      EXPECT_EQ(entry.first, entry.last);
    }
  }
}

TEST(Calendar, AYearWithoutDataIsMondayToFriday) {
  const auto calendar = Calendar::shipped();
  EXPECT_TRUE(calendar.knows(std::chrono::year{2020}));
  EXPECT_FALSE(calendar.knows(std::chrono::year{2021}));
  EXPECT_TRUE(calendar.workday(day("2021-10-01")));   // It is a Friday.
  EXPECT_FALSE(calendar.workday(day("2021-10-02")));  // It is a Saturday.
}

TEST(Calendar, TheTurnOfTheYearDoesNotMakeAYearKnown) {
  const auto parsed = Calendar::parse("2022-12-31..2023-01-02,off,元旦\n2023-10-01..2023-10-07,off,国庆\n");
  EXPECT_FALSE(parsed.calendar.knows(std::chrono::year{2022}));
  EXPECT_TRUE(parsed.calendar.knows(std::chrono::year{2023}));
  EXPECT_FALSE(parsed.calendar.workday(day("2022-12-31")));
}

TEST(Calendar, BadLinesAreCountedAndTheOthersStand) {
  const auto parsed = Calendar::parse(
      "\xEF\xBB\xBF# "
      "2021\r\n2021-04-03..2021-04-05,off,清明\r\nyesterday,off\n2021-05-08,maybe,补班\n2021-05-09..2021-05-01,off,\n"
      "2021-04-25 , work , 五一补班\n");
  EXPECT_EQ(parsed.bad_lines, (std::vector<std::size_t>{3, 4, 5}));
  EXPECT_TRUE(parsed.calendar.workday(day("2021-04-25")));
  EXPECT_FALSE(parsed.calendar.workday(day("2021-04-05")));
  EXPECT_EQ(parsed.calendar.name(day("2021-04-25")), "五一补班");
}

TEST(Calendar, ACollegesYearReplacesOursWhole) {
  auto calendar = Calendar::shipped();
  calendar.replace_years_by(Calendar::parse("2020-05-01..2020-05-03,off,五一\n").calendar);
  EXPECT_TRUE(calendar.workday(day("2020-05-04")));
  EXPECT_FALSE(calendar.workday(day("2020-05-09")));
  EXPECT_TRUE(calendar.knows(std::chrono::year{2026}));
}

TEST(Calendar, EntriesComeBackAsWritten) {
  const auto entries = Calendar::shipped().entries(std::chrono::year{2020});
  ASSERT_EQ(entries.size(), 12U);
  EXPECT_EQ(iso(entries[3].first), "2020-04-04");
  EXPECT_EQ(iso(entries[3].last), "2020-04-06");
  EXPECT_EQ(entries[3].name, "清明");
}

class CalendarFile : public testing::Test {
 protected:
  std::string with(std::string_view text) {
    std::ofstream(file_.path(), std::ios::binary) << text;
    return file_.path();
  }
  std::string error_of(const std::string& path) {
    try {
      (void)calendar_of_file(path);
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

 private:
  storage::File file_;
};

TEST_F(CalendarFile, ItsYearsReplaceTheShippedOnesWhole) {
  const auto calendar = calendar_of_file(with("2020-05-01..2020-05-03,off,五一\n2021-05-08,work,补班\n"));
  EXPECT_TRUE(calendar.workday(day("2020-05-04")));
  EXPECT_TRUE(calendar.workday(day("2021-05-08")));
  EXPECT_FALSE(calendar.workday(day("2026-10-01")));
  EXPECT_TRUE(calendar_of_file("").knows(std::chrono::year{2020}));
}

TEST_F(CalendarFile, LinesThatCannotBeReadAreNamed) {
  const std::string error = error_of(with("# 2021\n2021-5-1,off\n2021-05-08,work,\n2021-05-09,maybe,\n"));
  EXPECT_NE(error.find("cannot be read: 2, 4; write"), std::string::npos) << error;
}

TEST_F(CalendarFile, WhatIsNotThereOrTooLargeSaysSo) {
  EXPECT_NE(error_of("/nowhere/calendar.csv").find("/nowhere/calendar.csv cannot be read"), std::string::npos);
  EXPECT_NE(error_of(with(std::string(2U << 20U, '#'))).find("larger than 1 MiB"), std::string::npos);
}

}  // namespace
}  // namespace banwei
