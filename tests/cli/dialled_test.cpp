// The real binary is dialled: a gateway comes in, a student reports, the bot nods by the same line.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include <boost/asio/executor_work_guard.hpp>

#include "bot/web/demo.h"
#include "tests/bot/socket_client.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

using nlohmann::json;

class DialledBot : public testing::Test {
 protected:
  DialledBot() {
    write("config.toml",
          "[gateway]\nurl = \"\"\nlisten = \"127.0.0.1:0\"\ntoken_file = \"token\"\n[pace]\nsend_seconds = 0\n");
    write("token", "canary-of-the-token\n");
    write("students.csv", std::string(web::demo_students()));
  }

  std::string path(const std::string& name) const { return (folder.path() / name).string(); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    chmod(path(name).c_str(), 0600);
  }
  Ran verb(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--config", path("config.toml")});
    return banwei(std::move(arguments));
  }

  /// The port that the bot says it listens at; 0 when it never does.
  std::uint16_t port() const {
    constexpr std::string_view sign = "\"port\":";
    for (int i = 0; i < 1000; ++i) {
      const std::string log = content_of(path("log"));
      const auto at = log.find(sign);
      if (at != std::string::npos) return static_cast<std::uint16_t>(std::stoi(log.substr(at + sign.size())));
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return 0;
  }

  static json answer(const json& frame) {
    json data;
    if (frame["action"] == "get_login_info") data = {{"user_id", 10000}};
    if (frame["action"] == "get_version_info") data = {{"app_name", "NapCat.Onebot"}};
    return {{"status", "ok"}, {"retcode", 0}, {"data", data}, {"echo", frame["echo"]}};
  }

  fault::Folder folder;
};

TEST_F(DialledBot, AReportByTheReverseWebsocketIsNoddedToByIt) {
  ASSERT_EQ(verb({"roster", "import", path("students.csv")}).code, 0);
  fault::Process bot({BANWEI_BINARY, "run", "--config", path("config.toml")}, path("log"));
  const std::uint16_t at = port();
  ASSERT_NE(at, 0) << content_of(path("log"));
  EXPECT_TRUE(verb({"doctor"}).says("还没有账号连进来"));

  boost::asio::io_context io;
  const auto time_passes = boost::asio::make_work_guard(io);
  EXPECT_EQ(web::SocketClient(io, at, "/onebot/v11/ws", "X-Self-ID: 10000\r\n").status(), 401);
  web::SocketClient gateway(io, at, "/onebot/v11/ws",
                            "X-Self-ID: 10000\r\nAuthorization: Bearer canary-of-the-token\r\n");
  ASSERT_EQ(gateway.status(), 101);
  for (int i = 0; i < 4; ++i) {
    const auto asked = gateway.next();
    ASSERT_TRUE(asked);
    gateway.send(answer(json::parse(*asked)).dump());
  }
  gateway.send(json({{"post_type", "message"},
                     {"message_type", "group"},
                     {"self_id", 10000},
                     {"group_id", 700001},
                     {"user_id", 10001},
                     {"message_id", 77},
                     {"message", "36.5"}})
                   .dump());
  json nod;
  for (int i = 0; i < 5 && nod["action"] != "set_msg_emoji_like"; ++i) {
    const auto frame = gateway.next();
    ASSERT_TRUE(frame) << content_of(path("log"));
    nod = json::parse(*frame);
    gateway.send(answer(nod).dump());
  }
  EXPECT_EQ(nod["params"]["message_id"], 77);
  const Ran doctor = verb({"doctor"});
  EXPECT_EQ(doctor.code, 0) << doctor.said;
  EXPECT_TRUE(doctor.says("正连着账号 10000")) << doctor.said;

  bot.send(SIGTERM);
  EXPECT_TRUE(gateway.ended());
  EXPECT_EQ(bot.wait(), 0);
  EXPECT_EQ(content_of(path("log")).find("canary"), std::string::npos);
}

}  // namespace
}  // namespace banwei::cli
