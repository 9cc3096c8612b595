// CSV as spreadsheets write it.
#include "handlers/common/csv.h"

#include <gtest/gtest.h>

namespace banwei {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> all(std::string_view text) {
  std::vector<Cells> rows;
  CsvReader reader(text);
  while (auto record = reader.next()) {
    EXPECT_TRUE(record->well_quoted);
    rows.push_back(record->cells);
  }
  return rows;
}

TEST(Csv, EveryLineEndIsALineEnd) {
  const std::vector<Cells> expected{{"a", "b"}, {"c", "d"}};
  for (const char* text : {"a,b\nc,d", "a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r"})
    EXPECT_EQ(all(text), expected) << text;
}

TEST(Csv, QuotesKeepWhatStandsBetweenThem) {
  EXPECT_EQ(all("\"a,b\",\"c\"\"d\"\"\",\"e\r\nf\",\"\"\nx"),
            (std::vector<Cells>{{"a,b", "c\"d\"", "e\r\nf", ""}, {"x"}}));
}

TEST(Csv, EmptyCellsAndLinesAreThere) {
  EXPECT_EQ(all(",\n\n,,x"), (std::vector<Cells>{{"", ""}, {""}, {"", "", "x"}}));
  EXPECT_EQ(all(""), std::vector<Cells>{});
  EXPECT_EQ(all("a,"), (std::vector<Cells>{{"a", ""}}));
}

TEST(Csv, AQuoteInsideAWordIsAQuote) { EXPECT_EQ(all("a\"b,c"), (std::vector<Cells>{{"a\"b", "c"}})); }

TEST(Csv, WrongQuotesAreNoticedAndTheRestIsRead) {
  CsvReader after("\"a\"b,c\nd");
  EXPECT_FALSE(after.next()->well_quoted);
  EXPECT_EQ(after.next()->cells, Cells{"d"});
  CsvReader open("\"a,b\nc");
  EXPECT_FALSE(open.next()->well_quoted);
  EXPECT_FALSE(open.next());
}

TEST(Csv, AnEndlessRowIsCut) {
  const std::string commas(100000, ',');
  CsvReader bounded(commas);
  EXPECT_EQ(bounded.next()->cells.size(), 256U);
  EXPECT_FALSE(bounded.next());
}

}  // namespace
}  // namespace banwei
