// The file under a running bot: elsewhere, gone, damaged, wanted by a second bot.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "tests/cli/page.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

namespace fs = std::filesystem;
using fault::milliseconds;
using fault::seconds;

class FileTest : public testing::Test {
 protected:
  FileTest()
      : stand({.binary = BANWEI_BINARY,
               .seed = 1,
               .control = {},
               .settings = "[operations]\nlisten = \"127.0.0.1:0\"\n[college]\nkeepers = [\"10001\"]\n",
               .token = {}},
              folder.path()) {
    stand.on_said = [this](const sandbox::ChatLine& line) {
      if (line.place != Place::direct || line.room != "10001") return;
      for (const Part& part : line.content) whispered += part.value;
    };
  }

  Ran verb(std::vector<std::string> arguments, const std::string& config = {}) {
    arguments.insert(arguments.end(), {"--config", config.empty() ? stand.config() : config});
    return banwei(std::move(arguments), [this] { stand.pass(milliseconds{5}); });
  }
  void say(int readings) {
    for (int i = 0; i < readings; ++i) stand.say_something();
  }
  bool all_answered() {
    return stand.wait([&] { return stand.unanswered(0) == 0; }, seconds{30});
  }
  bool whispers(const char* words) {
    return stand.wait([&] { return whispered.find(words) != std::string::npos; }, seconds{20});
  }
  Page health() const { return get(health_port(stand.log()), "/healthz"); }
  bool ails() {
    return stand.wait([&] { return health().status == 503; }, seconds{20});
  }
  /// What everybody who looks is told while the file cannot be used.
  void expect_said(const char* in_english, const char* in_chinese) {
    EXPECT_NE(health().body.find(in_english), std::string::npos) << health().body;
    EXPECT_NE(stand.log().find(in_english), std::string::npos) << stand.log();
    const Ran status = verb({"status"});
    EXPECT_TRUE(status.says(in_chinese)) << status.said;
    const Ran doctor = verb({"doctor"});
    EXPECT_EQ(doctor.code, 1);
    EXPECT_TRUE(doctor.says(in_chinese)) << doctor.said;
    EXPECT_TRUE(whispers(in_chinese)) << whispered;
    EXPECT_TRUE(stand.bot().alive());
  }
  /// The same configuration with another way to the database.
  std::string config_with(const std::string& database) const {
    std::string text = content_of(stand.config());
    text.replace(text.find(stand.database()), stand.database().size(), database);
    const std::string path = (fs::path(stand.config()).parent_path() / "other.toml").string();
    std::ofstream(path) << text;
    return path;
  }
  void overwrite(std::size_t from, std::size_t bytes) const {
    std::fstream file(stand.database(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(static_cast<std::streamoff>(from));
    file << std::string(bytes, '\xff');
  }

  fault::Folder folder;
  fault::Stand stand;
  std::string whispered;
};

TEST_F(FileTest, ADeletedFileTakesNothingAndEverybodyIsTold) {
  stand.start();
  say(20);
  ASSERT_TRUE(all_answered());
  fs::remove(stand.database());
  say(50);
  ASSERT_TRUE(ails());
  stand.pass(seconds{2});
  EXPECT_EQ(stand.unanswered(0), 50U);
  expect_said("moved, deleted or replaced", "被移走、删掉或换掉了");
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(FileTest, AReplacedFileTakesNothingUntilTheRightOneIsBack) {
  stand.start();
  say(20);
  ASSERT_TRUE(all_answered());
  const std::string away = stand.database() + ".away";
  fs::rename(stand.database(), away);
  fs::copy_file(away, stand.database());
  say(20);
  ASSERT_TRUE(ails());
  EXPECT_EQ(stand.unanswered(0), 20U);
  fs::rename(away, stand.database());
  EXPECT_TRUE(all_answered()) << "without being touched";
  EXPECT_TRUE(stand.wait([&] { return health().status == 200; }, seconds{20}));
  EXPECT_EQ(stand.stop(), 0);
  EXPECT_TRUE(fault::judge(stand.journal, stand.database()).good());
}

TEST_F(FileTest, ASecondBotIsRefusedByWhateverPathItComes) {
  stand.start();
  for (const auto& entry : fs::directory_iterator(folder.path())) {
    if (entry.path().extension() == ".lock") fs::remove(entry.path());
  }
  EXPECT_EQ(verb({"run"}).code, 75) << "a lock file is no lock";
  const std::string link = (folder.path() / "symbolic.db").string();
  fs::create_symlink(stand.database(), link);
  EXPECT_EQ(verb({"run"}, config_with(link)).code, 75);
  const std::string hard = (folder.path() / "hard.db").string();
  fs::create_hard_link(stand.database(), hard);
  EXPECT_EQ(verb({"run"}, config_with(hard)).code, 75);
  say(5);
  EXPECT_TRUE(all_answered()) << "the first goes on";
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(FileTest, OnDamagedPagesTheBotStandsStillAndTheBackupIsTheWayOn) {
  stand.start();
  say(300);
  ASSERT_TRUE(all_answered());
  EXPECT_EQ(verb({"backup", (folder.path() / "copy.db").string()}).code, 0);
  EXPECT_EQ(stand.stop(), 0);
  overwrite(6 * 4096, 40 * 4096);
  stand.start();
  say(30);
  ASSERT_TRUE(ails());
  stand.pass(seconds{2});
  EXPECT_EQ(stand.unanswered(0), 30U);
  expect_said("the database file is damaged", "换上最近一次备份");
  EXPECT_EQ(verb({"roster", "import", (fs::path(stand.config()).parent_path() / "students.csv").string()}).code, 1);
  EXPECT_EQ(stand.stop(), 0);
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(stand.database() + ending);
  fs::rename(folder.path() / "copy.db", stand.database());
  stand.start();
  const auto& all = stand.journal.all();
  const auto privately = static_cast<std::size_t>(
      std::count_if(all.begin() + 300, all.end(), [](const auto& saying) { return saying.place == Place::direct; }));
  constexpr std::size_t duplicates = 6;  // At most: who says the same twice within 2 s is heard once in a history.
  EXPECT_TRUE(stand.wait([&] { return stand.unanswered(0) <= privately + duplicates; }, seconds{30}))
      << "what was said in the groups meanwhile comes from their history";
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(FileTest, WhatIsNoDatabaseAnyMoreIsNoReasonToEnd) {
  stand.start();
  EXPECT_EQ(stand.stop(), 0);
  overwrite(0, 4096);
  stand.start();
  ASSERT_TRUE(ails());
  expect_said("the database file is damaged", "换上最近一次备份");
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(FileTest, AnAdminMayVouchForTheClock) {
  EXPECT_EQ(verb({"clock"}).code, 1) << "nobody runs who could doubt it";
  stand.start();
  const Ran ran = verb({"clock"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_TRUE(ran.says("本来就没有疑问")) << ran.said;
  EXPECT_EQ(stand.stop(), 0);
}

}  // namespace
}  // namespace banwei::cli
