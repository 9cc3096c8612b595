// /healthz and /metrics of the real binary: what they say moves with real traffic and names nobody.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cmath>

#include "tests/cli/page.h"
#include "tests/cli/ran.h"

namespace banwei::cli {
namespace {

namespace asio = boost::asio;
using fault::seconds;

/// The samples of Prometheus' text format, "name{labels}" to value. Throws on a line that the format does not allow.
std::map<std::string, double> samples_of(const std::string& text) {
  std::map<std::string, double> samples;
  std::set<std::string> typed;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string sample;
    std::string value;
    words >> sample >> value;
    if (sample == "#") {
      std::string name;
      words >> name;
      if (value != "HELP" && value != "TYPE") throw std::runtime_error(line);
      if (value == "TYPE" && !typed.insert(name).second) throw std::runtime_error("typed twice: " + line);
      continue;
    }
    const std::string name = sample.substr(0, sample.find('{'));
    const bool known = std::any_of(typed.begin(), typed.end(), [&](const auto& one) { return name.starts_with(one); });
    std::size_t read = 0;
    const double number = std::stod(value, &read);
    if (!known || read != value.size() || std::isnan(number)) throw std::runtime_error(line);
    if (!samples.emplace(sample, number).second) throw std::runtime_error("said twice: " + line);
  }
  return samples;
}

class OperationsTest : public testing::Test {
 protected:
  OperationsTest()
      : stand({.binary = BANWEI_BINARY,
               .seed = 1,
               .control = {},
               .settings = "[operations]\nlisten = \"127.0.0.1:0\"\n",
               .token = {}},
              folder.path()) {}

  void start() {
    stand.start();
    port = health_port(stand.log());
  }

  Page get(const std::string& path) const { return cli::get(port, path); }

  /// How many calls of a kind went well so far.
  double sent(const std::string& kind) const {
    return samples_of(get("/metrics").body).at("banwei_sends_total{kind=\"" + kind + "\",outcome=\"sent\"}");
  }

  fault::Folder folder;
  fault::Stand stand;
  std::uint16_t port = 0;
};

TEST_F(OperationsTest, TheCountsMoveWithTheTrafficAndNameNobody) {
  start();
  EXPECT_EQ(get("/healthz").body, "ok\n");
  auto before = samples_of(get("/metrics").body);
  EXPECT_EQ(before.at(R"(banwei_events_total{kind="message"})"), 0);
  EXPECT_EQ(before.at("banwei_line_ups_total"), 1);
  EXPECT_EQ(before.at("banwei_held_crowded_out_total"), 0);

  for (int i = 0; i < 20; ++i) stand.say_something();
  stand.gateway().whisper("10001", plain("38.6"));
  ASSERT_TRUE(stand.wait([&] { return stand.unanswered(0) == 0; }));
  ASSERT_TRUE(stand.wait([&] { return sent("message") + sent("reaction") >= 21; })) << "volatile answers count too";
  const Page page = get("/metrics");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.type, "text/plain; version=0.0.4; charset=utf-8");
  auto after = samples_of(page.body);
  EXPECT_EQ(after.at(R"(banwei_events_total{kind="message"})"), 21);
  EXPECT_GE(after.at("banwei_calls_total"), 21);
  EXPECT_GT(after.at("banwei_turn_items_count"), before.at("banwei_turn_items_count"));
  EXPECT_GE(after.at("banwei_turn_items_sum"), before.at("banwei_turn_items_sum") + 21);
  EXPECT_GT(after.at("banwei_commit_seconds_sum"), 0);
  EXPECT_EQ(after.at("banwei_turn_items_count"), after.at(R"(banwei_turn_items_bucket{le="+Inf"})"));
  for (const char* secret : {"10001", "700001", "张三", "机电", "38.6", "sesame"}) {
    EXPECT_EQ(page.body.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(get("/").status, 404);
  EXPECT_EQ(stand.stop(), 0);
}

TEST_F(OperationsTest, HealthSaysThatTheLineIsDownAndThatItCameBack) {
  start();
  EXPECT_EQ(get("/healthz").status, 200);
  stand.gateway().fail({.group = {}, .direct = {}, .react = {}, .open = false});
  stand.gateway().drop();
  ASSERT_TRUE(stand.wait([&] { return get("/healthz").status == 503; }, seconds{20}));
  EXPECT_NE(get("/healthz").body.find("no line to the gateway"), std::string::npos);
  stand.gateway().fail({});
  ASSERT_TRUE(stand.wait([&] { return get("/healthz").status == 200; }));
  EXPECT_GE(samples_of(get("/metrics").body).at("banwei_line_ups_total"), 2);
}

TEST_F(OperationsTest, HealthIsServedHoweverManyHoldOnToThePort) {
  start();
  asio::io_context io;
  std::vector<asio::ip::tcp::socket> idle;
  for (int i = 0; i < 400; ++i) {
    idle.emplace_back(io);
    idle.back().connect({asio::ip::address_v4::loopback(), port});
  }
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get("/healthz").body, "ok\n");
  EXPECT_EQ(fault::occurrences(stand.log(), "too many connect to the port of health and metrics"), 1U);
}

TEST_F(OperationsTest, HealthSaysThatTheDiskIsFullAndHealsByItself) {
  stand.file_limit = 600'000;
  start();
  const bool full = stand.wait(
      [&] {
        stand.say_something();
        return get("/healthz").status == 503;
      },
      seconds{40});
  ASSERT_TRUE(full);
  EXPECT_NE(get("/healthz").body.find("make room on its disk"), std::string::npos);
  EXPECT_GT(samples_of(get("/metrics").body).at("banwei_turns_failed_total"), 0);
  stand.bot().lift_file_limit();
  EXPECT_TRUE(stand.wait([&] { return get("/healthz").status == 200; }));
}

TEST(Operations, OnlyTheLoopbackIsListenedTo) {
  const fault::Folder folder;
  const std::string config = (folder.path() / "config.toml").string();
  const auto refused = [&](const std::string& listen) {
    std::ofstream(config) << "[operations]\nlisten = \"" << listen << "\"\n";
    const Ran ran = banwei({"run", "--check", "--config", config}, [] {});
    return ran.code == 0 ? "" : ran.said;
  };
  EXPECT_EQ(refused(""), "");
  EXPECT_EQ(refused("127.0.0.1:9137"), "");
  EXPECT_EQ(refused("[::1]:9137"), "");
  for (const char* open : {"0.0.0.0:9137", "192.168.1.4:9137", "[::]:9137", "8.8.8.8:80"}) {
    EXPECT_NE(refused(open).find("config.toml 第2行 [operations] listen 是别的机器也能连的地址"), std::string::npos)
        << open << " " << refused(open);
  }
  for (const char* wrong : {"9137", "localhost:9137", "127.0.0.1", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:1x"}) {
    EXPECT_NE(refused(wrong).find("要写成"), std::string::npos) << wrong << " " << refused(wrong);
  }
}

}  // namespace
}  // namespace banwei::cli
