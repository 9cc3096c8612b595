// A loss, rehearsed: what was written is backed up, lost and brought back, and every question has its answer again.
#include <gtest/gtest.h>

#include "bot/backup.h"
#include "bot/clock.h"
#include "handlers/common/zone.h"
#include "storage/stores.h"
#include "storage/upkeep.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

namespace fs = std::filesystem;
using storage::Database;

class BackupCli : public testing::Test, protected Workplace {
 protected:
  BackupCli() : Workplace("[gateway]\nurl = \"ws://127.0.0.1:9/\"\ntoken_file = \"token\"\n") {
    write("students.csv",
          "学号,姓名,班级,QQ,群号\n2019010177,周不凡,机电1901,778899,700001\n2019010178,李四,机电1901,778800,700001\n");
    write("staff.csv", "工号,姓名,角色,班级,QQ\nT001,王敏,辅导员,机电1901,10001\n");
    import();
    record("2019010177", 3830);
  }

  void record(const char* number, int centi, Day day = day_from_iso("2020-03-11").value()) const {
    Database database(path("banwei.db"), Database::Access::write);
    storage::Stores stores(database);
    const auto person = stores.members.by_number(number);
    stores.readings.record({.person = person->id, .day = day, .centi = centi, .by = person->id, .how = "self"});
  }
  /// What somebody would ask, as the bot would have it.
  std::string answers() const {
    std::string all;
    for (const char* words : {"谁没报", "36.5", "导出体温 3月11日"})
      all += verb({"explain", words, "--as", "王敏", "--private", "--at", "2020-03-12T09:30"}).said;
    Database database(path("banwei.db"), Database::Access::read);
    for (const auto& [table, rows] : storage::row_counts(database)) {
      if (!table.starts_with("audit") && table != "sqlite_sequence") all += table + " " + std::to_string(rows) + "\n";
    }
    return all;
  }
  mode_t mode(const std::string& file) const {
    struct stat status {};
    return stat(file.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
  }
};

TEST_F(BackupCli, WhatIsLostComesBack) {
  const std::string before = answers();
  ASSERT_EQ(verb({"backup", path("copy.db")}).code, 0);
  record("2019010178", 3650);  // is lost
  EXPECT_NE(answers(), before);
  write("banwei.db", std::string(50'000, 'x'));
  ASSERT_EQ(verb({"status"}).code, 1);

  const Ran preview = verb({"restore", path("copy.db"), "--dry-run"});
  EXPECT_EQ(preview.code, 0) << preview.said;
  EXPECT_TRUE(preview.says("1 个班，2 位同学") && preview.says("什么都没有改")) << preview.said;
  const Ran unasked = verb({"restore", path("copy.db")});
  EXPECT_EQ(unasked.code, 1);
  EXPECT_TRUE(unasked.says("加 --yes")) << unasked.said;
  EXPECT_EQ(content_of(path("banwei.db")), std::string(50'000, 'x'));

  const Ran ran = verb({"restore", path("copy.db"), "--yes"});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_EQ(answers(), before);
  EXPECT_EQ(mode(path("banwei.db")), 0600U);
  const auto aside = set_aside(path("banwei.db"));  // with the log that lay beside it
  ASSERT_FALSE(aside.empty());
  EXPECT_TRUE(ran.says(aside.front())) << ran.said;
  EXPECT_EQ(content_of(aside.front()), std::string(50'000, 'x'));
  EXPECT_EQ(mode(aside.front()), 0600U);
  EXPECT_EQ(verb({"audit", "verify"}).code, 0);
  for (const auto& entry : fs::directory_iterator(folder.path()))
    EXPECT_EQ(entry.path().string().find(".restoring"), std::string::npos) << entry.path();
}

TEST_F(BackupCli, TheOldFileIsPutAsideWithWhatStoodInItsLog) {
  ASSERT_EQ(verb({"backup", path("copy.db")}).code, 0);
  record("2019010178", 3650);
  const std::string newer = answers();
  ASSERT_EQ(verb({"restore", path("copy.db"), "--yes"}).code, 0);
  const auto aside = set_aside(path("banwei.db"));
  ASSERT_EQ(aside.size(), 1U);
  const std::string back = aside.front();
  ASSERT_EQ(verb({"restore", back, "--yes"}).code, 0);
  EXPECT_EQ(answers(), newer);
}

TEST_F(BackupCli, ANewMachineHasNoDatabaseYet) {
  const std::string before = answers();
  ASSERT_EQ(verb({"backup", path("copy.db")}).code, 0);
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path("banwei.db") + ending);
  EXPECT_EQ(verb({"restore", path("copy.db"), "--dry-run"}).code, 0);
  EXPECT_FALSE(fs::exists(path("banwei.db")));
  ASSERT_EQ(verb({"restore", path("copy.db"), "--yes"}).code, 0);
  EXPECT_EQ(answers(), before);
  EXPECT_TRUE(set_aside(path("banwei.db")).empty());
}

TEST_F(BackupCli, ItIsRefusedWhileABotRuns) {
  ASSERT_EQ(verb({"backup", path("copy.db")}).code, 0);
  const auto bot = start_bot();
  for (int i = 0; i < 2000 && !verb({"status"}).says("运行中："); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  const Ran ran = verb({"restore", path("copy.db"), "--yes"});
  EXPECT_EQ(ran.code, 75) << ran.said;
  EXPECT_TRUE(ran.says("先停下它")) << ran.said;
  EXPECT_TRUE(set_aside(path("banwei.db")).empty());
}

TEST_F(BackupCli, WhatIsNoSoundBackupChangesNothing) {
  const std::string before = answers();
  ASSERT_EQ(verb({"backup", path("copy.db")}).code, 0);
  EXPECT_EQ(content_of(path("copy.db")).find(token), std::string::npos) << "no secret stands in it";
  std::string bytes = content_of(path("copy.db"));
  std::fill(bytes.begin() + 8'192, bytes.begin() + 40'960, '\xff');
  write("broken.db", bytes);
  write("words.db", "something else");
  {
    Database theirs(path("theirs.db"), Database::Access::write);
    theirs.script("CREATE TABLE t (a INTEGER)");
  }
  {
    Database newer(path("copy.db"), Database::Access::write);
    newer.run("UPDATE schema_versions SET version = 99 WHERE name = 'members'");
  }
  for (const char* file : {"broken.db", "words.db", "theirs.db", "copy.db", "nothing.db"}) {
    const Ran ran = verb({"restore", path(file), "--yes"});
    EXPECT_EQ(ran.code, 1) << file << ": " << ran.said;
  }
  EXPECT_TRUE(verb({"restore", path("copy.db"), "--yes"}).says("先升级 banwei"));
  EXPECT_EQ(verb({"restore", path("banwei.db"), "--yes"}).code, 1);
  EXPECT_EQ(answers(), before);
  EXPECT_TRUE(set_aside(path("banwei.db")).empty());
}

TEST_F(BackupCli, ATableIsForSomebodyAndWrittenDown) {
  const Ran ran = verb({"export", "体温", "2020-03-11", "--as", "王敏", "--class", "机电1901", "--out", path("a.csv")});
  ASSERT_EQ(ran.code, 0) << ran.said;
  EXPECT_EQ(mode(path("a.csv")), 0600U);
  const std::string csv = content_of(path("a.csv"));
  EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF机电1901体温统计表")) << csv;
  EXPECT_NE(csv.find("导出：王敏 "), std::string::npos) << csv;
  EXPECT_NE(csv.find("1,,,机电1901,2019010177,周不凡,38.3"), std::string::npos) << csv;
  Database database(path("banwei.db"), Database::Access::read);
  const storage::Stores stores(database);
  const auto looks = stores.access_log.of(stores.members.by_number("2019010177")->id, Utc{});
  ASSERT_EQ(looks.size(), 1U);
  EXPECT_EQ(looks.front().what, "export");

  EXPECT_EQ(verb({"export", "体温", "--as", "王敏", "--out", path("a.csv")}).code, 1) << "it is there";
  EXPECT_EQ(verb({"export", "名单", "--as", "T001", "--out", path("a.csv"), "--force"}).code, 0);
  EXPECT_EQ(verb({"export", "名单", "--as", "王敏", "--out", path("a.xlsx")}).code, 0);
  EXPECT_TRUE(content_of(path("a.xlsx")).starts_with("PK"));
  const Ran ending = verb({"export", "名单", "--as", "王敏", "--out", path("a.doc")});
  EXPECT_TRUE(ending.says(".xlsx、.csv、.md 或 .txt")) << ending.said;
  const Ran student = verb({"export", "体温", "--as", "李四", "--out", path("b.csv")});
  EXPECT_EQ(student.code, 1);
  EXPECT_TRUE(student.says("没有导出：")) << student.said;
  const Ran what = verb({"export", "工资", "--as", "王敏", "--out", path("b.csv")});
  EXPECT_TRUE(what.says("体温、通知、名单、请假、考勤、班会、在岗、台账、异常")) << what.said;
  const Ran when = verb({"export", "体温", "什么时候", "--as", "王敏", "--out", path("b.csv")});
  EXPECT_TRUE(when.says("没看懂")) << when.said;
  EXPECT_FALSE(fs::exists(path("b.csv")));
}

TEST_F(BackupCli, ATableIsWrittenDownThroughTheBotThatRuns) {
  // A day that no retention is over for, as the bot looks for those when it starts.
  record("2019010177", 3830, Zone("Asia/Shanghai").at(SystemClock().wall()).day());
  const auto bot = start_bot();
  for (int i = 0; i < 2000 && !verb({"status"}).says("运行中："); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  const Ran ran = verb({"export", "体温", "近7天", "--as", "王敏", "--out", path("a.md")});
  ASSERT_EQ(ran.code, 0) << ran.said;
  Database database(path("banwei.db"), Database::Access::read);
  const storage::Stores stores(database);
  EXPECT_EQ(stores.access_log.of(stores.members.by_number("2019010177")->id, Utc{}).size(), 1U);
}

}  // namespace
}  // namespace banwei::cli
