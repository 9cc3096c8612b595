// A sheet of another system beside what was reported here, and what a teacher says of two values.
#include "handlers/checks/sheet_compare.h"

#include <gtest/gtest.h>

#include "handlers/checks/check_orders.h"

namespace banwei::checks {
namespace {

Reported student(std::int64_t id, const std::string& name, int centi) {
  Reported one{.person = {.id = id, .number = std::to_string(id), .name = name}, .name = name};
  if (centi != 0) one.said.push_back({.person = id, .centi = centi, .by = id});
  return one;
}

TEST(SheetCompare, TellsThreeWaysApart) {
  const std::vector<Reported> students{student(1, "张三", 3650), student(2, "李四", 3740), student(3, "王五", 3640),
                                       student(4, "赵六", 0), student(5, "高兴", 0)};
  const std::vector<ReportRow> rows{{.number = "1", .name = "张三", .centi = 3650, .said = true},
                                    {.number = "", .name = "李四", .centi = 3640, .said = true},
                                    {.number = "4", .name = "赵六", .centi = 3660, .said = true},
                                    {.number = "5", .name = "高兴", .centi = 0, .said = false},
                                    {.number = "9", .name = "清风", .centi = 3650, .said = true}};
  const Comparison all = compare(rows, students);
  EXPECT_EQ(all.rows, 5U);
  EXPECT_EQ(all.same, 1U);
  EXPECT_EQ(all.only_there, std::vector<std::size_t>{3});
  EXPECT_EQ(all.only_here, std::vector<std::size_t>{2});
  ASSERT_EQ(all.differ.size(), 1U);
  EXPECT_EQ(all.differ.front().student, 1U);
  EXPECT_EQ(all.differ.front().there, 3640);
  EXPECT_EQ(all.unknown, std::vector<std::string>{"清风"});
}

TEST(SheetCompare, ANameThatTwoHaveIsNobodys) {
  const std::vector<Reported> students{student(1, "刘洋", 3650), student(2, "刘洋", 3650)};
  const std::vector<ReportRow> rows{{.number = "", .name = "刘洋", .centi = 3650, .said = true}};
  EXPECT_EQ(compare(rows, students).unknown, std::vector<std::string>{"刘洋"});
}

TEST(SheetCompare, WordsWithoutAFigureAgree) {
  const std::vector<Reported> students{student(1, "张三", 3650)};
  const std::vector<ReportRow> rows{{.number = "1", .name = "张三", .centi = 0, .said = true}};
  EXPECT_EQ(compare(rows, students).same, 1U);
}

std::string order(std::string_view text) {
  static const language::People people({{"1", "李四"}, {"2", "孙浩然"}});
  const auto read = read_order(text, people);
  if (!read) return "";
  return read->name + (read->kind == Order::Kind::ours ? " ours" : read->kind == Order::Kind::theirs ? " theirs" : "");
}

TEST(CheckOrders, SayWhichHoldsOrAskToBeShown) {
  EXPECT_EQ(order("李四以群内为准"), "李四 ours");
  EXPECT_EQ(order("李四的以表里为准"), "李四 theirs");
  EXPECT_EQ(order("以今日校园为准 李四"), "李四 theirs");
  EXPECT_EQ(order("让孙浩然拍张体温计"), "孙浩然");
  EXPECT_EQ(order("抽查孙浩然"), "孙浩然");
  for (const char* talk : {"李四在群里", "群内为准", "李四和孙浩然以群内为准", "抽查机电1901", "李四以群内为准吗"})
    EXPECT_EQ(order(talk), "") << talk;
}

}  // namespace
}  // namespace banwei::checks
