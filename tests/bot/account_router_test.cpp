// Both directions at once: whose call goes by which line, and when an account is up.
#include "bot/gateway/account_router.h"

#include "tests/bot/dialling.h"
#include "tests/json.h"

namespace banwei::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

/// The account 2854200865 is dialled; others dial us, or the same one does.
class AccountRouterTest : public AcceptorTest {
 protected:
  void connect() {
    gateway_.start();
    router_.emplace(io_, AccountRouterOptions{.dial = quick(gateway_.url()), .listen = at_home()}, clock_, log_,
                    Sink{[this](Event event) {
                           note(event);
                           if (const auto* message = std::get_if<Message>(&event)) messages_.push_back(*message);
                         },
                         [this](CallResult result) { results_.push_back(std::move(result)); }});
    router_->start();
    pump_until([&] { return !order_.empty(); });
    ASSERT_EQ(order_, "up 2854200865, ");
  }

  std::string send(const std::string& room, bool group, const std::string& account, Dialling* other = nullptr) {
    results_.clear();
    router_->submit({{.tag = 7, .what = Send{group, room, plain("好")}, .account = account}});
    if (other != nullptr) other->serve(20);
    pump_until([&] { return !results_.empty(); });
    return results_.empty() ? "" : results_[0].outcome == Outcome::unsent ? "unsent" : results_[0].message;
  }

  FakeGateway gateway_;
  std::vector<Message> messages_;
  std::optional<AccountRouter> router_;
};

TEST_F(AccountRouterTest, ACallGoesByItsAccountAndElseByTheOneThatKnowsTheRoom) {
  connect();
  EXPECT_EQ(send("g1", true, ""), "1001");
  EXPECT_EQ(send("g1", true, "unheard of"), "1002");  // There is but one.
  Dialling other(io_, router_->port(), "1");
  EXPECT_EQ(send("x", true, "1", &other), "send_group_msg by 1");
  EXPECT_EQ(send("x", true, "2854200865", &other), "1003");
  EXPECT_EQ(send("x", true, "unheard of", &other), "unsent");
  EXPECT_EQ(send("g1", true, "", &other), "send_group_msg by 1");  // Its list of groups said so.
  EXPECT_EQ(send("10001", false, "", &other), "1004");             // The list of friends said so.
  json message = test::parsed(group_message(5, "早"));
  message["self_id"] = 1;
  message["message_type"] = "private";
  message["user_id"] = 10001;
  other.say(message.dump());
  EXPECT_EQ(send("10001", false, "", &other), "send_private_msg by 1");  // The account by which it was last heard.
  gateway_.say(group_message(6, "早"));
  pump_until([&] { return messages_.size() >= 2; });
  EXPECT_EQ(send("100001", true, "", &other), "1005");
}

TEST_F(AccountRouterTest, AMessageIsTakenBackByTheAccountThatSentIt) {
  connect();
  Dialling other(io_, router_->port(), "1");  // The newest line, which a call for nobody would take.
  ASSERT_EQ(send("x", true, "2854200865", &other), "1001");
  results_.clear();
  router_->submit(
      {{.tag = 8, .what = Delete{.group = true, .target = "x", .message = "1001"}, .account = "2854200865"}});
  pump_until([&] { return !results_.empty(); });
  ASSERT_EQ(results_.size(), 1U);
  EXPECT_EQ(results_[0].account, "2854200865");
  EXPECT_EQ(gateway_.frames().back()["action"], "delete_msg");
}

TEST_F(AccountRouterTest, AnAccountIsUpAsLongAsOneOfItsLinesIs) {
  connect();
  {
    Dialling same(io_, router_->port(), "2854200865");
    gateway_.say(group_message(5, "36.5"));
    same.say(group_message(5, "36.5"));
    pump_until([&] { return messages_.size() >= 2; });
    // What the desk knows a message by is the same, so it counts once.
    ASSERT_EQ(messages_.size(), 2U);
    EXPECT_EQ(messages_[0].account, messages_[1].account);
    EXPECT_EQ(messages_[0].room, messages_[1].room);
    EXPECT_EQ(messages_[0].user, messages_[1].user);
    EXPECT_EQ(messages_[0].id, messages_[1].id);
    EXPECT_EQ(messages_[0].content, messages_[1].content);
    EXPECT_EQ(send("100001", true, "2854200865", &same), "send_group_msg by 2854200865");
  }
  ASSERT_TRUE(pump_until([&] { return count("no line to the gateway") == 1; }));
  EXPECT_EQ(order_.find("down"), std::string::npos);
  EXPECT_EQ(send("100001", true, "2854200865"), "1001");
  router_->stop();
  EXPECT_TRUE(pump_until([&] { return order_.ends_with("down 2854200865, "); })) << order_;
  EXPECT_EQ(send("100001", true, "2854200865"), "unsent");
}

}  // namespace
}  // namespace banwei::test
