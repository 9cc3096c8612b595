// The admin's other way: a real command, what it is told, and what bounds it.
#include "bot/alarm.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/hand_clock.h"

namespace banwei {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class AlarmTest : public testing::Test {
 protected:
  AlarmTest() : log_([this](Log::Level, std::string_view line) { logged_ += std::string(line) + "\n"; }) {
    std::string name = (fs::temp_directory_path() / "banwei-alarm-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~AlarmTest() override {
    alarm_.reset();
    fs::remove_all(folder_);
  }

  /// A script with these lines; `$OUT` is the file that said() reads.
  void command(const std::string& lines) {
    const fs::path script = folder_ / "alarm";
    std::ofstream(script) << "#!/bin/sh\nOUT=" << (folder_ / "out").string() << "\n" << lines << "\n";
    fs::permissions(script, fs::perms::owner_all);
    options_.command = script.string();
  }

  void open() {
    alarm_.emplace(io_, options_, clock_, log_);
    alarm_->start();
  }

  std::string said() const {
    std::ifstream in(folder_ / "out");
    return {std::istreambuf_iterator<char>(in), {}};
  }

  /// What came of all that was heard before: sentences leave in order, so the one that is said now stands behind it.
  std::string all_said() {
    alarm_->say("over");
    EXPECT_TRUE(pump_until([&] { return said().ends_with("over|1\n"); })) << said();
    const std::string text = said();
    return text.substr(0, text.rfind("over"));
  }

  long lines() const {
    const std::string text = said();
    return std::count(text.begin(), text.end(), '\n');
  }

  void pump(std::chrono::milliseconds time) {
    io_.restart();
    io_.run_for(time);
  }
  bool pump_until(const std::function<bool()>& until) {
    for (int i = 0; i < 1'000 && !until(); ++i) pump(10ms);
    return until();
  }

  boost::asio::io_context io_{1};
  tests::HandClock clock_;
  std::string logged_;
  Log log_;
  fs::path folder_;
  AlarmOptions options_;
  std::optional<Alarm> alarm_;
};

constexpr const char* note_it = "printf '%s|%s\\n' \"$1\" \"$#\" >> $OUT";

TEST_F(AlarmTest, AnAccountThatIsLoggedOutIsSaidAtOnceAndItsReturnToo) {
  command(note_it);
  open();
  alarm_->heard(LinkUp{"10000", {}, {}});
  alarm_->heard(LinkDown{.why = "x", .account = "10000", .logged_out = true});
  alarm_->heard(LinkDown{.why = "x", .account = "10000", .logged_out = true});
  ASSERT_TRUE(pump_until([&] { return !said().empty(); }));
  alarm_->heard(LinkUp{"10000", {}, {}});
  ASSERT_TRUE(pump_until([&] { return said().find("恢复") != std::string::npos; }));
  EXPECT_EQ(said(),
            "班委的账号 10000 掉线了，请到网关重新登录（可能要扫码），期间收不到也发不出消息|1\n"
            "班委的账号 10000 已恢复在线|1\n");
}

TEST_F(AlarmTest, AGatewayThatIsDeafAgainIsSaidOnceAndThatItHearsToo) {
  command(note_it);
  open();
  const auto deaf_again = [&] {
    alarm_->heard(LinkDown{.why = "x", .account = "10000", .deaf_since = Utc{}});
    alarm_->heard(LinkUp{"10000", {}, {}});
  };
  const auto speaks = [&](const char* user) { alarm_->heard(Message{.account = "10000", .user = user}); };
  alarm_->heard(LinkUp{"10000", {}, {}});
  deaf_again();
  speaks("u1");  // Dialling again has helped.
  deaf_again();
  speaks("10000");  // Our own echo is no hearing.
  deaf_again();
  deaf_again();
  ASSERT_TRUE(pump_until([&] { return !said().empty(); }));
  speaks("u1");
  speaks("u1");
  EXPECT_EQ(all_said(),
            "班委的账号 10000 连着网关却收不到消息，重连后还是这样，请重启网关（可能要重新登录）|1\n"
            "班委的账号 10000 又收得到消息了|1\n");
}

TEST_F(AlarmTest, ALineThatIsSoonBackAlarmsNobody) {
  command(note_it);
  options_.patience = 40ms;
  open();
  alarm_->heard(LinkUp{"10000", {}, {}});
  alarm_->heard(LinkDown{.why = "x", .account = "10000"});
  io_.restart();
  for (int look = 0; look < 4; ++look) ASSERT_EQ(io_.run_one_for(60s), 1U) << "and by the clock no time has passed";
  alarm_->heard(LinkUp{"10000", {}, {}});
  clock_.pass(1h);
  EXPECT_EQ(all_said(), "");
}

TEST_F(AlarmTest, ALineThatStaysDownIsSaidOnce) {
  command(note_it);
  options_.patience = 40ms;
  open();
  alarm_->heard(LinkUp{"10000", {}, {}});
  alarm_->heard(LinkDown{.why = "x", .account = "10000"});
  clock_.pass(1s);
  ASSERT_TRUE(pump_until([&] { return !said().empty(); }));
  const std::string words = all_said();
  EXPECT_TRUE(words.starts_with("班委的账号 10000 与网关断线已超过")) << words;
  EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 1) << words;
}

TEST_F(AlarmTest, AGatewayThatIsNeverMetIsSaid) {
  command(note_it);
  options_.patience = 40ms;
  open();
  clock_.pass(1s);
  ASSERT_TRUE(pump_until([&] { return said().find("一直没有连上网关") != std::string::npos; }));
}

TEST_F(AlarmTest, ARemovalIsSaidAndAMuteIsNot) {
  command(note_it);
  open();
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::muted, .account = "10000", .group = "1"});
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = "2"});
  EXPECT_EQ(all_said(), "班委的账号 10000 已不在群 2 里，请群主重新拉它进群|1\n");
}

TEST_F(AlarmTest, TheSameIsNotSaidAgainAndOnlySoMuchIsSaidAnHour) {
  command(note_it);
  options_.hourly = 3;
  open();
  for (const char* group : {"1", "1", "2", "3", "4", "5"}) {
    alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = group});
  }
  ASSERT_TRUE(pump_until([&] { return lines() == 3; }));
  clock_.pass(2h);
  const std::string words = all_said();
  EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 3) << words;
  EXPECT_NE(words.find("群 3 "), std::string::npos) << words;  // The second 1 did not count.
  EXPECT_NE(logged_.find("too many alarms"), std::string::npos);
}

TEST_F(AlarmTest, ACommandThatHangsIsKilledWithItsChildrenAndTheNextOneRuns) {
  command("sleep 300 & echo $! >> $OUT; wait");
  options_.run_limit = 300ms;
  open();
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = "1"});
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = "2"});
  ASSERT_TRUE(pump_until([&] { return lines() == 1; }));
  clock_.pass(1s);
  ASSERT_TRUE(pump_until([&] { return lines() == 2; }));
  const pid_t sleeper = std::stoi(said());
  EXPECT_TRUE(
      pump_until([&] { return !fs::exists("/proc/" + std::to_string(sleeper) + "/exe") || kill(sleeper, 0) != 0; }));
  EXPECT_NE(logged_.find("failed or took too long"), std::string::npos);
}

TEST_F(AlarmTest, ItSeesNoSecretAndNoDescriptorOfOurs) {
  setenv("BANWEI_TOKEN", "s3cret", 1);
  const int ours = ::open("/dev/null", O_RDONLY);  // A child would inherit it.
  command("env >> $OUT; ls /proc/self/fd | wc -l >> $OUT; echo done >> $OUT");
  open();
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = "1"});
  ASSERT_TRUE(pump_until([&] { return said().find("done") != std::string::npos; }));
  unsetenv("BANWEI_TOKEN");
  close(ours);
  EXPECT_EQ(said().find("s3cret"), std::string::npos);
  EXPECT_NE(said().find("\n4\ndone"), std::string::npos) << said();  // 0, 1, 2, and the folder that ls reads
}

TEST_F(AlarmTest, ACommandThatIsNoneIsLogged) {
  options_.command = (folder_ / "missing").string();
  open();
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = "1"});
  EXPECT_NE(logged_.find("make [operations] alarm_command the path of a program"), std::string::npos);
}

TEST_F(AlarmTest, StopKillsAndLetsTheLoopEnd) {
  command("echo on >> $OUT; exec sleep 300");
  open();
  alarm_->heard(MuteChange{.kind = MuteChange::Kind::removed, .account = "10000", .group = "1"});
  ASSERT_TRUE(pump_until([&] { return !said().empty(); }));
  alarm_->stop();
  io_.restart();
  io_.run_for(5s);
  EXPECT_TRUE(io_.stopped());
}

TEST_F(AlarmTest, WithoutACommandNothingRuns) {
  options_.patience = 10ms;
  open();
  alarm_->heard(LinkDown{.why = "x", .account = "10000", .logged_out = true});
  io_.run_for(5s);
  EXPECT_TRUE(io_.stopped());
  EXPECT_EQ(logged_, "");
}

}  // namespace
}  // namespace banwei
