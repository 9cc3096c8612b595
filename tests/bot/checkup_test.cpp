// The night's look at the whole file, and the backup that it leaves.
#include "bot/checkup.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <ctime>
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
    return std::make_unique<Checkup>(file.path(), nights, zone, log,
                                     [this](const storage::Error& damage) { damages.emplace_back(damage.what()); });
  }
  std::string backup() const { return file.path() + ".backup"; }
  Utc local(const char* day, minutes at) const { return zone.utc(day_from_iso(day).value() + at); }

  const storage::File file;
  storage::Database database{file.path(), storage::Database::Access::write};
  Zone zone{"Asia/Shanghai"};
  Log log{Log::Out{[](Log::Level, std::string_view) {}}};
  std::vector<std::string> damages;
  Nights nights;
  Utc clock = Utc{std::chrono::seconds{std::time(nullptr)}};  // the files are dated by the machine's
};

TEST_F(CheckupTest, ASoundFileLeavesABackupThatOnlyItsOwnerReads) {
  const auto one = checkup();
  one->begin(clock);
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
  one->begin(clock);
  one->wait();
  const auto kept = fs::last_write_time(backup());
  for (int page = 4; page < 30; ++page) {
    std::fstream broken(file.path(), std::ios::binary | std::ios::in | std::ios::out);
    broken.seekp(page * 4096);
    broken << std::string(4096, '\xff');
  }
  one->begin(clock);
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

/// Dates a file back.
void date(const std::string& file, Utc at) {
  const timespec when{at.time_since_epoch().count(), 0};
  const timespec both[] = {when, when};
  ASSERT_EQ(utimensat(AT_FDCWD, file.c_str(), both, 0), 0);
}

TEST_F(CheckupTest, SoManyNightsAreKeptAndNoneThatIsTooOld) {
  nights = {.most = 3, .oldest = std::chrono::days{5}};
  const auto one = checkup();
  const auto night = [&](int days) {
    for (const std::string& copy : nightly_backups(file.path())) {
      struct stat made {};
      ASSERT_EQ(stat(copy.c_str(), &made), 0);
      date(copy, Utc{std::chrono::seconds{made.st_mtim.tv_sec}} - hours{24 * days});
    }
    one->begin(clock);
    one->wait();
  };
  using Names = std::vector<std::string>;
  night(0);
  EXPECT_EQ(nightly_backups(file.path()), (Names{backup()}));
  night(1);
  EXPECT_EQ(nightly_backups(file.path()), (Names{backup(), backup() + ".1"}));
  night(1);
  night(1);
  EXPECT_EQ(nightly_backups(file.path()), (Names{backup(), backup() + ".1", backup() + ".2"}))
      << "a fourth has no room";
  night(5);
  EXPECT_EQ(nightly_backups(file.path()), (Names{backup(), backup() + ".1"})) << "the oldest is over its days";
  one->keep_for(std::chrono::days{0});
  night(1);
  EXPECT_EQ(nightly_backups(file.path()), (Names{backup()}));
  storage::Database newest(backup(), storage::Database::Access::read);
  EXPECT_EQ(storage::Stores(newest).members.classes().size(), 500U);
}

TEST_F(CheckupTest, WhatARestoreSetAsideGoesWithItsTime) {
  const std::string old = file.path() + ".before-20200311-0912";
  std::ofstream(old) << "x";
  const auto one = checkup();
  one->begin(clock);
  one->wait();
  EXPECT_TRUE(fs::exists(old));
  date(old, clock - hours{24 * 8});
  one->begin(clock);
  one->wait();
  EXPECT_FALSE(fs::exists(old));
}

}  // namespace
}  // namespace banwei
