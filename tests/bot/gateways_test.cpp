// How the gateways in use differ, as far as a line notices: one table, and every test run over it.
#include <gtest/gtest.h>

#include "tests/bot/line_stand.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using SocketPtr = FakeGateway::SocketPtr;

struct Gateway {
  const char* name;
  const char* app;
  int bad_token;         // the HTTP status of the upgrade; 101: the refusal comes after it
  const char* farewell;  // after a bad token: a frame before the close
  int close_code;        // of that close; 0: none
  const char* unknown;   // how it answers an action that it does not know
  const char* refused;   // a send that QQ refused
  const char* done;      // an action without a result
  const char* reaction;  // its action; "": none
  bool history = true;
  bool file = true;
};

constexpr Gateway gateways[] = {
    {.name = "NapCat",
     .app = "NapCat.Onebot",
     .bad_token = 101,
     .farewell = R"({"status":"failed","retcode":1403,"data":null,"message":"token验证失败","wording":"token验证失败",
                     "echo":null,"stream":"normal-action"})",
     .close_code = 0,
     .unknown = R"({"status":"failed","retcode":1404,"data":null,"message":"不支持的Api x","wording":"不支持的Api x"})",
     .refused = R"({"status":"failed","retcode":1200,"data":null,
                    "message":"EventChecker Failed: {\"result\":110,\"errMsg\":\"你已被移出该群\"}"})",
     .done = R"({"status":"ok","retcode":0,"message":"","wording":"","stream":"normal-action"})",
     .reaction = "set_msg_emoji_like"},
    {.name = "LLBot",
     .app = "LLOneBot",
     .bad_token = 101,
     .farewell = R"({"status":"failed","retcode":1403,"data":null,"message":"token验证失败","echo":null})",
     .close_code = 1008,
     .unknown = R"({"status":"failed","retcode":1404,"data":null,"message":"不支持的api x","wording":"不支持的api x"})",
     .refused = R"({"status":"failed","retcode":1200,"data":null,"message":"发送失败: 120","wording":"发送失败: 120"})",
     .done = R"({"status":"ok","retcode":0,"data":null,"message":"","wording":""})",
     .reaction = "set_msg_emoji_like"},
    {.name = "Lagrange",
     .app = "Lagrange.OneBot",
     .bad_token = 403,
     .farewell = "",
     .close_code = 0,
     .unknown = R"({"status":"failed","retcode":404,"data":null})",
     .refused = R"({"status":"failed","retcode":120,"data":null})",
     .done = R"({"status":"ok","retcode":0,"data":null})",
     .reaction = "set_group_reaction"},
    {.name = "gocqhttp",
     .app = "go-cqhttp",
     .bad_token = 401,
     .farewell = "",
     .close_code = 0,
     .unknown = R"({"data":null,"msg":"API_NOT_FOUND","retcode":404,"status":"failed","wording":"API不存在"})",
     .refused = R"({"data":null,"msg":"SEND_MSG_API_ERROR","retcode":100,"status":"failed",
                    "wording":"请参考 go-cqhttp 端输出"})",
     .done = R"({"data":null,"message":"","retcode":0,"status":"ok"})",
     .reaction = "",
     .file = false},
    {.name = "onebots",
     .app = "onebots",
     .bad_token = 101,
     .farewell = "",
     .close_code = 1008,
     .unknown = R"({"status":"failed","retcode":-1,"msg":"unknown action"})",
     .refused = R"({"status":"failed","retcode":-1,"msg":"send failed"})",
     .done = R"({"status":"ok","retcode":0})",
     .reaction = "",
     .history = false,
     .file = false},
};

class Gateways : public testing::TestWithParam<Gateway> {
 protected:
  Gateways() {
    gateway_.on_greeting = [this](const SocketPtr& socket, const json& frame) {
      const std::string action = frame["action"];
      if (action == "get_version_info") {
        json answer = json::parse(GetParam().done);
        answer["data"] = {{"app_name", GetParam().app}, {"protocol_version", "v11"}};
        return reply(socket, frame, answer);
      }
      if (action == GetParam().reaction) return reply(socket, frame, json::parse(GetParam().done));
      gateway_.answer(socket, frame);
    };
  }

  static void reply(const SocketPtr& socket, const json& frame, json answer) {
    answer["echo"] = frame["echo"];
    socket->send(answer.dump());
  }

  /// The frames of an action, as the gateway got them.
  std::vector<json> frames(const std::string& action) const {
    std::vector<json> found;
    for (const json& frame : gateway_.frames()) {
      if (frame["action"] == action) found.push_back(frame);
    }
    return found;
  }

  FakeGateway gateway_;
};

TEST_P(Gateways, ABadTokenIsSaidOnceAndNeverRepeated) {
  if (GetParam().bad_token != 101) gateway_.accept = [](const web::Request&) { return GetParam().bad_token; };
  gateway_.opened = [](const SocketPtr& socket) {
    if (*GetParam().farewell != '\0') socket->send(json::parse(GetParam().farewell).dump());
    socket->close(static_cast<std::uint16_t>(GetParam().close_code));
  };
  gateway_.on_greeting = [](const SocketPtr&, const json&) {};
  gateway_.start();
  LinkOptions options = quick(gateway_.url());
  options.backoff_most = 20ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.log.size() >= 4; }));
  caller.stop();
  int told = 0;
  for (const std::string& line : caller.log) {
    told += line.find("make [gateway] token the same") != std::string::npos;
    EXPECT_EQ(line.find("s3cret"), std::string::npos);
  }
  EXPECT_EQ(told, 1);
  EXPECT_TRUE(caller.order.empty());
}

TEST_P(Gateways, WhatItCanIsKnown) {
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.stop();
  EXPECT_EQ(caller.ups[0].can.react, *GetParam().reaction != '\0');
  EXPECT_EQ(caller.ups[0].can.history, GetParam().history);
  EXPECT_EQ(caller.ups[0].can.file, GetParam().file);
  EXPECT_EQ(caller.ups[0].groups, std::vector<std::string>{"100001"});
}

TEST_P(Gateways, AnActionItDoesNotKnowCostsNothing) {
  gateway_.on_greeting = [](const SocketPtr& socket, const json& frame) {
    reply(socket, frame, json::parse(GetParam().unknown));
  };
  gateway_.start();
  LinkOptions options = quick(gateway_.url());
  options.quiet = 100ms;  // the self-test is unknown to it too
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  ASSERT_TRUE(gateway_.wait([&] { return frames("get_status").size() >= 2; }));
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

TEST_P(Gateways, ARefusedSendIsRefused) {
  gateway_.on_send = [](const SocketPtr& socket, const json& frame) {
    reply(socket, frame, json::parse(GetParam().refused));
  };
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::refused);
}

TEST_P(Gateways, AnAnswerWithoutItsEchoAnswersNobody) {
  gateway_.on_send = [](const SocketPtr& socket, const json& frame) {
    for (const char* echo : {"null", "\"\""}) {
      json stray = json::parse(GetParam().done);
      stray["echo"] = json::parse(echo);
      socket->send(stray.dump());
    }
    socket->send(json::parse(GetParam().unknown).dump());  // onebots' has no echo at all when it cannot read a frame
    reply(socket, frame, json::parse(GetParam().refused));
  };
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::refused);
}

TEST_P(Gateways, AnswersInAnyOrderFindTheirCalls) {
  std::vector<json> waiting;
  gateway_.on_send = [&](const SocketPtr& socket, const json& frame) {
    waiting.push_back(frame);
    if (waiting.size() < 3) return;
    reply(socket, waiting[2], json::parse(GetParam().done));
    reply(socket, waiting[0], json::parse(GetParam().refused));
    reply(socket, waiting[1], json::parse(GetParam().done));
  };
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({to_group(1, "a"), to_group(2, "b"), to_group(3, "c")});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 3; }));
  caller.stop();
  EXPECT_EQ(caller.result(1)->outcome, Outcome::refused);
  EXPECT_EQ(caller.result(2)->outcome, Outcome::sent);
  EXPECT_EQ(caller.result(3)->outcome, Outcome::sent);
}

TEST_P(Gateways, ACallThatIsNeverAnsweredIsUnknownAndHoldsUpNoOther) {
  gateway_.on_send = [](const SocketPtr& socket, const json& frame) {
    if (frame["params"]["message"][0]["data"]["text"] != "never") reply(socket, frame, json::parse(GetParam().done));
  };
  gateway_.start();
  LinkOptions options = quick(gateway_.url());
  options.call_timeout = 200ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({to_group(1, "never")});
  EXPECT_EQ(caller.send(2, "好").outcome, Outcome::sent);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.result(1) != nullptr; }));
  EXPECT_EQ(caller.result(1)->outcome, Outcome::unknown);
}

TEST_P(Gateways, ASendWithoutAResultIsSentAllTheSame) {
  gateway_.on_send = [](const SocketPtr& socket, const json& frame) {
    reply(socket, frame, json::parse(GetParam().done));
  };
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  const CallResult result = caller.send(1, "好");
  EXPECT_EQ(result.outcome, Outcome::sent);
  EXPECT_EQ(result.message, "");
}

TEST_P(Gateways, WhatItCannotIsRefusedHereAndNotWritten) {
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({{.tag = 5, .what = FetchHistory{"100001", 50}},
                        {.tag = 6, .what = SendFile{true, "100001", "三月.csv", "学号"}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.results.size() == 2; }));
  caller.stop();
  EXPECT_EQ(caller.result(5)->outcome, GetParam().history ? Outcome::sent : Outcome::refused);
  EXPECT_EQ(caller.result(6)->outcome, GetParam().file ? Outcome::sent : Outcome::refused);
  EXPECT_EQ(frames("get_group_msg_history").size(), GetParam().history ? 1U : 0U);
  EXPECT_EQ(frames("upload_group_file").size(), GetParam().file ? 1U : 0U);
}

TEST_P(Gateways, AReactionGoesByItsOwnAction) {
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  caller.link().submit({{.tag = 5, .what = ReactTo{Place::group, "100001", "-98", "👌"}}});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.result(5) != nullptr; }));
  caller.stop();
  if (*GetParam().reaction == '\0') {
    EXPECT_EQ(caller.result(5)->outcome, Outcome::refused);
    return;
  }
  EXPECT_EQ(caller.result(5)->outcome, Outcome::sent);
  ASSERT_EQ(frames(GetParam().reaction).size(), 1U);
  EXPECT_EQ(frames(GetParam().reaction)[0]["params"]["message_id"], -98);
}

/// onebots says a number of its own in events, and the platform's in answers and mentions.
TEST_P(Gateways, AnAccountOfTwoNamesIsOne) {
  constexpr std::int64_t mapped = 71'234'567'890;
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  json said = json::parse(group_message(1, "谁没报"));
  said["self_id"] = mapped;
  for (const char* name : {"2854200865", "71234567890", "10001"})
    said["message"].insert(said["message"].begin(), json({{"type", "at"}, {"data", {{"qq", name}}}}));
  gateway_.say(said.dump());
  json own = said;
  own["user_id"] = mapped;
  gateway_.say(own.dump());
  json letter = own;
  letter["message_type"] = "private";
  gateway_.say(letter.dump());
  gateway_.say(json({{"post_type", "notice"},
                     {"notice_type", "group_ban"},
                     {"sub_type", "ban"},
                     {"self_id", mapped},
                     {"group_id", 100001},
                     {"user_id", mapped},
                     {"duration", 600}})
                   .dump());
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.standings.size() == 1; }));
  OutgoingCall answer = to_group(1, "还差1位");
  answer.account = caller.messages[0].account;
  caller.link().submit({answer});
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.result(1) != nullptr; }));
  caller.stop();
  EXPECT_EQ(caller.result(1)->outcome, Outcome::sent);
  EXPECT_EQ(caller.result(1)->account, "2854200865");
  ASSERT_EQ(caller.messages.size(), 2U) << "our own letter is nobody's";
  const Content words = caller.messages[0].content;
  ASSERT_EQ(words.size(), 4U);
  EXPECT_EQ(words[0].value, "10001") << "somebody else";
  EXPECT_EQ(words[1].value, "2854200865") << "we, by the one name";
  EXPECT_EQ(words[2].value, "2854200865") << "we, by the other";
  EXPECT_EQ(caller.messages[0].user, "10001");
  EXPECT_EQ(caller.messages[1].user, "2854200865");
  for (const Message& message : caller.messages) EXPECT_EQ(message.account, "2854200865");
  EXPECT_EQ(caller.standings[0].account, "2854200865");
}

INSTANTIATE_TEST_SUITE_P(All, Gateways, testing::ValuesIn(gateways),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace banwei::test
