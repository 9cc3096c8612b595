// Whom the desk hears and whom it may speak to: several accounts, people in need, friends and strangers, admins.
#include <gtest/gtest.h>

#include <algorithm>

#include "bot/desk.h"
#include "tests/bot/desk_stand.h"

namespace banwei::tests {
namespace {

TEST_F(DeskTest, WhatHistoryBringsBackUnderAnotherIdWasHeardAlready) {
  LinkUp up{"bot", {}, {}};
  up.groups = {"g"};
  turn({says("u1", "好", "m1"), LinkDown{"", "bot"}});
  ASSERT_EQ(turn({up}).size(), 1U) << "the history is asked for";
  const auto brought = [](const std::string& user, const std::string& id) {
    Message message = says(user, "好", id);
    message.recovered = true;
    return message;
  };
  EXPECT_EQ(turn({brought("u1", "h1")}).size(), 0U);
  EXPECT_EQ(trouble_->runs, 1);
  EXPECT_EQ(turn({brought("u2", "h2")}).size(), 1U) << "nobody heard this one";
}

TEST_F(DeskTest, EveryAccountAnswersForItselfAndOneThatIsUpIsEnough) {
  Capabilities wordy;
  wordy.react = false;
  turn({LinkUp{"other", wordy}});
  Message to_other = says("u1", "好", "m1");
  to_other.account = "other";
  EXPECT_EQ(turn({to_other}).size(), 0U) << "its gateway knows no reactions";
  const auto calls = turn({says("u2", "好", "m2")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].account, "bot");
  EXPECT_EQ(turn({LinkDown{"", "other"}, says("u1", "悄悄", "m3")}).size(), 1U);
  EXPECT_EQ(turn({LinkDown{"", "bot"}, says("u2", "悄悄", "m4")}).size(), 0U);
}

TEST_F(DeskTest, TwoAccountsInOneGroupAnswerAsOneAndNeverEachOther) {
  turn({LinkUp{"other", {}}});
  Message duplicate = says("u1", "好", "m-9");
  duplicate.account = "other";
  const auto calls = turn({says("u1", "好", "m1"), duplicate});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0].account, "bot");
  duplicate.recovered = true;
  EXPECT_EQ(turn({duplicate}).size(), 0U);
  EXPECT_EQ(turn({says("u1", "好", "m2")}).size(), 1U) << "the same account hears it twice: it was said twice";
  Message other_words = says("u1", "悄悄", "m-8");
  other_words.account = "other";
  EXPECT_EQ(turn({other_words}).size(), 1U);
  Person ours{.number = "o", .name = "o", .class_id = 1, .account = "other"};
  stores_->members.save_person(ours, "");
  EXPECT_EQ(turn({says("other", "好", "m3")}).size(), 0U);
  EXPECT_EQ(trouble_->runs, 2);
}

TEST_F(DeskTest, SomebodyInNeedIsHeardThoughTheAnswerFailsAndTheGroupSeesNothing) {
  trouble_->watches = true;
  const auto calls = turn({says("u2", "炸", "m1")});
  ASSERT_EQ(calls.size(), 1U) << "neither an apology nor a reaction";
  EXPECT_FALSE(std::get<Send>(calls[0].what).group);
  EXPECT_EQ(std::get<Send>(calls[0].what).target, "u2");
}

TEST_F(DeskTest, SomebodyInNeedIsHeardBesideACommandAndAValueInOneMessage) {
  trouble_->watches = true;
  const auto whispered = [this](const char* words, const char* id) {
    const auto calls = turn({says("u2", words, id)});
    return std::any_of(calls.begin(), calls.end(), [](const OutgoingCall& call) {
      const auto* send = std::get_if<Send>(&call.what);
      return send != nullptr && !send->group && send->target == "u2";
    });
  };
  EXPECT_FALSE(whispered("好", "m1")) << "an order alone speaks of anything";
  EXPECT_TRUE(whispered("36.5，好", "m2"));
}

TEST_F(DeskTest, AWhisperOfCareIsTriedWhileNobodyKnowsAndNeverShowsInAGroup) {
  stores_->members.set_reach("u1", Reach::unknown);
  auto calls = turn({says("u1", "急", "m1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_FALSE(std::get<Send>(calls[0].what).group);
  calls = turn({CallResult{calls.at(0).tag, Outcome::refused, "", "", true}});
  EXPECT_EQ(calls.size(), 0U);
  EXPECT_EQ(turn({says("u1", "急", "m2")}).size(), 0U) << "known to be out of reach";
}

TEST_F(DeskTest, AFriendRequestIsAcceptedFromTheRosterOnly) {
  const auto asks = [](const char* user) { return Friendship{"bot", user, false, "flag", {}}; };
  EXPECT_EQ(turn({asks("stranger")}).size(), 0U);
  const auto calls = turn({asks("u1")});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(std::get<AcceptFriend>(calls[0].what).flag, "flag");
}

TEST_F(DeskTest, WhoeverOutOfReachIsAskedInTheGroupOnceADayWithoutAReason) {
  stores_->members.set_reach("u1", Reach::unknown);
  const auto calls = turn({says("u1", "悄悄", "m1"), says("u1", "悄悄", "m2")});
  ASSERT_EQ(calls.size(), 1U);
  const auto& send = std::get<Send>(calls[0].what);
  EXPECT_TRUE(send.group);
  EXPECT_EQ(send.content.front(), (Part{Part::Kind::mention, "u1"}));
  EXPECT_EQ(send.content.back().value, " 加我好友后再发一次");
}

TEST_F(DeskTest, WhoTurnsOutToBeNoFriendIsWhisperedToNoMore) {
  auto calls = turn({says("u1", "悄悄", "m1")});
  calls = turn({CallResult{calls.at(0).tag, Outcome::refused, "", "", true}});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_TRUE(std::get<Send>(calls[0].what).group) << "asked in the group instead";
  EXPECT_EQ(stores_->members.reach("u1"), Reach::refused);
}

TEST_F(DeskTest, AListWithoutSomebodyMakesHimAStrangerAndNoListMakesNobodyOne) {
  turn({LinkUp{.account = "bot", .friends = {{"u1", "u9"}}}});
  EXPECT_EQ(reach("u1"), Reach::friendly);
  EXPECT_EQ(reach("u2"), Reach::refused);
  EXPECT_EQ(reach("u9"), Reach::friendly) << "he may come into the roster later";
  turn({LinkUp{.account = "bot"}});
  EXPECT_EQ(reach("u1"), Reach::friendly) << "as was known";
  EXPECT_EQ(reach("u2"), Reach::unknown) << "he may have become one meanwhile";
  turn({Friends{.account = "bot", .friends = {"u2"}}});
  EXPECT_EQ(reach("u1"), Reach::refused);
  EXPECT_EQ(reach("u2"), Reach::friendly);
  turn({Friends{.account = "bot", .friends = {}}});
  EXPECT_EQ(reach("u2"), Reach::friendly) << "an empty list proves nothing";
}

TEST_F(DeskTest, WhoWasJustHeardAsAFriendIsNoStrangerByAListThatIsOlder) {
  Message letter = says("u2", "在吗", "m1");
  letter.place = Place::direct;
  letter.room = "u2";
  turn({letter, Friendship{.account = "bot", .user = "u1", .accepted = true},
        Friends{.account = "bot", .friends = {"u9"}}});
  EXPECT_EQ(reach("u1"), Reach::friendly);
  EXPECT_EQ(reach("u2"), Reach::friendly);
  clock_.pass(std::chrono::hours{2});
  turn({Friends{.account = "bot", .friends = {"u9"}}});
  EXPECT_EQ(reach("u2"), Reach::refused);
  letter.id = "m2";
  letter.temporary = true;
  turn({letter, Friends{.account = "bot", .friends = {"u9"}}});
  EXPECT_EQ(reach("u2"), Reach::refused) << "through a group anybody may write";
}

TEST_F(DeskTest, AFriendOfOneAccountIsNoStrangerByTheListOfAnother) {
  turn({LinkUp{.account = "bot", .friends = {{"u1"}}}, LinkUp{.account = "other", .friends = {{"u2"}}}});
  EXPECT_EQ(reach("u1"), Reach::friendly);
  EXPECT_EQ(reach("u2"), Reach::friendly);
}

TEST_F(DeskTest, WhatStopsInAGroupIsToldAsWhatItIsAndOnceToWhoHoldsTwoRoles) {
  Person admin{.staff = true, .number = "k", .name = "k", .account = "k"};
  admin.id = stores_->members.save_person(admin, "");
  stores_->members.grant(admin.id, {Role::admin, 0}, Utc{});
  stores_->members.grant(admin.id, {Role::counsellor, 1}, Utc{});
  stores_->members.set_reach("k", Reach::friendly);
  const auto told = [&](MuteChange::Kind kind, const char* group) {
    std::string all;
    std::vector<OutgoingCall> calls = turn({MuteChange{.kind = kind, .account = "bot", .group = group}});
    while (!calls.empty()) {
      all += words(calls.front()) + "\n";
      calls = turn({CallResult{.tag = calls.front().tag, .outcome = Outcome::sent, .message = all}});
    }
    return all;
  };
  EXPECT_EQ(told(MuteChange::Kind::muted, "77"),
            "班级以外的77群里我说不了话，可能被禁言了。要说的先留着，10:00再试；能解禁的请解禁\n");
  EXPECT_EQ(told(MuteChange::Kind::removed, "78"),
            "我已经不在班级以外的78群里了，群里的事我看不到也发不了。请把我加回去\n");
  EXPECT_EQ(told(MuteChange::Kind::muted, "g"),
            "甲群里我说不了话，可能被禁言了。要说的先留着，10:00再试；能解禁的请解禁\n");
}

TEST_F(DeskTest, OfARemovalTheKeepersAloneAreToldHere) {
  const auto person = [&](const char* account, const Grant& grant) {
    Person one{.staff = true, .number = account, .name = account, .account = account};
    one.id = stores_->members.save_person(one, "");
    stores_->members.grant(one.id, grant, Utc{});
    stores_->members.set_reach(account, Reach::friendly);
  };
  person("k", {Role::admin, 0});
  person("w", {Role::counsellor, 1});
  const auto calls = turn({MuteChange{.kind = MuteChange::Kind::removed, .account = "bot", .group = "g"}});
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(std::get<Send>(calls.front().what).target, "k");
}

}  // namespace
}  // namespace banwei::tests
