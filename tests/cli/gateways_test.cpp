// The real binary before each of the gateways in use, as their table has it, and behind TLS.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "storage/database.h"
#include "tests/bot/gateways.h"
#include "tests/bot/tls_stand.h"
#include "tests/cli/page.h"
#include "tests/cli/ran.h"
#include "tests/json.h"

namespace banwei::cli {
namespace {

using nlohmann::json;
using SocketPtr = test::FakeGateway::SocketPtr;

constexpr const char* three_students =
    "学号,姓名,班级,QQ,群号\n"
    "2019010101,张三,机电1901,20001,100001\n2019010102,李四,机电1901,20002,100001\n"
    "2019010103,马超,机电1901,20003,100001\n";
constexpr const char* staff =
    "工号,姓名,班级,QQ,角色\nT001,王敏,机电1901,10001,辅导员\nT002,李强,机电1901,10002,班主任\n";

/// A bot of the configuration and the gateway that it dials.
class Stage : protected Workplace {
 protected:
  explicit Stage(const test::Gateway& manners) : Workplace({}), manners_(manners) {
    test::behave_as(gateway_, manners_);
    gateway_.on_greeting = [this, greet = gateway_.on_greeting](const SocketPtr& socket, const json& frame) {
      json answer = test::parsed(manners_.done);
      if (frame["action"] == "get_group_msg_history") {
        answer["data"]["messages"] = missed_;
      } else if (frame["action"] == "get_friend_list") {
        if (hides_friends_) return test::reply(socket, frame, test::parsed(manners_.refused));
        for (int user : {10001, 10002, 20001, 20002, 20003}) answer["data"].push_back({{"user_id", user}});
      } else {
        return greet(socket, frame);
      }
      test::reply(socket, frame, answer);
    };
    gateway_.on_send = [this](const SocketPtr& socket, const json& frame) {
      const bool refused = refusing_ && frame["params"]["user_id"] == 10001;
      json answer = test::parsed(refused ? manners_.refused : manners_.done);
      if (!refused) answer["data"] = only_answer_.value_or(json{{"message_id", 10'000 + ++sent_}});
      test::reply(socket, frame, answer);
    };
    write("students.csv", three_students);
    write("staff.csv", staff);
    dial(gateway_.url());
  }

  /// The bot's own lines of the day are off: what a test hears does not depend on the hour.
  void dial(const std::string& url, const std::string& more = {}) const {
    write("config.toml", "[gateway]\nurl = \"" + url + "\"\ntoken_file = \"token\"\n" + more +
                             "[temperature]\ngreeting = false\nnudge = false\nclosing = false\n"
                             "[chat]\nquiet_from = 00:00:00\nquiet_until = 00:00:00\n"
                             "[pace]\nsend_seconds = 0\nsend_burst = 0\nsends_per_hour = 0\nwhisper_seconds = 0\n");
  }
  void start() {
    import();
    gateway_.start();
    bot_ = start_bot();
  }
  void end() {
    bot_->send(SIGTERM);
    EXPECT_EQ(bot_->wait(), 0);
  }
  /// How often they stand in the log, but for the time at the head of each line: 10:20:38.512 holds 38.5.
  std::size_t logged(std::string_view words) const {
    std::istringstream lines(log());
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line);) {
      const auto time = line.starts_with('[') ? line.find(']') + 1 : 0;
      count += fault::occurrences(std::string_view(line).substr(time), words);
    }
    return count;
  }

  /// A student's words in the group of the class, as this gateway brings them.
  json said(std::int64_t user, const std::string& text) {
    json event = {{"post_type", "message"},
                  {"message_type", "group"},
                  {"sub_type", "normal"},
                  {"time", std::chrono::system_clock::to_time_t(std::chrono::system_clock::now())},
                  {"self_id", 2854200865},
                  {"group_id", 100001},
                  {"user_id", user},
                  {"message_id", manners_.first_id + said_++},
                  {"sender", {{"nickname", "无名"}}}};
    event["message"] = manners_.cq ? json(text) : json::array({{{"type", "text"}, {"data", {{"text", text}}}}});
    return event;
  }

  std::vector<json> frames(const std::string& action, std::int64_t user = 0) const {
    std::vector<json> found = gateway_.frames(action);
    std::erase_if(found, [&](const json& frame) { return user != 0 && frame["params"]["user_id"] != user; });
    return found;
  }
  std::string stored(const std::string& sql) const {
    storage::Database reader(path("banwei.db"), storage::Database::Access::read);
    storage::Rows rows = reader.query(sql);
    std::string all;
    while (rows.next()) all += rows.text(0) + " ";
    return all;
  }

  const test::Gateway& manners_;
  test::FakeGateway gateway_;
  std::unique_ptr<fault::Process> bot_;
  std::atomic<bool> refusing_{false};  // It refuses what is sent to the counsellor.
  bool hides_friends_ = false;         // Set before the start.
  std::optional<json> only_answer_;    // The answer to all that is sent; set before the start.
  int sent_ = 0;
  json missed_ = json::array();  // What a history holds; set before a line is dropped.
  int said_ = 0;
};

class BotBefore : public testing::TestWithParam<test::Gateway>, protected Stage {
 protected:
  BotBefore() : Stage(GetParam()) {}
};

TEST_P(BotBefore, AMorningAndAFever) {
  const std::string to_counsellor = "SELECT state FROM parcels WHERE target = '10001' ORDER BY id";
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  const json report = said(20001, "36.5");
  gateway_.say(report.dump());
  gateway_.say(said(20002, "38.5 咳嗽").dump());
  ASSERT_TRUE(gateway_.wait([&] { return stored(to_counsellor) == "sent "; })) << log();
  EXPECT_EQ(stored("SELECT centi FROM readings ORDER BY centi"), "3650 3850 ");
  EXPECT_EQ(stored("SELECT message FROM readings WHERE centi = 3650"), report["message_id"].dump() + " ");

  const std::vector<json> alerts = frames("send_private_msg", 10001);
  ASSERT_EQ(alerts.size(), 1U);
  EXPECT_FALSE(alerts[0]["params"].contains("group_id"));
  ASSERT_EQ(alerts[0]["params"]["message"].size(), 1U);
  EXPECT_EQ(alerts[0]["params"]["message"][0]["type"], "text");
  EXPECT_NE(alerts[0].dump().find("38.5"), std::string::npos);
  EXPECT_TRUE(frames("send_group_msg").empty());
  if (*GetParam().reaction != '\0') {
    ASSERT_TRUE(gateway_.wait([&] { return frames(GetParam().reaction).size() == 2; }));
    EXPECT_EQ(frames(GetParam().reaction)[0]["params"]["message_id"], report["message_id"]);
  }

  refusing_ = true;
  gateway_.say(said(20003, "39.0").dump());
  ASSERT_TRUE(gateway_.wait([&] { return !frames("send_private_msg", 10002).empty(); })) << log();
  EXPECT_EQ(frames("send_private_msg", 10001).size(), 2U) << "what was refused is not said again";
  EXPECT_EQ(stored(to_counsellor), "sent failed ");

  end();
  for (const char* secret : {token, "38.5", "3850", "李四", "张三"}) EXPECT_EQ(logged(secret), 0U) << secret;
}

TEST_P(BotBefore, WhatWasSaidWhileTheLineWasAway) {
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  missed_ = json::array({said(20001, "36.7")});
  missed_[0]["time"] = missed_[0]["time"].get<std::int64_t>() + 1;
  gateway_.on_thread([](const std::vector<SocketPtr>& sockets) {
    for (const SocketPtr& socket : std::vector(sockets)) socket->drop();
  });
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 2U; })) << log();
  if (GetParam().history) {
    ASSERT_TRUE(gateway_.wait([&] { return !stored("SELECT centi FROM readings").empty(); })) << log();
    EXPECT_EQ(stored("SELECT sent FROM readings"), missed_[0]["time"].dump() + " ");
  }
  gateway_.say(said(20002, "36.4").dump());
  const std::string all = GetParam().history ? "3640 3670 " : "3640 ";
  EXPECT_TRUE(gateway_.wait([&] { return stored("SELECT centi FROM readings ORDER BY centi") == all; })) << log();
  EXPECT_EQ(frames("get_group_msg_history").empty(), !GetParam().history);
}

TEST_P(BotBefore, ABadTokenIsSaidAndEndsNothing) {
  test::refuse_token_as(gateway_, GetParam());
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("make the one in token_file (or BANWEI_TOKEN) the same") == 1U; }))
      << log();
  const Ran doctor = verb({"doctor"});
  EXPECT_EQ(doctor.code, 1);
  EXPECT_TRUE(doctor.says("→ 令牌不对")) << doctor.said;
  EXPECT_FALSE(doctor.says(token));
  EXPECT_TRUE(bot_->alive());
  end();
  EXPECT_EQ(logged(token), 0U);
  EXPECT_EQ(logged("make the one in token_file (or BANWEI_TOKEN) the same"), 1U);
}

class BotInDoubt : public testing::Test, protected Stage {
 protected:
  BotInDoubt() : Stage(test::gateways[0]) {}

  bool both_say(std::string_view status, std::string_view doctor) {
    const Ran first = verb({"status"});
    const Ran second = verb({"doctor"});
    EXPECT_TRUE(first.says(status)) << first.said;
    EXPECT_TRUE(second.says(doctor)) << second.said;
    return first.says(status) && second.says(doctor);
  }
};

TEST_F(BotInDoubt, AFriendListThatIsRefusedIsSaidAndAnAlertIsTried) {
  hides_friends_ = true;
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  EXPECT_EQ(logged("the friend list did not come"), 1U);
  EXPECT_TRUE(both_say("没拿到好友列表", "网关没有给出好友列表"));
  gateway_.say(said(20002, "38.5").dump());
  ASSERT_TRUE(gateway_.wait([&] { return !frames("send_private_msg", 10001).empty(); })) << log();
  end();
  EXPECT_NE(frames("send_private_msg", 10001)[0].dump().find("38.5"), std::string::npos);
  EXPECT_TRUE(frames("send_group_msg").empty());
}

/// A gateway that gives the same answer to all that is sent, whatever becomes of it.
struct OneAnswer {
  const char* name;
  const char* data;
  const char* logged;
  const char* status;
  const char* doctor;
};
constexpr OneAnswer of_one_id(const char* name, const char* data) {
  return {name, data, "one and the same id", "网关每条都回同一个消息编号", "每条消息都回同一个编号"};
}
constexpr OneAnswer of_no_id(const char* name, const char* data) {
  return {name, data, "gives no id", "网关不给消息编号", "不给消息编号"};
}

class BotWithoutIds : public BotInDoubt, public testing::WithParamInterface<OneAnswer> {};

TEST_P(BotWithoutIds, DoesNotBelieveAndSendsOn) {
  const OneAnswer& answer = GetParam();
  only_answer_ = test::parsed(answer.data);
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  for (std::size_t i = 1; i <= 3; ++i) {
    const std::string degrees = "38." + std::to_string(i);
    json letter = said(20000 + static_cast<std::int64_t>(i), degrees);
    letter["message_type"] = "private";
    letter.erase("group_id");
    gateway_.say(letter.dump());
    // One turn would make one line of several.
    const auto told = [&] {
      const std::vector<json> alerts = frames("send_private_msg", 10001);
      return std::any_of(alerts.begin(), alerts.end(),
                         [&](const json& alert) { return alert.dump().find(degrees) != std::string::npos; });
    };
    ASSERT_TRUE(gateway_.wait(told)) << log();
  }
  ASSERT_TRUE(gateway_.wait([&] { return logged(answer.logged) == 1U; })) << log();
  EXPECT_TRUE(both_say(answer.status, answer.doctor));
  EXPECT_NE(stored("SELECT state FROM parcels").find("unknown"), std::string::npos);
  end();
}

INSTANTIATE_TEST_SUITE_P(All, BotWithoutIds,
                         testing::Values(of_one_id("one", R"({"message_id": 4711})"),
                                         of_no_id("nought", R"({"message_id": 0})"),
                                         of_no_id("minus", R"({"message_id": -1})"), of_no_id("none", "{}"),
                                         of_no_id("null", "null")),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(BotInDoubt, AnotherAccountTakesThePlaceOfTheOneThatWasLoggedOut) {
  std::atomic<std::int64_t> account{2854200865};
  gateway_.on_greeting = [&, greet = gateway_.on_greeting](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != "get_login_info") return greet(socket, frame);
    json answer = test::parsed(manners_.done);
    answer["data"] = {{"user_id", account.load()}};
    test::reply(socket, frame, answer);
  };
  dial(gateway_.url(), "[operations]\nlisten = \"127.0.0.1:0\"\n");
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  const std::uint16_t port = health_port(log());
  EXPECT_EQ(get(port, "/healthz").body, "ok\n");
  account = 2854200866;
  gateway_.on_thread([](const std::vector<SocketPtr>& sockets) {
    for (const SocketPtr& socket : std::vector(sockets)) socket->drop();
  });
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 2U; })) << log();
  EXPECT_EQ(get(port, "/healthz").body, "ok\n");
  end();
}

TEST_F(BotInDoubt, ReactionsThatAreRefusedAreSaid) {
  gateway_.on_greeting = [this, greet = gateway_.on_greeting](const SocketPtr& socket, const json& frame) {
    if (frame["action"] != manners_.reaction) return greet(socket, frame);
    test::reply(socket, frame, test::parsed(manners_.refused));
  };
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  for (std::size_t i = 1; i <= 3; ++i) {
    gateway_.say(said(20001, "36." + std::to_string(i)).dump());
    ASSERT_TRUE(gateway_.wait([&] { return frames(manners_.reaction).size() == i; })) << log();
  }
  ASSERT_TRUE(gateway_.wait([&] { return logged("refuses our reactions") == 1U; })) << log();
  EXPECT_TRUE(both_say("网关不让点表情", "不让点表情"));
  gateway_.say(said(20002, "36.4").dump());
  ASSERT_TRUE(gateway_.wait([&] { return stored("SELECT centi FROM readings").find("3640") != std::string::npos; }));
  end();
  EXPECT_EQ(frames(manners_.reaction).size(), 3U);
}

class BotBehindTls : public testing::Test, protected Stage {
 protected:
  BotBehindTls() : Stage(test::gateways[0]) { write("ca.pem", ca_.pem); }

  const test::Certificate ca_ = test::self_signed("a CA");
};

TEST_F(BotBehindTls, AReportIsNoddedTo) {
  const test::TlsFront front(test::signed_by(ca_, "localhost"), gateway_.port());
  dial("wss://localhost:" + std::to_string(front.port()) + "/", "ca_file = \"ca.pem\"\n");
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("line up") == 1U; })) << log();
  gateway_.say(said(20001, "36.5").dump());
  EXPECT_TRUE(gateway_.wait([&] { return frames(manners_.reaction).size() == 1; })) << log();
  EXPECT_EQ(gateway_.authorization(), std::string("Bearer ") + token);
  end();
}

TEST_F(BotBehindTls, WhoeverIsCertifiedForAnotherNameHearsNothing) {
  const test::TlsFront front(test::signed_by(ca_, "other.example"), gateway_.port());
  dial("wss://localhost:" + std::to_string(front.port()) + "/", "ca_file = \"ca.pem\"\n");
  start();
  ASSERT_TRUE(gateway_.wait([&] { return logged("for another name") > 0; })) << log();
  end();
  EXPECT_EQ(gateway_.authorization(), "");
  EXPECT_EQ(logged("line up"), 0U);
}

INSTANTIATE_TEST_SUITE_P(All, BotBefore, testing::ValuesIn(test::gateways),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace banwei::cli
