// The way from a fever to a teacher: whatever the gateway refuses, delays or forgets, somebody is told, and nobody is
// drowned.
#include <gtest/gtest.h>

#include <algorithm>

#include "handlers/care/care_rules.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

class CareTest : public testing::Test {
 protected:
  CareTest() {
    world_.add_class("甲", "g");
    for (int i = 0; i < 12; ++i) {
      const std::string number = std::to_string(i);
      world_.add_person(number, "学生" + number, "甲", Role::student);
    }
    world_.add_person("T1", "王敏", "甲", Role::counsellor);
    world_.clock.set(world_.zone.utc(day_from_iso("2020-03-11").value() + std::chrono::hours{12}));
  }

  void say(const std::string& user, const std::string& words) {
    world_.hear({.place = Place::group, .room = "g", .user = user, .content = plain(words)});
  }

  /// What arrived in private at the account since the last look.
  std::vector<std::string> at(const std::string& account) {
    for (World::Sent& sent : world_.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send != nullptr && !send->group) arrived_[send->target].push_back(send->content.front().value);
    }
    return std::exchange(arrived_[account], {});
  }

  void wait(seconds span) { world_.pass_to(world_.clock.wall() + span); }

  World world_;
  std::map<std::string, std::vector<std::string>> arrived_;
};

std::size_t naming(const std::vector<std::string>& lines, const std::string& what) {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](const std::string& line) { return line.find(what) != std::string::npos; }));
}

TEST_F(CareTest, OneStudentCannotFloodTheAlerts) {
  world_.connect();
  for (int second = 0; second < 30; ++second) {
    for (int i = 0; i < 10; ++i) say("u" + std::to_string(i % 2), "37." + std::to_string(3 + (second + i) % 6));
    wait(seconds{1});
  }
  EXPECT_LE(at("uT1").size(), 4U) << "300 fevers of two students";
  say("u5", "39.7");
  EXPECT_EQ(naming(at("uT1"), "39.7"), 1U) << "and another's is told at once";
  wait(minutes{2});
  const auto later = at("uT1");
  EXPECT_GE(naming(later, "学生0"), 1U) << "the newest value is told within the minute";
  EXPECT_LE(later.size(), 4U);
}

TEST_F(CareTest, OfMoreThanAListHoldsNobodyIsLeftOut) {
  constexpr int many = 150;
  world_.add_class("乙", "h");
  const auto number = [](int i) { return "b" + std::to_string(100 + i); };
  for (int i = 0; i < many; ++i) world_.add_person(number(i), "同学" + number(i), "乙", Role::student);
  world_.add_person("T2", "李强", "乙", Role::counsellor);
  world_.connect();
  std::string heard;
  const auto listen = [&] {
    for (const std::string& line : at("uT2")) heard += line;
  };
  for (int i = 0; i < many; ++i) {
    world_.hear({.place = Place::group, .room = "h", .user = "u" + number(i), .content = plain("37.8")});
    if (i % 10 == 0) listen();
  }
  for (int i = 0; i < 4; ++i) {
    wait(seconds{61});
    listen();
  }
  for (int i = 0; i < many; ++i) EXPECT_NE(heard.find("同学" + number(i)), std::string::npos) << number(i);
}

TEST_F(CareTest, OfUnknownFateItIsSaidAgainAndThenToTheNext) {
  world_.add_person("T2", "李强", "甲", Role::class_teacher);
  world_.fault_in["uT1"] = GatewayFault::timeout;  // It arrives, and nobody knows.
  world_.connect();
  say("u0", "37.8");
  EXPECT_EQ(at("uT1").size(), 1U);
  wait(seconds{29});
  EXPECT_EQ(at("uT1").size(), 0U);
  wait(seconds{2});
  EXPECT_EQ(at("uT1").size(), 1U) << "after 30 s";
  wait(minutes{2});
  EXPECT_EQ(at("uT1").size(), 1U) << "after 2 minutes";
  EXPECT_EQ(at("uT2").size(), 0U);
  wait(minutes{3});
  EXPECT_EQ(at("uT1").size(), 1U) << "after 5 minutes";
  EXPECT_EQ(at("uT2").size(), 1U) << "and then it is the next one's turn";
}

TEST_F(CareTest, AKillInTheMomentOfSendingLosesNoAlert) {
  world_.fault = GatewayFault::silent;
  world_.connect();
  say("u0", "38.2");
  EXPECT_EQ(at("uT1").size(), 1U) << "written, and the answer never came";
  world_.fault = GatewayFault::none;
  world_.restart();
  wait(seconds{31});
  EXPECT_EQ(naming(at("uT1"), "38.2"), 1U);
}

TEST_F(CareTest, WhatNobodyCouldBeToldIsHandedOverWhenATeacherWrites) {
  world_.make_friend("uT1", false);
  world_.connect();
  say("u0", "39.2");
  wait(minutes{30});
  EXPECT_EQ(at("uT1").size(), 0U);
  EXPECT_EQ(world_.stores().alerts.count_untold(), 1);
  world_.restart();
  world_.hear({.place = Place::direct, .room = "uT1", .user = "uT1", .content = plain("在吗")});
  EXPECT_EQ(naming(at("uT1"), "39.2"), 1U);
  EXPECT_EQ(world_.stores().alerts.count_untold(), 0);
}

TEST_F(CareTest, WhoHasLostTheRoleIsToldNoMore) {
  world_.add_person("T2", "李强", "甲", Role::class_teacher);
  world_.connect();
  say("u0", "37.8");
  EXPECT_EQ(at("uT1").size(), 1U);
  auto& members = world_.stores().members;
  members.revoke(members.by_account("uT1")->id, {Role::counsellor, members.class_by_name("甲")->id},
                 world_.clock.wall());
  wait(minutes{11});
  EXPECT_EQ(at("uT1").size(), 0U);
  EXPECT_EQ(naming(at("uT2"), "37.8"), 1U) << "the repeat goes to the next";
}

TEST_F(CareTest, WhoHoldsTwoRolesHearsOneThingOnce) {
  auto& members = world_.stores().members;
  members.grant(members.by_account("uT1")->id, {Role::office, 0}, Utc{});
  members.grant(members.by_account("uT1")->id, {Role::class_teacher, members.class_by_name("甲")->id}, Utc{});
  world_.connect();
  say("u0", "39.1");
  EXPECT_EQ(at("uT1").size(), 1U);
}

TEST_F(CareTest, AnAlertStaysOpenForDaysAndIsNeverSilent) {
  world_.connect();
  say("u0", "37.8");
  (void)at("uT1");
  wait(std::chrono::hours{24});
  EXPECT_GE(naming(at("uT1"), "37.8"), 12U);
}

TEST(CareRules, ALadderNeverEnds) {
  using care::Severity;
  for (const Severity severity : {Severity::fever, Severity::high, Severity::distress_soon, Severity::distress_now}) {
    EXPECT_EQ(care::step_after(severity, 0), minutes{0});
    for (int step = 0; step < 50; ++step)
      EXPECT_LT(care::step_after(severity, step), care::step_after(severity, step + 1));
  }
  EXPECT_EQ(care::step_after(Severity::distress_now, 7), minutes{35});
  EXPECT_EQ(care::step_after(Severity::distress_soon, 1), minutes{5})
      << "who cannot go on waits for no quarter of an hour";
  EXPECT_EQ(care::severity_of(3849, {}), Severity::fever);
  EXPECT_EQ(care::severity_of(3850, {}), Severity::high);
  const std::vector<std::string> breath{"呼吸困难"};
  EXPECT_EQ(care::severity_of(3650, breath), Severity::high);
}

}  // namespace
}  // namespace banwei::tests
