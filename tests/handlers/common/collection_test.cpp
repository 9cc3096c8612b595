// Who reads the names of those missing where and until when, how often they are called, and how a long list reads.
#include "handlers/common/collection.h"

#include <gtest/gtest.h>

#include "handlers/common/privately.h"

namespace banwei {
namespace {

using Names = Collection::Names;
using Round = Collection::Round;

constexpr std::int64_t class_id = 7;

Utc at(int minute) { return Utc{std::chrono::minutes{minute}}; }

Person person(std::int64_t id) { return {.id = id, .number = std::to_string(id), .name = "甲" + std::to_string(id)}; }

/// Open from minute 0 to 10, called by 1.
Collection called_by_one() { return {.class_id = class_id, .caller = 1, .opened = at(0), .deadline = at(10)}; }

Names names_for(const Collection& asked, Place place, Role role, std::int64_t who, int sent, int now) {
  Message message;
  message.place = place;
  Context context{.message = message,
                  .speaker = {person(who), {{role, class_id}}},
                  .klass = {},
                  .can = {},
                  .now = {at(now), {}},
                  .sent = {at(sent), {}}};
  return asked.names_for(context);
}

TEST(Collection, WhileItIsOpenWhoIsInChargeReadsNamesWhereHeAsks) {
  const Collection asked = called_by_one();
  for (const Place place : {Place::group, Place::direct}) {
    EXPECT_EQ(names_for(asked, place, Role::monitor, 1, 5, 5), Names::here);
    EXPECT_EQ(names_for(asked, place, Role::dorm_head, 2, 5, 5), Names::here);
    EXPECT_EQ(names_for(asked, place, Role::counsellor, 3, 5, 5), Names::here);
    EXPECT_EQ(names_for(asked, place, Role::student, 4, 5, 5), Names::nowhere);
    EXPECT_EQ(names_for(asked, place, Role::leader, 5, 5, 5), Names::nowhere);
    EXPECT_EQ(names_for(asked, place, Role::admin, 6, 5, 5), Names::nowhere);
  }
}

TEST(Collection, AfterwardsTheGroupHearsNoNameAndOnlyTheCallerAndTeachersDo) {
  const Collection asked = called_by_one();
  EXPECT_EQ(names_for(asked, Place::group, Role::monitor, 1, 10, 10), Names::privately);
  EXPECT_EQ(names_for(asked, Place::direct, Role::monitor, 1, 10, 10), Names::here);
  EXPECT_EQ(names_for(asked, Place::group, Role::counsellor, 3, 10, 10), Names::privately);
  EXPECT_EQ(names_for(asked, Place::direct, Role::counsellor, 3, 10, 10), Names::here);
  EXPECT_EQ(names_for(asked, Place::group, Role::monitor, 2, 10, 10), Names::nowhere);
  EXPECT_EQ(names_for(asked, Place::direct, Role::monitor, 2, 10, 10), Names::nowhere);
  EXPECT_EQ(names_for(asked, Place::direct, Role::student, 1, 10, 10), Names::nowhere) << "he called and lost the role";
}

TEST(Collection, WhatNobodyCallsIsSeenToByTheCadres) {
  Collection asked = called_by_one();
  asked.caller = 0;
  EXPECT_EQ(names_for(asked, Place::group, Role::monitor, 2, 10, 10), Names::privately);
  EXPECT_EQ(names_for(asked, Place::direct, Role::monitor, 2, 10, 10), Names::here);
  EXPECT_EQ(names_for(asked, Place::direct, Role::student, 4, 10, 10), Names::nowhere);
}

TEST(Collection, AQuestionFromTheGroupThatIsAnsweredTooLateBringsNoNames) {
  EXPECT_EQ(names_for(called_by_one(), Place::group, Role::monitor, 1, 9, 11), Names::nowhere);
}

TEST(Collection, RoundsAreTwoAndFiveMinutesApart) {
  Collection asked = called_by_one();
  EXPECT_EQ(asked.round(at(1)), Round::next);
  asked.called = at(1);
  asked.rounds = 1;
  EXPECT_EQ(asked.round(at(5)), Round::too_soon);
  EXPECT_EQ(asked.round(at(6)), Round::next);
  asked.rounds = 2;
  EXPECT_EQ(asked.round(at(5)), Round::too_soon);
  EXPECT_EQ(asked.round(at(6)), Round::enough);
  asked.called.reset();
  EXPECT_EQ(asked.round(at(2)), Round::enough);
}

TEST(Collection, AnswersAreLostOnlyWhileSomebodyIsExpected) {
  Collection asked = called_by_one();
  const auto lost = [&](int from, int to) { return asked.lost_in({"g", at(from), at(to)}, at(10)); };
  EXPECT_FALSE(lost(2, 4)) << "nobody is missing";
  asked.sum.missing.push_back(person(4));
  EXPECT_TRUE(lost(2, 4));
  EXPECT_TRUE(lost(-5, 1));
  EXPECT_FALSE(lost(-5, 0));
  EXPECT_FALSE(lost(10, 12));
}

TEST(Collection, ALongListIsCutInTheGroupAndWholeInPrivate) {
  std::vector<Person> people;
  for (int id = 1; id <= 31; ++id) people.push_back(person(id));
  const auto names = names_of(people, people);
  const std::string in_group = listed(names, Place::group, "谁没报");
  EXPECT_NE(in_group.find("甲12 等31人\n（全部名单私聊我说“谁没报”）"), std::string::npos) << in_group;
  EXPECT_EQ(in_group.find("甲13"), std::string::npos);
  const std::string in_private = listed(names, Place::direct, "谁没报");
  EXPECT_NE(in_private.find("甲31"), std::string::npos);
  EXPECT_EQ(in_private.find("等"), std::string::npos);
  EXPECT_EQ(listed(std::span(names).first(12), Place::group, ""),
            listed(std::span(names).first(12), Place::direct, ""));
}

std::vector<std::string> pages_of(const std::string& words) {
  std::vector<std::string> pages;
  for (const Action& action : privately(person(1), words).actions)
    pages.push_back(std::get<Whisper>(action).content.front().value);
  return pages;
}

TEST(Privately, WhatIsLongComesInMessagesThatAPhoneShows) {
  std::string words = "1";
  for (int line = 2; line <= 24; ++line) words += "\n" + std::to_string(line);
  EXPECT_EQ(pages_of(words), std::vector<std::string>{words});
  const auto two = pages_of(words + "\n25");
  EXPECT_EQ(two, (std::vector<std::string>{words, "25"}));
}

TEST(Privately, AMessageEndsWhereABlockEnds) {
  std::string first = "1";
  for (int line = 2; line <= 15; ++line) first += "\n" + std::to_string(line);
  EXPECT_EQ(pages_of(first + "\n\n" + first), (std::vector<std::string>{first, first}));
}

TEST(Privately, NobodyIsSentMoreThanADozen) {
  std::string words = "1";
  for (int line = 2; line <= 1000; ++line) words += "\n" + std::to_string(line);
  const auto pages = pages_of(words);
  ASSERT_EQ(pages.size(), 12U);
  EXPECT_NE(pages.back().find("288\n…太长了，后面还有712行没列出"), std::string::npos) << pages.back();
  EXPECT_EQ(pages_of(""), std::vector<std::string>{""});
}

}  // namespace
}  // namespace banwei
