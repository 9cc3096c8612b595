// The command line beside a bot that runs, and what the bot does about signals.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "storage/stores.h"
#include "storage/upkeep.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

namespace fs = std::filesystem;
using fault::milliseconds;
using fault::seconds;

class Daemon : public testing::Test {
 protected:
  Daemon()
      : stand({.binary = BANWEI_BINARY, .seed = 1, .control = {}, .settings = settings, .token = token},
              folder.path()) {}

  /// A verb on the bot's configuration, while the gateway keeps working.
  Ran verb(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--config", stand.config()});
    return banwei(std::move(arguments), [this] { stand.pass(milliseconds{5}); });
  }

  void write(const std::string& path, const std::string& text) const { std::ofstream(path) << text; }
  std::string path(const std::string& name) const { return (folder.path() / name).string(); }
  bool logged(const std::string& words) {
    return stand.wait([&] { return stand.log().find(words) != std::string::npos; }, seconds{20});
  }

  static constexpr const char* settings = "[college]\nkeepers = [\"70001\"]\n[temperature]\ndeadline = 11:00:00\n";
  static constexpr const char* token = "sesame";
  fault::Folder folder;
  fault::Stand stand;
};

TEST_F(Daemon, StatusComesFromTheBot) {
  stand.start();
  for (int i = 0; i < 20; ++i) stand.say_something();
  ASSERT_TRUE(stand.wait([&] { return stand.unanswered(0) == 0; }));
  const Ran ran = verb({"status"});
  EXPECT_EQ(ran.code, 0);
  for (const char* words : {"运行中：", "收到 20 条", "：连着，自 ", "最近一次提交：", "待发 "}) {
    EXPECT_TRUE(ran.says(words)) << words << "\n" << ran.said;
  }
  const auto status = nlohmann::json::parse(verb({"status", "--json"}).said);
  EXPECT_EQ(status["running"], true);
  EXPECT_EQ(status["received"], 20);
  EXPECT_GE(status["answered"], 20);
  EXPECT_EQ(status["gateway"].size(), 1U);
  EXPECT_EQ(status["gateway"][0]["up"], true);
  struct stat socket {};
  ASSERT_EQ(stat((stand.database() + ".sock").c_str(), &socket), 0);
  EXPECT_EQ(socket.st_mode & 0777U, 0600U);

  EXPECT_EQ(verb({"run"}).code, 75);
  EXPECT_EQ(stand.stop(), 0);
  EXPECT_FALSE(fs::exists(stand.database() + ".sock"));
  EXPECT_TRUE(verb({"status"}).says("没有在运行"));
}

TEST_F(Daemon, AFileThatOthersCouldReadIsItsOwnersAlone) {
  const auto mode = [&] {
    struct stat status {};
    return stat(stand.database().c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
  };
  stand.start();
  EXPECT_EQ(mode(), 0600U);
  EXPECT_EQ(stand.stop(), 0);
  ASSERT_EQ(chmod(stand.database().c_str(), 0644), 0);
  stand.start();
  EXPECT_TRUE(logged("others could read a file"));
  EXPECT_EQ(mode(), 0600U);
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(Daemon, DoctorIsContentWithAHealthyBotAndWithAHealthyGateway) {
  Ran ran = verb({"doctor"});  // None runs: it dials the gateway itself, with the token.
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("连上了，账号 ")) << ran.said;
  EXPECT_TRUE(ran.says("没有发现问题")) << ran.said;
  stand.start();
  ran = verb({"doctor"});
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("banwei 正连着账号 ")) << ran.said;
  EXPECT_EQ(stand.logged("line up"), 1U);
}

TEST_F(Daemon, DoctorKnowsATokenThatIsRefused) {
  write((fs::path(stand.config()).parent_path() / "token").string(), "barley\n");
  const Ran ran = verb({"doctor"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(ran.says("→ 令牌不对")) << ran.said;
  EXPECT_FALSE(ran.says("barley")) << ran.said;
}

TEST_F(Daemon, ARosterComesInWhileItRunsAndNobodyWaits) {
  stand.start();
  std::string csv = "学号,姓名,班级,QQ\n";
  for (int i = 0; i < 3000; ++i) {
    const std::string number = std::to_string(2'021'000'000 + i);
    csv += number + ",新生" + std::to_string(i) + ",新生" + std::to_string(2101 + i / 40) + "," + number + "\n";
  }
  write(path("new.csv"), csv);
  int answered = 0;
  const Ran ran = banwei({"roster", "import", path("new.csv"), "--yes", "--config", stand.config()}, [&] {
    stand.say_something();
    ASSERT_TRUE(stand.wait([&] { return stand.unanswered(0) == 0; }));
    ++answered;
  });
  EXPECT_EQ(ran.code, 0) << ran.said;
  EXPECT_TRUE(ran.says("新增 3000 更新 0 不变 0")) << ran.said;
  EXPECT_GT(answered, 2) << "one after the other, while it is compared";
  EXPECT_TRUE(verb({"roster", "import", path("new.csv"), "--yes"}).says("新增 0 更新 0 不变 3000"));
  EXPECT_EQ(stand.stop(), 0);
  storage::Database database(stand.database(), storage::Database::Access::read);
  storage::Stores stores(database);
  EXPECT_TRUE(stores.members.by_number("2021002999"));
}

TEST_F(Daemon, ABackupIsTakenWhileItRuns) {
  stand.start();
  const Ran ran = banwei({"backup", path("copy.db"), "--config", stand.config()}, [&] {
    stand.say_something();
    stand.pass(milliseconds{5});
  });
  EXPECT_EQ(ran.code, 0) << ran.said;
  ASSERT_TRUE(stand.wait([&] { return stand.unanswered(0) == 0; }));
  EXPECT_EQ(stand.stop(), 0);
  storage::Database copy(path("copy.db"), storage::Database::Access::read);
  EXPECT_EQ(storage::integrity_check(copy), "ok");
  EXPECT_GT(storage::row_counts(copy).at("persons"), 70);
}

TEST_F(Daemon, HangUpReadsTheConfigurationAgain) {
  stand.start();
  const auto keepers = [&] {
    storage::Database database(stand.database(), storage::Database::Access::read);
    storage::Stores stores(database);
    std::string all;
    for (const Person& person : stores.members.holders(Role::admin, 0, SystemClock().wall())) all += person.account;
    return all;
  };
  EXPECT_EQ(keepers(), "70001");
  const std::string before = content_of(stand.config());
  std::string changed = before;
  changed.replace(changed.find("70001"), 5, "70002");
  changed.replace(changed.find("11:00:00"), 8, "10:45:00");
  changed.replace(changed.find("onebot"), 6, "secondbot");
  write(stand.config(), changed);
  stand.bot().send(SIGHUP);
  EXPECT_TRUE(logged(R"("event":"a changed setting takes effect","key":"college.keepers")"));
  EXPECT_TRUE(logged(R"("event":"a changed setting takes effect","key":"temperature.deadline")"));
  EXPECT_TRUE(logged(R"("event":"a changed setting waits for a restart","key":"gateway.url")"));
  EXPECT_TRUE(stand.wait([&] { return keepers() == "70002"; }, seconds{20})) << keepers();

  std::string said;
  stand.on_said = [&](const sandbox::ChatLine& line) {
    for (const Part& part : line.content) said += part.value;
  };
  stand.gateway().say("10001", "700001", plain("谁没报"));
  EXPECT_TRUE(stand.wait([&] { return said.find("截止 10:45") != std::string::npos; }, seconds{20})) << said;

  write(stand.config(), "[gateway]\nulr = 1\n");
  stand.bot().send(SIGHUP);
  EXPECT_TRUE(logged("the configuration was not reloaded"));
  EXPECT_TRUE(logged("did you mean url?"));
  EXPECT_TRUE(stand.bot().alive());
  EXPECT_TRUE(stand.gateway().linked());
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(Daemon, SystemdHearsHowItFares) {
  const std::string name = path("notify");
  const int manager = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strcpy(address.sun_path, name.c_str());
  ASSERT_EQ(bind(manager, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  setenv("NOTIFY_SOCKET", name.c_str(), 1);
  std::string heard;
  const auto hears = [&](const std::string& words) {
    return stand.wait(
        [&] {
          char text[256];
          for (auto size = recv(manager, text, sizeof text, 0); size > 0; size = recv(manager, text, sizeof text, 0)) {
            heard += std::string(text, static_cast<std::size_t>(size)) + "\n";
          }
          return heard.find(words) != std::string::npos;
        },
        seconds{20});
  };
  stand.start();
  unsetenv("NOTIFY_SOCKET");
  EXPECT_TRUE(hears("READY=1"));
  EXPECT_TRUE(hears("WATCHDOG=1\nWATCHDOG=1")) << heard;  // Nobody speaks, and yet the desk turns.
  stand.bot().send(SIGHUP);
  EXPECT_TRUE(hears("RELOADING=1"));
  EXPECT_EQ(stand.stop(), 0);
  EXPECT_TRUE(hears("STOPPING=1"));
  close(manager);
}

}  // namespace
}  // namespace banwei::cli
