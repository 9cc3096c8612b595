// An exported sheet of another system by the command line: three ways apart, names and no values, nothing changed.
#include <gtest/gtest.h>

#include "storage/stores.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

class CompareCli : public testing::Test, protected Workplace {
 protected:
  CompareCli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {
    write("students.csv",
          "学号,姓名,班级,QQ,群号\n2019010177,周不凡,机电1901,778899,700001\n2019010178,李四,机电1901,778800,700001\n"
          "2019010179,王五,机电1901,778801,700001\n");
    write("staff.csv", "工号,姓名,角色,班级,QQ\nT001,王敏,辅导员,机电1901,10001\n");
    import();
  }
};

TEST_F(CompareCli, TellsThreeWaysApart) {
  {
    storage::Database database(path("banwei.db"), storage::Database::Access::write);
    storage::Stores stores(database);
    for (const auto& [number, centi] : {std::pair{"2019010177", 3650}, std::pair{"2019010178", 3740}}) {
      const std::int64_t id = stores.members.by_number(number)->id;
      stores.readings.record(
          {.person = id, .day = *day_from_iso("2020-03-11"), .centi = centi, .by = id, .how = "self"});
    }
  }
  write("sheet.csv", "学号,姓名,体温\n2019010177,周不凡,36.5\n2019010178,李四,36.4\n2019010179,王五,36.6\n");
  const Ran ran = verb({"compare", path("sheet.csv"), "--date", "2020-03-11", "--as", "王敏"});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("读到3人。和这里比：一致1，只在表里1，只在这里0，体温不同1")) << ran.said;
  EXPECT_TRUE(ran.says("不同：李四")) << ran.said;
  EXPECT_FALSE(ran.says("36.4")) << ran.said;
  storage::Database database(path("banwei.db"), storage::Database::Access::read);
  storage::Stores stores(database);
  const auto reads = stores.access_log.of(stores.members.by_number("2019010178")->id, Utc{});
  ASSERT_EQ(reads.size(), 1U);
  EXPECT_EQ(reads.front().reader, stores.members.by_number("T001")->id);
  EXPECT_TRUE(stores.access_log.of(stores.members.by_number("2019010177")->id, Utc{}).empty());
  EXPECT_TRUE(verb({"compare", path("sheet.csv"), "--as", "李四"}).says("名下没有班级"));
  EXPECT_TRUE(verb({"compare", path("sheet.csv"), "--as", "没这人"}).says("名单里没有“没这人”"));
  EXPECT_TRUE(verb({"compare", path("students.csv"), "--as", "王敏"}).says("没有“姓名”和“体温”两列"));
  EXPECT_TRUE(
      verb({"compare", path("sheet.csv"), "--date", "昨天下午", "--as", "王敏"}).says("不是今天或以前的哪一天"));
}

}  // namespace
}  // namespace banwei::cli
