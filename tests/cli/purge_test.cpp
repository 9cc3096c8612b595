// purge and audit on the command line, beside a running bot and without one: the file is searched afterwards.
#include <gtest/gtest.h>

#include "bot/checkup.h"
#include "storage/stores.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

namespace fs = std::filesystem;

class PurgeCli : public testing::Test, protected Workplace {
 protected:
  PurgeCli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {
    write("students.csv", "学号,姓名,班级,QQ\n2019010177,周不凡,机电1901,778899\n2019010178,李四,机电1901,778800\n");
    import();
    storage::Database database(path("banwei.db"), storage::Database::Access::write);
    storage::Stores stores(database);
    const auto zhou = stores.members.by_number("2019010177");
    stores.readings.record({.person = zhou->id,
                            .day = day_from_iso("2020-03-11").value(),
                            .centi = 3830,
                            .by = zhou->id,
                            .how = "self",
                            .message = "unmistakable-id",
                            .text = "unmistakable words"});
    stores.outbox.add({.target = "1", .content = "周不凡 38.3", .state = storage::SendState::sent});
  }

  /// Whether it stands in the database or in its log.
  bool on_disk(const std::string& what) const {
    for (const char* ending : {"", "-wal"}) {
      const std::string file = path("banwei.db") + ending;
      if (fs::exists(file) && content_of(file).find(what) != std::string::npos) return true;
    }
    return false;
  }
  bool any_left() const {
    for (const char* what : {"周不凡", "2019010177", "778899", "unmistakable"})
      if (on_disk(what)) return true;
    return false;
  }
};

TEST_F(PurgeCli, APreviewDeletesNothingAndWhoIsNotThereIsSaid) {
  const Ran preview = verb({"purge", "--student", "2019010177", "--dry-run"});
  EXPECT_EQ(preview.code, 0);
  EXPECT_TRUE(preview.says("周不凡（2019010177 机电1901）") && preview.says("体温 1") && preview.says("什么都没有删"))
      << preview.said;
  EXPECT_TRUE(on_disk("周不凡"));
  const Ran unasked = verb({"purge", "--student", "2019010177"});
  EXPECT_EQ(unasked.code, 1);
  EXPECT_TRUE(unasked.says("加 --yes")) << unasked.said;
  EXPECT_TRUE(on_disk("周不凡"));
  const Ran nobody = verb({"purge", "--student", "1", "--yes"});
  EXPECT_EQ(nobody.code, 1);
  EXPECT_TRUE(nobody.says("没有学号或工号是“1”的人")) << nobody.said;
  EXPECT_EQ(verb({"purge"}).code, 64);
}

TEST_F(PurgeCli, NothingOfThePersonIsLeftInTheFile) {
  ASSERT_TRUE(any_left());
  const Ran ran = verb({"--lang", "en", "purge", "--student", "2019010177", "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("deleted, and gone from the file and its log")) << ran.said;
  EXPECT_FALSE(any_left());
  EXPECT_TRUE(on_disk("李四"));
  const Ran chain = verb({"audit", "verify"});
  EXPECT_EQ(chain.code, 0) << chain.said;
  EXPECT_TRUE(chain.says("审计链 2 条，完整")) << chain.said;
}

TEST_F(PurgeCli, BesideARunningBotItDoesIt) {
  const auto bot = start_bot();
  for (int i = 0; i < 2000 && !verb({"status"}).says("运行中："); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  const Ran ran = verb({"purge", "--student", "2019010177", "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("已删除")) << ran.said;
  EXPECT_FALSE(any_left());
  EXPECT_EQ(verb({"audit", "verify"}).code, 0);
}

TEST_F(PurgeCli, AFlippedByteOfTheAuditTrailIsFound) {
  const std::string file = path("banwei.db");
  std::string bytes = content_of(file);
  const auto at = bytes.find("roster.import");
  ASSERT_NE(at, std::string::npos);
  bytes[at] = 'R';
  write("banwei.db", bytes);
  const Ran ran = verb({"audit", "verify"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says("审计链第 1 条对不上")) << ran.said;
  EXPECT_TRUE(verb({"--lang", "en", "audit", "verify"}).says("row 1 of the audit trail is not as it was written"));
}

TEST_F(PurgeCli, FilesThatOthersCanReadAreClosed) {
  chmod(path("banwei.db").c_str(), 0644);
  write("banwei.db.backup", "");
  chmod(path("banwei.db.backup").c_str(), 0640);
  EXPECT_TRUE(verb({"doctor"}).says("banwei.db.backup"));
  EXPECT_EQ(verb({"purge", "--student", "2019010177", "--yes"}).code, 0);
  for (const char* name : {"banwei.db", "banwei.db.backup"}) {
    struct stat status {};
    ASSERT_EQ(stat(path(name).c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
}

}  // namespace
}  // namespace banwei::cli
