// What becomes of what a turn sends: in flight, unknown, taken back, stale, and what waits for the morning or a line.
#include <gtest/gtest.h>

#include "bot/desk.h"
#include "tests/bot/desk_stand.h"

namespace banwei::tests {
namespace {

TEST_F(DeskTest, OneDurableSendFliesAtATimeAndACareAlertBesideIt) {
  auto calls =
      turn({says("u1", "悄悄", "m1"), says("u1", "悄悄", "m2"), says("u1", "急", "m3"), says("u1", "急", "m4")});
  ASSERT_EQ(calls.size(), 2U) << "two alerts first, then nothing";
  EXPECT_EQ(words(calls[0]), "急");
  EXPECT_EQ(words(calls[1]), "急");
  auto next = turn({CallResult{calls[0].tag, Outcome::sent, "b1", "", false}});
  EXPECT_TRUE(next.empty()) << "an alert is still in flight, and only an alert may fly beside it";
  next = turn({CallResult{calls[1].tag, Outcome::sent, "b2", "", false}});
  ASSERT_EQ(next.size(), 1U);
  EXPECT_EQ(words(next[0]), "一");
}

TEST_F(DeskTest, WhatFollowsADurableAnswerInItsGroupLeavesBehindIt) {
  auto calls = turn({says("u1", "好", "m1"), says("u1", "开", "m2"), says("u2", "好", "m3")});
  ASSERT_EQ(calls.size(), 3U);
  EXPECT_TRUE(reacts(calls[0]));
  EXPECT_EQ(words(calls[1]), "开始");
  EXPECT_TRUE(reacts(calls[2]));

  calls = turn({says("u1", "开", "m4"), says("u2", "好", "m5")});
  EXPECT_TRUE(calls.empty()) << "the first is still in flight, and the group's answers wait behind the second";
}

TEST_F(DeskTest, AnUnknownFateIsNeverSentAgainAndAnUnsentOneIs) {
  auto calls = turn({says("u1", "悄悄", "m1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(turn({CallResult{calls[0].tag, Outcome::unsent, "", "", false}}).size(), 1U);
  EXPECT_EQ(turn({CallResult{calls[0].tag, Outcome::unknown, "", "", false}}).size(), 0U);
  EXPECT_EQ(stores_->outbox.count(storage::SendState::unknown), 1);
  EXPECT_EQ(turn({LinkDown{"", "bot"}, LinkUp{"bot", {.history = false}, {}}}).size(), 0U);
}

TEST_F(DeskTest, WhatWasInFlightAtACrashIsUnknownAndNotRepeated) {
  ASSERT_EQ(turn({says("u1", "悄悄", "m1"), says("u1", "悄悄", "m2")}).size(), 1U);
  close();
  open();
  const auto calls = turn({LinkUp{"bot", {.history = false}, {}}});
  EXPECT_EQ(calls.size(), 1U) << "only the one that had not left";
  EXPECT_EQ(stores_->outbox.count(storage::SendState::unknown), 1);
  EXPECT_EQ(trouble_->fates, std::vector{storage::SendState::unknown}) << "who sent it must hear that";
}

TEST_F(DeskTest, WhatArrivedIsRecalledAndWhatWaitsIsDropped) {
  using storage::SendState;
  const auto first = turn({says("u1", "通知", "m1"), says("u1", "通知", "m2")});
  ASSERT_EQ(first.size(), 1U);
  auto next =
      turn({CallResult{first[0].tag, Outcome::sent, "b1", "", false}, LinkDown{"", "bot"}, says("u1", "收回", "m3")});
  EXPECT_EQ(next.size(), 0U);
  EXPECT_EQ(trouble_->fates, (std::vector{SendState::sent, SendState::retracted})) << "the second never left";
  next = turn({LinkUp{"bot", {.history = false}, {}}, says("u1", "收回", "m4")});
  ASSERT_EQ(next.size(), 1U) << "one recall, however often it is asked for";
  EXPECT_EQ(std::get<Delete>(next[0].what).message, "b1");
  EXPECT_EQ(turn({CallResult{next[0].tag, Outcome::sent, "", "", false}}).size(), 0U);
  EXPECT_EQ(trouble_->fates.back(), SendState::retracted);
  EXPECT_EQ(stores_->outbox.count(SendState::retracted), 2);
  EXPECT_EQ(stores_->outbox.count(SendState::waiting), 0);
}

TEST_F(DeskTest, WhatIsNoLongerToBeSaidIsDroppedAndWhatArrivedStays) {
  using storage::SendState;
  const auto first = turn({says("u1", "通知", "m1"), says("u1", "通知", "m2")});
  ASSERT_EQ(first.size(), 1U);
  EXPECT_EQ(turn({says("u1", "作罢", "m3"), CallResult{first[0].tag, Outcome::sent, "b1", "", false}}).size(), 0U);
  EXPECT_EQ(trouble_->fates, (std::vector{SendState::retracted, SendState::sent})) << "one was on its way already";
  EXPECT_EQ(turn({says("u1", "作罢", "m4")}).size(), 0U) << "nothing is recalled";
  EXPECT_EQ(stores_->outbox.count(SendState::sent), 1);
  EXPECT_EQ(stores_->outbox.count(SendState::retracted), 1);
}

TEST_F(DeskTest, ARecallThatIsRefusedLeavesTheMessageWhereItIs) {
  const auto first = turn({says("u1", "通知", "m1")});
  const auto recall = turn({CallResult{first[0].tag, Outcome::sent, "b1", "", false}, says("u1", "收回", "m2")});
  ASSERT_EQ(recall.size(), 1U);
  turn({CallResult{recall[0].tag, Outcome::refused, "", "", false}});
  EXPECT_EQ(trouble_->still_there, 1);
  EXPECT_EQ(stores_->outbox.under("notice/1").front().state, storage::SendState::sent);
}

TEST_F(DeskTest, AQuotedMessageOfOursSaysWhatItWasAbout) {
  const auto first = turn({says("u1", "通知", "m1")});
  turn({CallResult{first[0].tag, Outcome::sent, "b1", "", false}});
  EXPECT_EQ(stores_->outbox.about("g", "b1"), "notice/1");
  EXPECT_EQ(stores_->outbox.about("other", "b1"), "");
  EXPECT_EQ(stores_->outbox.about("g", ""), "");
}

TEST_F(DeskTest, AtNightGroupsHearNoNoticeUntilTheMorning) {
  clock_.pass(std::chrono::hours{15});  // 23:00
  EXPECT_EQ(turn({says("u1", "通知", "m1")}).size(), 0U);
  const auto alert = turn({says("u1", "急", "m2")});
  ASSERT_EQ(alert.size(), 1U);
  EXPECT_EQ(turn({CallResult{alert[0].tag, Outcome::sent, "b1", "", false}}).size(), 0U);
  clock_.pass(std::chrono::hours{8});
  const auto morning = turn({Tick{}});
  ASSERT_EQ(morning.size(), 1U);
  EXPECT_EQ(words(morning[0]), "通知");
}

TEST_F(DeskTest, NothingLeavesWhileTheLineIsDown) {
  EXPECT_EQ(turn({LinkDown{"", "bot"}, says("u1", "悄悄", "m1")}).size(), 0U);
  EXPECT_EQ(turn({LinkUp{"bot", {.history = false}, {}}}).size(), 1U);
}

TEST_F(DeskTest, WhatIsStaleIsGivenUpAtATickAndItsFateIsTold) {
  turn({LinkDown{"", "bot"}, says("u1", "通知", "m1"), says("u1", "急", "m2")});
  clock_.pass(std::chrono::hours{25});
  turn({Tick{}});
  EXPECT_EQ(trouble_->fates, std::vector{storage::SendState::failed});
  const auto calls = turn({LinkUp{"bot", {.history = false}, {}}});
  ASSERT_EQ(calls.size(), 1U) << "an alert is never stale";
  EXPECT_EQ(words(calls[0]), "急");
}

}  // namespace
}  // namespace banwei::tests
