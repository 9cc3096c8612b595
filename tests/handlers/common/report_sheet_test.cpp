// The exported sheet of another system: found by its headings, below a title, with the values as people type them.
#include "handlers/common/report_sheet.h"

#include <gtest/gtest.h>

namespace banwei {
namespace {

TEST(ReportSheet, IsFoundByItsHeadings) {
  const auto rows = read_report_sheet(
      "今日校园 健康打卡\n提交时间,学号,姓名,今日体温(℃)\n08:01,1,张三,36.5\n08:02,2,李四,正常\n08:03,3,王五,\n");
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 3U);
  EXPECT_EQ((*rows)[0].number, "1");
  EXPECT_EQ((*rows)[0].centi, 3650);
  EXPECT_TRUE((*rows)[1].said);
  EXPECT_EQ((*rows)[1].centi, 0);
  EXPECT_FALSE((*rows)[2].said);
}

TEST(ReportSheet, ReadsValuesAsTheyAreTyped) {
  const auto rows = read_report_sheet("姓名\t体温\n张三\t36.8℃\n李四\t３７．４度\n王五\t365\n");
  ASSERT_TRUE(rows);
  EXPECT_EQ((*rows)[0].centi, 3680);
  EXPECT_EQ((*rows)[1].centi, 3740);
  EXPECT_EQ((*rows)[2].centi, 0);
}

TEST(ReportSheet, ARosterIsNone) {
  EXPECT_FALSE(read_report_sheet("学号,姓名,班级\n1,张三,机电1901\n"));
  EXPECT_FALSE(read_report_sheet("姓名,是否测量体温\n张三,是\n"));
}

}  // namespace
}  // namespace banwei
