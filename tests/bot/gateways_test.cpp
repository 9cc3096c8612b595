// A line to each of the gateways in use.
#include <gtest/gtest.h>

#include "tests/bot/gateways.h"
#include "tests/json.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using SocketPtr = FakeGateway::SocketPtr;

class Gateways : public testing::TestWithParam<Gateway> {
 protected:
  Gateways() { behave_as(gateway_, GetParam()); }

  FakeGateway gateway_;
};

TEST_P(Gateways, ABadTokenIsSaidOnceAndNeverRepeated) {
  refuse_token_as(gateway_, GetParam());
  gateway_.start();
  LinkOptions options = quick(gateway_.url());
  options.backoff_most = 20ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.log.size() >= 4; }));
  caller.stop();
  EXPECT_EQ(caller.told("s3cret"), 0);
  EXPECT_EQ(caller.told("make the one in token_file (or BANWEI_TOKEN) the same"), 1);
  EXPECT_EQ(caller.told("the gateway answers"), 0) << "it did not";
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
    reply(socket, frame, test::parsed(GetParam().unknown));
  };
  gateway_.start();
  LinkOptions options = quick(gateway_.url());
  options.quiet = 100ms;  // The self-test is unknown to it too.
  Caller caller(options);
  ASSERT_TRUE(caller.wait_up());
  ASSERT_TRUE(gateway_.wait([&] { return gateway_.frames("get_status").size() >= 2; }));
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::sent);
  caller.stop();
  EXPECT_EQ(caller.ups.size(), 1U);
}

/// The list of friends is refused twice, and then comes.
TEST_P(Gateways, AFriendListThatIsRefusedIsAskedForAgain) {
  int asked = 0;
  const auto greet = gateway_.on_greeting;
  gateway_.on_greeting = [&](const SocketPtr& socket, const json& frame) {
    const bool refuses = frame["action"] == "get_friend_list" && ++asked <= 2;
    refuses ? reply(socket, frame, test::parsed(GetParam().refused)) : greet(socket, frame);
  };
  gateway_.start();
  LinkOptions options = quick(gateway_.url());
  options.friends_again = 10ms;
  Caller caller(options);
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.lists.size() == 1; }));
  caller.stop();
  EXPECT_FALSE(caller.ups.at(0).friends);
  EXPECT_EQ(caller.lists[0].account, "2854200865");
  EXPECT_EQ(caller.lists[0].friends, (std::vector<std::string>{"10001", "10002"}));
  EXPECT_EQ(caller.told("the friend list did not come"), 1);
  EXPECT_EQ(caller.told("the friend list has come"), 1);
  EXPECT_EQ(asked, 3);
}

TEST_P(Gateways, ARefusedSendIsRefused) {
  gateway_.on_send = [](const SocketPtr& socket, const json& frame) {
    reply(socket, frame, test::parsed(GetParam().refused));
  };
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  EXPECT_EQ(caller.send(1, "好").outcome, Outcome::refused);
}

TEST_P(Gateways, AnAnswerWithoutItsEchoAnswersNobody) {
  gateway_.on_send = [](const SocketPtr& socket, const json& frame) {
    for (const char* echo : {"null", "\"\""}) {
      json stray = test::parsed(GetParam().done);
      stray["echo"] = test::parsed(echo);
      socket->send(stray.dump());
    }
    socket->send(test::parsed(GetParam().unknown).dump());  // That of onebots has no echo when it cannot read a frame.
    reply(socket, frame, test::parsed(GetParam().refused));
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
    reply(socket, waiting[2], test::parsed(GetParam().done));
    reply(socket, waiting[0], test::parsed(GetParam().refused));
    reply(socket, waiting[1], test::parsed(GetParam().done));
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
    if (frame["params"]["message"][0]["data"]["text"] != "never") reply(socket, frame, test::parsed(GetParam().done));
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
    reply(socket, frame, test::parsed(GetParam().done));
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
  EXPECT_EQ(gateway_.frames("get_group_msg_history").size(), GetParam().history ? 1U : 0U);
  EXPECT_EQ(gateway_.frames("upload_group_file").size(), GetParam().file ? 1U : 0U);
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
  ASSERT_EQ(gateway_.frames(GetParam().reaction).size(), 1U);
  EXPECT_EQ(gateway_.frames(GetParam().reaction)[0]["params"]["message_id"], -98);
}

/// onebots says a number of its own in events, and the platform's in answers and mentions.
TEST_P(Gateways, AnAccountOfTwoNamesIsOne) {
  constexpr std::int64_t mapped = 71'234'567'890;
  gateway_.start();
  Caller caller(quick(gateway_.url()));
  ASSERT_TRUE(caller.wait_up());
  json said = test::parsed(group_message(1, "谁没报"));
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
  ASSERT_TRUE(caller.wait([](const Caller& c) { return c.mute_changes.size() == 1; }));
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
  EXPECT_EQ(caller.mute_changes[0].account, "2854200865");
}

INSTANTIATE_TEST_SUITE_P(All, Gateways, testing::ValuesIn(gateways),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace banwei::test
