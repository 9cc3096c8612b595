// The ledger by the command line: a day's figures as they were taken, and a change of them in the file is noticed.
#include <gtest/gtest.h>

#include "handlers/ledger/ledger_rules.h"
#include "storage/stores.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

class LedgerCli : public testing::Test, protected Workplace {
 protected:
  LedgerCli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {
    write("students.csv",
          "学号,姓名,班级,QQ,群号\n2019010177,周不凡,机电1901,778899,700001\n2019010178,李四,机电1901,778800,700001\n");
    write("staff.csv", "工号,姓名,角色,班级,QQ\nT001,王敏,辅导员,机电1901,10001\n");
    import();
  }
};

TEST_F(LedgerCli, TellsADayAndNoticesAChange) {
  EXPECT_TRUE(verb({"ledger", "--date", "2020-03-11"}).says("2020-03-11 没有台账"));
  EXPECT_TRUE(verb({"ledger", "--date", "明天"}).says("不是今天或以前的哪一天"));
  EXPECT_TRUE(verb({"ledger", "--date", "昨天"}).says("没有台账"));
  storage::Database database(path("banwei.db"), storage::Database::Access::write);
  storage::Stores stores(database);
  storage::Ledger ledger{.day = *day_from_iso("2020-03-11"),
                         .taken = Utc{std::chrono::seconds{1'583'899'200}},  // 12:00
                         .students = 2,
                         .classes = {{.class_id = stores.members.class_by_name("机电1901")->id,
                                      .name = "机电1901",
                                      .roster = 2,
                                      .reported = 1,
                                      .missing = 1,
                                      .normal = 1}}};
  ledger.hash = ledger::hash_of(ledger);
  stores.ledgers.take(ledger);
  const Ran ran = verb({"ledger", "--date", "2020-03-11"});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("应报2 已报1（按时1） 未报1 免报0")) << ran.said;
  EXPECT_TRUE(ran.says("机电1901 在册2 应报2 已报1 未报1")) << ran.said;
  EXPECT_TRUE(ran.says("核对过")) << ran.said;
  EXPECT_FALSE(ran.says("周不凡")) << ran.said;

  database.run("UPDATE ledger_classes SET reported = 2, missing = 0, normal = 2");
  const Ran changed = verb({"ledger", "--date", "2020-03-11"});
  EXPECT_EQ(changed.code, 1);
  EXPECT_TRUE(changed.says("被改过")) << changed.said;
}

}  // namespace
}  // namespace banwei::cli
