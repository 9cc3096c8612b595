// The night's look at the whole file, and the backup that it leaves.
#include "bot/checkup.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "storage/stores.h"
#include "storage/upkeep.h"
#include "tests/storage/file.h"

namespace banwei {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::minutes;

class CheckupTest : public testing::Test {
 protected:
  CheckupTest() {
    storage::Stores stores(database);
    for (int i = 0; i < 500; ++i)
      stores.members.save_class({.name = "canary " + std::to_string(i), .group = std::string(200, 'x')});
    database.compact();
  }

  std::unique_ptr<Checkup> checkup() {
    return std::make_unique<Checkup>(file.path(), zone, log,
                                     [this](const storage::Error& damage) { damages.emplace_back(damage.what()); });
  }
  std::string backup() const { return file.path() + ".backup"; }
  Utc local(const char* day, minutes at) const { return zone.utc(day_from_iso(day).value() + at); }

  const storage::File file;
  storage::Database database{file.path(), storage::Database::Access::write};
  Zone zone{"Asia/Shanghai"};
  Log log{Log::Out{[](Log::Level, std::string_view) {}}};
  std::vector<std::string> damages;
};

TEST_F(CheckupTest, ASoundFileLeavesABackupThatOnlyItsOwnerReads) {
  const auto one = checkup();
  one->begin();
  one->wait();
  EXPECT_TRUE(damages.empty());
  struct stat made {};
  ASSERT_EQ(stat(backup().c_str(), &made), 0);
  EXPECT_EQ(made.st_mode & 0777U, 0600U);
  storage::Database copy(backup(), storage::Database::Access::read);
  EXPECT_EQ(storage::Stores(copy).members.classes().size(), 500U);
}

TEST_F(CheckupTest, ADamagedFileIsFoundAndReplacesNoBackup) {
  const auto one = checkup();
  one->begin();
  one->wait();
  const auto kept = fs::last_write_time(backup());
  for (int page = 4; page < 30; ++page) {
    std::fstream broken(file.path(), std::ios::binary | std::ios::in | std::ios::out);
    broken.seekp(page * 4096);
    broken << std::string(4096, '\xff');
  }
  one->begin();
  one->wait();
  EXPECT_EQ(damages.size(), 1U);
  EXPECT_EQ(fs::last_write_time(backup()), kept);
  EXPECT_FALSE(fs::exists(backup() + ".part"));
}

TEST_F(CheckupTest, ItIsMadeOnceANightAndAfterAStartOnlyWhenTheBotHasSettled) {
  const auto one = checkup();
  Clock::Steady steady{};
  const auto made = [&](Utc now) {
    fs::remove(backup());
    one->tick(now, steady);
    one->wait();
    return fs::exists(backup());
  };
  EXPECT_FALSE(made(local("2020-03-11", hours{8})));
  steady += minutes{10};
  EXPECT_TRUE(made(local("2020-03-11", hours{8} + minutes{10}))) << "none was made this night";
  steady += hours{15};
  EXPECT_FALSE(made(local("2020-03-12", hours{3})));
  EXPECT_TRUE(made(local("2020-03-12", hours{3} + minutes{40})));
  EXPECT_FALSE(made(local("2020-03-12", hours{3} + minutes{41})));
  one->stop();
  EXPECT_FALSE(made(local("2020-03-13", hours{4}))) << "nothing begins while the bot ends";
}

}  // namespace
}  // namespace banwei
