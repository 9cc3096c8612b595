// The outbox within its budgets: what goes first, what waits, what is given up, and what a breaker holds back.
#include "bot/outbox.h"

#include <gtest/gtest.h>

#include "tests/storage/world.h"

namespace banwei {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using storage::Priority;
using storage::SendState;

class OutboxPaceTest : public testing::Test, protected storage::World {
 protected:
  OutboxPaceTest() { open({}); }

  void open(const RateLimits& pace) {
    outbox = std::make_unique<Outbox>(stores.outbox, stores.send_log, links, pace, 7);
    outbox->start(now, steady);
    link_up({.account = "bot", .can = {}, .friends = {}, .groups = {}});
    pass(minutes{1});
  }
  void link_up(const LinkUp& link) {
    links.up(link);
    outbox->on_link_up(link, now, steady);
  }
  void pass(std::chrono::seconds by) {
    now += by;
    steady += by;
  }
  void post(const std::string& group, Priority priority, const std::string& words = "x", Utc until = {}) {
    outbox->add(Post{group, plain(words), priority, "", until}, now);
  }
  void whisper(const std::string& account, Priority priority) {
    outbox->add(account, Whisper{{}, plain("x"), priority, ""}, now);
  }
  OutgoingCall say(const std::string& group, const std::string& words) {
    return {.what = Send{.group = true, .target = group, .content = plain(words)}, .account = "bot"};
  }
  OutgoingCall react(const std::string& group) {
    return {.what = ReactTo{Place::group, group, "m", "👌"}, .account = "bot"};
  }

  /// One turn: what leaves. Durable sends are answered with `outcome` at once.
  std::vector<OutgoingCall> turn(std::vector<OutgoingCall> calls = {}, Outcome outcome = Outcome::sent,
                                 bool quiet = false) {
    auto parcels = outbox->dequeue(now, steady, quiet, !calls.empty());
    outbox->confirm_dequeued();
    auto all = std::move(parcels);
    for (OutgoingCall& call : outbox->release(std::move(calls), now, steady)) all.push_back(std::move(call));
    for (const OutgoingCall& call : all) {
      if (call.tag == 0) continue;
      auto settled = outbox->on_send_result(
          {.tag = call.tag, .outcome = outcome, .message = "b" + std::to_string(++messages), .account = "bot"}, now);
      if (settled.opened) opened.push_back(*settled.opened);
    }
    return all;
  }
  static std::string target(const OutgoingCall& call) {
    if (const auto* send = std::get_if<Send>(&call.what)) return send->target;
    if (const auto* react = std::get_if<ReactTo>(&call.what)) return "react " + react->room;
    return "?";
  }
  /// The targets of what leaves in the next `time`, a turn a second.
  std::vector<std::string> dequeue(std::chrono::seconds time, Outcome outcome = Outcome::sent) {
    std::vector<std::string> targets;
    for (const Utc end = now + time; now < end; pass(seconds{1})) {
      for (const OutgoingCall& call : turn({}, outcome)) targets.push_back(target(call));
    }
    return targets;
  }

  Links links;
  std::unique_ptr<Outbox> outbox;
  Utc now{seconds{1'583'900'000}};
  Clock::Steady steady{std::chrono::hours{10}};
  std::vector<BreakerOpened> opened;
  int messages = 0;
};

using Targets = std::vector<std::string>;

TEST_F(OutboxPaceTest, TheMostUrgentGoesFirst) {
  post("g1", Priority::summary);
  post("g2", Priority::ladder);
  post("g3", Priority::notice);
  post("g4", Priority::answer);
  whisper("u2", Priority::care);
  EXPECT_EQ(dequeue(seconds{20}), (Targets{"u2", "g4", "g3", "g2", "g1"}));
}

TEST_F(OutboxPaceTest, ABroadcastTakesItsTime) {
  for (int i = 0; i < 79; ++i) post("g" + std::to_string(100 + i), Priority::notice);
  const auto first = dequeue(minutes{1});
  EXPECT_GE(first.size(), 27U);
  EXPECT_LE(first.size(), 36U);
  EXPECT_EQ(first.size() + dequeue(minutes{4}).size(), 79U);
}

TEST_F(OutboxPaceTest, AnAlertOvertakesABroadcastAndFliesBesideASend) {
  for (int i = 0; i < 79; ++i) post("g" + std::to_string(100 + i), Priority::notice);
  dequeue(seconds{20});
  whisper("u1", Priority::care);
  auto calls = outbox->dequeue(now, steady, false, false);
  outbox->confirm_dequeued();
  ASSERT_FALSE(calls.empty());
  EXPECT_EQ(target(calls.front()), "u1");
  whisper("u2", Priority::care);
  calls = outbox->dequeue(now, steady, false, false);
  outbox->confirm_dequeued();
  EXPECT_EQ(calls.size(), 1U);  // The first alert is still in flight.
}

TEST_F(OutboxPaceTest, AnswersGoBeforeNotices) {
  for (int i = 0; i < 10; ++i) post("g" + std::to_string(i), Priority::notice);
  dequeue(seconds{10});
  const auto calls = turn({say("g1", "答")});
  for (const OutgoingCall& call : calls) EXPECT_EQ(std::get<Send>(call.what).content, plain("答"));
  bool answered = !calls.empty();
  for (int i = 0; i < 3 && !answered; ++i) {
    pass(seconds{1});
    for (const OutgoingCall& call : turn()) answered = std::get<Send>(call.what).content == plain("答");
  }
  EXPECT_TRUE(answered);
}

TEST_F(OutboxPaceTest, AReactionWaitsForAnIdleMomentAndIsDroppedAfterTwentySeconds) {
  EXPECT_EQ(turn({react("g1")}).size(), 1U);
  std::vector<OutgoingCall> rush;
  for (int i = 0; i < 38; ++i) rush.push_back(react("g1"));
  std::size_t shown = turn(std::move(rush)).size();
  for (int i = 0; i < 60; ++i) {
    pass(seconds{1});
    shown += turn().size();
  }
  EXPECT_LE(shown, 11U);
  EXPECT_GE(shown, 7U);
  EXPECT_EQ(outbox->dropped(), 38U - shown);
}

TEST_F(OutboxPaceTest, WordsOfOneRoomKeepTheirOrder) {
  std::vector<OutgoingCall> calls;
  for (char letter = 'a'; letter < 'f'; ++letter) calls.push_back(say("g1", std::string(1, letter)));
  std::string order;
  const auto read = [&](const std::vector<OutgoingCall>& left) {
    for (const OutgoingCall& call : left) order += std::get<Send>(call.what).content.front().value;
  };
  read(turn(std::move(calls)));
  for (int i = 0; i < 20; ++i) {
    pass(seconds{1});
    read(turn());
  }
  EXPECT_EQ(order, "abcde");
}

TEST_F(OutboxPaceTest, NothingIsSaidInAGroupBeforeAnAnswerThatWaitsForIt) {
  for (const bool paced : {true, false}) {
    open(paced ? RateLimits{} : RateLimits::off());
    post("g2", Priority::answer, "another");
    const auto first = outbox->dequeue(now, steady, false, false);  // It stays in flight for a while.
    ASSERT_EQ(first.size(), 1U);
    outbox->confirm_dequeued();
    post("g1", Priority::answer, "the opening");
    EXPECT_TRUE(turn({react("g1"), say("g1", "to the first who answers")}).empty()) << paced;
    EXPECT_EQ(turn({say("g3", "elsewhere")}).size(), 1U) << paced;
    outbox->on_send_result({.tag = first.front().tag,
                            .outcome = Outcome::sent,
                            .message = "b" + std::to_string(++messages),
                            .account = "bot"},
                           now);
    pass(seconds{5});
    const auto left = dequeue(seconds{15});
    EXPECT_EQ(left, (Targets{"g1", "g1", "react g1"})) << paced;
  }
}

TEST_F(OutboxPaceTest, WithoutBudgetsEverythingLeavesAtOnceAndInOrder) {
  open(RateLimits::off());
  std::vector<OutgoingCall> calls;
  for (int i = 0; i < 500; ++i) calls.push_back(say("g" + std::to_string(i % 5), std::to_string(i)));
  const auto left = turn(std::move(calls));
  ASSERT_EQ(left.size(), 500U);
  for (int i = 0; i < 500; ++i)
    EXPECT_EQ(std::get<Send>(left[static_cast<std::size_t>(i)].what).content, plain(std::to_string(i)));
}

TEST_F(OutboxPaceTest, WhatIsStaleIsGivenUp) {
  links.down("bot");
  post("g1", Priority::ladder, "x", now + minutes{5});
  post("g2", Priority::summary);
  post("g3", Priority::notice);
  whisper("u1", Priority::care);
  pass(minutes{4});
  EXPECT_TRUE(outbox->expire(now).empty());
  pass(minutes{1});
  ASSERT_EQ(outbox->expire(now).size(), 1U);
  pass(std::chrono::hours{2});
  const auto second = outbox->expire(now);
  ASSERT_EQ(second.size(), 1U);
  EXPECT_EQ(second.front().target, "g2");
  EXPECT_EQ(second.front().state, SendState::failed);
  pass(std::chrono::hours{100});
  EXPECT_EQ(outbox->expire(now).size(), 1U);
  link_up({.account = "bot", .can = {}, .friends = {}, .groups = {}});
  EXPECT_EQ(dequeue(seconds{10}), Targets{"u1"});  // An alert is never given up.
}

TEST_F(OutboxPaceTest, AMuteIsNoticedWithinThreeSendsAndTriedAgain) {
  for (int i = 0; i < 5; ++i) post("g1", Priority::answer);
  post("g2", Priority::notice);
  auto calls = dequeue(minutes{3}, Outcome::refused);
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "g1"), 3);
  ASSERT_EQ(opened.size(), 1U);
  EXPECT_EQ(opened.front().group, "g1");
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "g2"), 1);  // Another group is not concerned.
  calls = dequeue(minutes{3}, Outcome::refused);
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "g1"), 1);  // One try after five minutes, and again a longer rest.
  EXPECT_EQ(opened.size(), 1U);
  EXPECT_TRUE(dequeue(minutes{25}).empty());
  EXPECT_EQ(dequeue(minutes{6}), Targets{"g1"});
}

TEST_F(OutboxPaceTest, AMuteIsNoticedThoughNothingDurableIsSent) {
  for (int i = 0; i < 6; ++i) {
    turn({say("g1", "x")}, Outcome::refused);
    pass(minutes{1});
  }
  ASSERT_EQ(opened.size(), 1U);
  EXPECT_EQ(opened.front().group, "g1");
}

TEST_F(OutboxPaceTest, SilenceStopsTheAccountButNoAlert) {
  for (int i = 0; i < 6; ++i) post("g" + std::to_string(i), Priority::notice);
  EXPECT_EQ(dequeue(minutes{2}, Outcome::unknown).size(), 3U);
  ASSERT_EQ(opened.size(), 1U);
  EXPECT_EQ(opened.front().group, "");
  whisper("u1", Priority::care);
  const auto after = dequeue(minutes{1});  // The alert arrives: one success, and all is well.
  ASSERT_EQ(after.size(), 4U);
  EXPECT_EQ(after.front(), "u1");
}

TEST_F(OutboxPaceTest, AKillForgetsNeitherBudgetsNorBreakers) {
  for (int i = 0; i < 5; ++i) post("g1", Priority::answer);
  dequeue(minutes{3}, Outcome::refused);
  for (int i = 0; i < 12; ++i) {
    post("g2", Priority::notice);
    dequeue(minutes{2});
  }
  outbox = std::make_unique<Outbox>(stores.outbox, stores.send_log, links, RateLimits{}, 8);
  outbox->start(now, steady);
  link_up({.account = "bot", .can = {}, .friends = {}, .groups = {}});
  post("g2", Priority::notice);
  const auto calls = dequeue(minutes{2});
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "g1"), 0) << "its breaker";
  EXPECT_EQ(std::count(calls.begin(), calls.end(), "g2"), 0) << "twelve lines an hour";
}

TEST_F(OutboxPaceTest, AfterAnOutageNothingBursts) {
  links.down("bot");
  for (int i = 0; i < 30; ++i) post("g" + std::to_string(i), Priority::notice);
  pass(minutes{30});
  link_up({.account = "bot", .can = {}, .friends = {}, .groups = {}});
  EXPECT_LE(turn().size(), 1U);
  EXPECT_LE(dequeue(seconds{10}).size(), 7U);
}

TEST_F(OutboxPaceTest, AMutedGroupWaitsUntilItIsLifted) {
  EXPECT_TRUE(outbox->on_mute_change(
      {.kind = MuteChange::Kind::muted, .account = "bot", .group = "g1", .lasts = minutes{10}, .sent = now}, now));
  post("g1", Priority::notice);
  EXPECT_TRUE(dequeue(minutes{2}).empty());
  EXPECT_FALSE(
      outbox->on_mute_change({.kind = MuteChange::Kind::unmuted, .account = "bot", .group = "g1", .sent = now}, now));
  EXPECT_EQ(dequeue(seconds{5}), Targets{"g1"});
}

TEST_F(OutboxPaceTest, EachGroupIsServedByAnAccountThatStandsInIt) {
  link_up({.account = "bot", .can = {}, .friends = {}, .groups = {"g1"}});
  link_up({.account = "two", .can = {}, .friends = {{"u2"}}, .groups = {"g2"}});
  post("g2", Priority::notice);
  whisper("u2", Priority::answer);
  post("g3", Priority::notice);
  std::vector<std::string> by;
  for (int i = 0; i < 20; ++i, pass(seconds{1})) {
    for (const OutgoingCall& call : turn()) by.push_back(call.account + " " + target(call));
  }
  EXPECT_EQ(by, (Targets{"two u2", "two g2"}));
}

TEST_F(OutboxPaceTest, WhoMayBeAFriendIsTriedByTheAccountThatKnowsLeastAgainstIt) {
  const auto by = [&] {
    whisper("u1", Priority::care);
    std::string account;
    for (int i = 0; i < 10 && account.empty(); ++i, pass(seconds{1})) {
      for (const OutgoingCall& call : turn()) account += call.account;
    }
    return account;
  };
  link_up({.account = "bot", .can = {}, .friends = {{"u2"}}, .groups = {}});
  EXPECT_EQ(links.reach("u1"), Reach::refused);
  EXPECT_EQ(by(), "bot") << "there is no other, and whether it may is not for the outbox to say";
  link_up({.account = "two", .can = {}, .friends = {}, .groups = {}});
  EXPECT_EQ(links.reach("u1"), Reach::unknown);
  EXPECT_EQ(by(), "two") << "its list has not come";
  links.learn_friends("two", {});
  EXPECT_EQ(links.reach("u1"), Reach::unknown) << "an empty list is none";
  links.learn_friends("two", {"u3"});
  EXPECT_EQ(links.reach("u1"), Reach::refused);
  links.learn_friends("bot", {"u1", "u2"});
  EXPECT_EQ(links.reach("u1"), Reach::friendly);
  EXPECT_EQ(by(), "bot");
  links.refused("bot", "u1");
  EXPECT_EQ(links.reach("u1"), Reach::refused) << "the list was old";
  links.down("bot");
  links.down("two");
  EXPECT_EQ(links.reach("u1"), Reach::unknown);
}

TEST_F(OutboxPaceTest, AGroupThatIsHeardIsSpokenInThoughItWasNotListed) {
  link_up({.account = "bot", .can = {}, .friends = {}, .groups = {"g1"}});
  outbox->on_mute_change({.kind = MuteChange::Kind::removed, .account = "bot", .group = "g2", .lasts = {}, .sent = now},
                         now);
  post("g2", Priority::notice);
  EXPECT_TRUE(dequeue(minutes{1}).empty());
  links.heard_in("bot", "g2");
  outbox->on_group_message("bot", "g2", now);
  EXPECT_EQ(dequeue(minutes{1}), Targets{"g2"});
}

// --- sends of unknown fate --------------------------------------------------------------------------------------

TEST_F(OutboxPaceTest, AnEchoSettlesASendThatTimedOut) {
  post("g1", Priority::notice, "通知 一");
  turn({}, Outcome::unknown);
  ASSERT_EQ(stores.outbox.count(SendState::unknown), 1);
  EXPECT_EQ(outbox->in_doubt("bot").count("g1"), 1U);
  Message own{.account = "bot", .room = "g1", .user = "bot", .id = "77", .sent = now, .content = plain("通知二")};
  EXPECT_FALSE(outbox->on_own_message(own, now));
  own.content = plain("通知一");  // Platforms shift blanks.
  const auto entry = outbox->on_own_message(own, now);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->state, SendState::sent);
  EXPECT_EQ(entry->message, "77");
}

TEST_F(OutboxPaceTest, OneMessageSettlesOneSend) {
  post("g1", Priority::answer, "同一句");
  post("g1", Priority::answer, "同一句");
  turn({}, Outcome::unknown);
  pass(minutes{1});
  turn({}, Outcome::unknown);
  ASSERT_EQ(stores.outbox.count(SendState::unknown), 2);
  const Message own{.account = "bot", .room = "g1", .user = "bot", .id = "77", .sent = now, .content = plain("同一句")};
  EXPECT_TRUE(outbox->on_own_message(own, now));
  EXPECT_FALSE(outbox->on_own_message(own, now));
}

TEST_F(OutboxPaceTest, WhatAKillCutShortIsSentAgainOnlyWhenTheHistoryShowsThatItIsNotThere) {
  post("g1", Priority::notice);
  post("g2", Priority::notice);
  outbox->dequeue(now, steady, false, false);
  outbox->confirm_dequeued();
  outbox = std::make_unique<Outbox>(stores.outbox, stores.send_log, links, RateLimits::off(), 8);
  EXPECT_TRUE(outbox->start(now, steady).empty());  // The history may still tell.
  link_up({.account = "bot", .can = {}, .friends = {}, .groups = {}});
  const auto doubts = outbox->in_doubt("bot");
  ASSERT_EQ(doubts.size(), 1U);
  EXPECT_TRUE(outbox->on_history("bot", "g1", doubts.begin()->second, true, now).empty());
  EXPECT_EQ(stores.outbox.count(SendState::waiting), 2);
}

TEST_F(OutboxPaceTest, WithoutAHistoryItStaysUnknown) {
  post("g1", Priority::notice);
  outbox->dequeue(now, steady, false, false);
  outbox->confirm_dequeued();
  outbox = std::make_unique<Outbox>(stores.outbox, stores.send_log, links, RateLimits::off(), 8);
  outbox->start(now, steady);
  const auto unknown = outbox->on_history("bot", "g1", now - minutes{5}, false, now);
  ASSERT_EQ(unknown.size(), 1U);
  EXPECT_EQ(unknown.front().state, SendState::unknown);
  EXPECT_EQ(stores.outbox.count(SendState::waiting), 0);
  EXPECT_TRUE(outbox->in_doubt("bot").empty());
}

TEST_F(OutboxPaceTest, ATimeOutIsNeverSentAgain) {
  post("g1", Priority::notice);
  turn({}, Outcome::unknown);
  EXPECT_EQ(outbox->on_history("bot", "g1", now - minutes{5}, true, now).size(), 1U);
  EXPECT_EQ(stores.outbox.count(SendState::waiting), 0);
}

TEST_F(OutboxPaceTest, ADoubtThatNobodySettlesEnds) {
  post("g1", Priority::notice);
  turn({}, Outcome::unknown);
  EXPECT_TRUE(outbox->expire(now).empty());
  pass(minutes{61});
  EXPECT_EQ(outbox->expire(now).size(), 1U);
  EXPECT_TRUE(outbox->in_doubt("bot").empty());
}

}  // namespace
}  // namespace banwei
