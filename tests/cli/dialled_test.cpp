// The real binary is dialled: a gateway comes in, a student reports, the bot acknowledges it by the same line.
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include "bot/sandbox/demo.h"
#include "tests/bot/socket_client.h"
#include "tests/cli/ran.h"
#include "tests/json.h"

namespace banwei::cli {
namespace {

using nlohmann::json;

class DialledBot : public testing::Test, protected Workplace {
 protected:
  DialledBot()
      : Workplace(
            "[gateway]\nurl = \"\"\nlisten = \"127.0.0.1:0\"\ntoken_file = \"token\"\n[pace]\nsend_seconds = 0\n") {
    write("students.csv", std::string(sandbox::demo_students()));
  }

  /// The port that the bot says it listens at; 0 when it never does.
  std::uint16_t port() const {
    constexpr std::string_view sign = "\"port\":";
    for (int i = 0; i < 1000; ++i) {
      const std::string said = log();
      const auto at = said.find(sign);
      if (at != std::string::npos) return static_cast<std::uint16_t>(std::stoi(said.substr(at + sign.size())));
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return 0;
  }

  static json answer(const json& frame, const std::string& account) {
    json data;
    if (frame["action"] == "get_login_info") data = {{"user_id", std::stoll(account)}};
    if (frame["action"] == "get_version_info") data = {{"app_name", "NapCat.Onebot"}};
    return {{"status", "ok"}, {"retcode", 0}, {"data", data}, {"echo", frame["echo"]}};
  }

  /// A gateway of that account that has greeted.
  std::unique_ptr<net::SocketClient> gateway(std::uint16_t at, const std::string& account) {
    auto client = std::make_unique<net::SocketClient>(
        io_, at, "/onebot/v11/ws", "X-Self-ID: " + account + "\r\nAuthorization: Bearer " + token + "\r\n");
    EXPECT_EQ(client->status(), 101);
    for (int i = 0; i < greetings; ++i) {
      const auto asked = client->next();
      if (!asked) throw fault::Trouble("no greeting comes: " + log());
      client->send(answer(test::parsed(*asked), account).dump());
    }
    return client;
  }

  /// The message that the next acknowledgement by this line is for; 0 when none comes.
  int next_nod(net::SocketClient& line, const std::string& account) const {
    for (int i = 0; i < 5; ++i) {
      const auto frame = line.next();
      if (!frame) break;
      const json call = test::parsed(*frame);
      line.send(answer(call, account).dump());
      if (call["action"] == "set_msg_emoji_like") return call["params"]["message_id"];
    }
    return 0;
  }

  static json report(const std::string& account, int message) {
    return {{"post_type", "message"}, {"message_type", "group"}, {"self_id", std::stoll(account)},
            {"group_id", 700001},     {"user_id", 10001},        {"message_id", message},
            {"message", "36.5"}};
  }

  static constexpr int greetings = 4;  // In questions.
  boost::asio::io_context io_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> time_passes_ =
      boost::asio::make_work_guard(io_);
};

TEST_F(DialledBot, AReportByTheReverseWebsocketIsNoddedToByIt) {
  import();
  const auto bot = start_bot();
  const std::uint16_t at = port();
  ASSERT_NE(at, 0) << log();
  EXPECT_TRUE(verb({"doctor"}).says("还没有账号连进来"));

  EXPECT_EQ(net::SocketClient(io_, at, "/onebot/v11/ws", "X-Self-ID: 10000\r\n").status(), 401);
  const Ran refused = verb({"doctor"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_TRUE(refused.says("→ 让网关反向 WebSocket 设置里的 token 和 token_file（或 BANWEI_TOKEN）里的一样"))
      << refused.said;
  const auto line = gateway(at, "10000");
  line->send(report("10000", 77).dump());
  EXPECT_EQ(next_nod(*line, "10000"), 77) << log();
  const Ran doctor = verb({"doctor"});
  EXPECT_EQ(doctor.code, 0) << doctor.said;
  EXPECT_TRUE(doctor.says("正连着账号 10000")) << doctor.said;

  bot->send(SIGTERM);
  EXPECT_TRUE(line->ended());
  EXPECT_EQ(bot->wait(), 0);
  EXPECT_EQ(log().find(token), std::string::npos);
}

TEST_F(DialledBot, TwoEntriesOfOneAccountAreSaidAndOneLineStays) {
  import();
  const auto bot = start_bot();
  const std::uint16_t at = port();
  ASSERT_NE(at, 0) << log();
  const auto first = gateway(at, "10000");
  const auto second = gateway(at, "10000");
  EXPECT_TRUE(first->ended());
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(
        net::SocketClient(io_, at, "/", std::string("X-Self-ID: 10000\r\nAuthorization: Bearer ") + token + "\r\n")
            .status(),
        409);
  EXPECT_EQ(fault::occurrences(log(), "delete one of its two entries"), 1U);
  second->send(report("10000", 77).dump());
  EXPECT_EQ(next_nod(*second, "10000"), 77) << log();
}

TEST_F(DialledBot, GatewaysComeInHoweverManyStrangersHangOn) {
  import();
  const auto bot = start_bot();
  const std::uint16_t at = port();
  ASSERT_NE(at, 0) << log();
  std::vector<boost::asio::ip::tcp::socket> strangers;
  for (int i = 0; i < 200; ++i) {
    strangers.emplace_back(io_);
    strangers.back().connect({boost::asio::ip::address_v4::loopback(), at});
  }
  for (const char* account : {"10000", "10001", "10002"}) gateway(at, account);
  EXPECT_EQ(fault::occurrences(log(), "show no token"), 1U);
}

TEST_F(DialledBot, TwoAccountsInOneGroupNodOnce) {
  import();
  const auto bot = start_bot();
  const std::uint16_t at = port();
  ASSERT_NE(at, 0) << log();
  const auto first = gateway(at, "10000");
  const auto second = gateway(at, "10009");
  first->send(report("10000", 77).dump());
  EXPECT_EQ(next_nod(*first, "10000"), 77);
  // What both heard is followed by what the second alone heard, so the first acknowledgement on its line says what
  // became of both.
  second->send(report("10009", -78).dump());
  json alone = report("10009", -79);
  alone["user_id"] = 10002;
  second->send(alone.dump());
  EXPECT_EQ(next_nod(*second, "10009"), -79);
}

}  // namespace
}  // namespace banwei::cli
