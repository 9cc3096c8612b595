// What no transcript can say: messages that come late, rooms that do not hear us, people not in the roster.
#include <gtest/gtest.h>

#include <map>

#include "handlers/attendance/rollcall_rules.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using Status = storage::Mark::Status;

class AttendanceTest : public testing::Test {
 protected:
  AttendanceTest() {
    world.add_class("甲", "g");
    monitor = world.add_person("01", "陈思远", "甲", Role::monitor);
    zhang = world.add_person("02", "张三", "甲", Role::student);
    world.connect();
  }

  Message said(const Person& who, const std::string& text, Utc sent) {
    Message message;
    message.place = Place::group;
    message.room = "g";
    message.user = who.account;
    message.sent = sent;
    message.content = plain(text);
    return message;
  }

  Tally sum() {
    storage::Stores& stores = world.stores();
    const auto call = stores.roll_calls.by_id(1).value();
    return attendance::sum_up(stores.members.students(call.class_id), stores.roll_calls.marks(1), call.due);
  }

  World world;
  Person monitor, zhang;
  const Utc start = world.clock.wall();
};

TEST_F(AttendanceTest, WhatWasSentInTimeCountsInTimeWhenItArrivesLate) {
  world.hear(said(monitor, "点名10分钟", start));
  world.pass_to(start + std::chrono::minutes{12});
  ASSERT_TRUE(world.stores().roll_calls.by_id(1)->closed);
  world.hear(said(zhang, "到", start + std::chrono::minutes{9}));
  world.hear(said(monitor, "到", start + std::chrono::minutes{10}));
  EXPECT_EQ(sum().in_time(), 1U);
  ASSERT_EQ(sum().late.size(), 1U);
  EXPECT_EQ(sum().late.front().id, monitor.id);
}

TEST_F(AttendanceTest, WhatWasSentBeforeTheCallIsNoAnswer) {
  world.hear(said(monitor, "点名10分钟", start));
  world.hear(said(zhang, "到", start - std::chrono::seconds{5}));
  EXPECT_EQ(sum().missing.size(), 2U);
}

TEST_F(AttendanceTest, ACallThatIsHeardAfterItsEndDoesNotOpen) {
  (void)world.take_sent();
  world.hear(said(monitor, "点名10分钟", start - std::chrono::minutes{10}));
  EXPECT_FALSE(world.stores().roll_calls.by_id(1));
  const auto sent = world.take_sent();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_FALSE(std::get<Send>(sent.front().call.what).group);
}

TEST_F(AttendanceTest, TheCallerIsToldOnceThatTheGroupDoesNotHear) {
  world.hear(said(monitor, "点名10分钟", start));
  Feature* attendance = nullptr;
  for (Feature* feature : world.features()) {
    if (feature->title() == "attendance") attendance = feature;
  }
  ASSERT_NE(attendance, nullptr);
  const Moment now = world.zone.at(start);
  const SendResult mute{
      .about = "rollcall/1", .group = true, .target = "g", .state = storage::SendState::failed, .message = {}};
  const Reply first = attendance->on(mute, now);
  ASSERT_EQ(first.actions.size(), 1U);
  EXPECT_EQ(std::get<Whisper>(first.actions.front()).to.id, monitor.id);
  EXPECT_TRUE(attendance->on(mute, now).actions.empty());
  SendResult other = mute;
  other.about = "notice/1";
  EXPECT_TRUE(attendance->on(other, now).actions.empty());
}

/// What was said in private, to whom.
std::multimap<std::string, std::string> whispers(World& world) {
  std::multimap<std::string, std::string> whispers;
  for (const World::Sent& one : world.take_sent()) {
    const auto* send = std::get_if<Send>(&one.call.what);
    if (send == nullptr || send->group) continue;
    std::string words;
    for (const Part& part : send->content) words += part.value;
    whispers.emplace(send->target, words);
  }
  return whispers;
}

TEST_F(AttendanceTest, WhoHasLostTheClassHearsNoMoreOfItsRollCall) {
  const Person before = world.add_person("T1", "王敏", "甲", Role::counsellor);
  const Person after = world.add_person("T2", "李红", "甲", Role::counsellor);
  world.hear(said(before, "点名10分钟", start));
  world.stores().members.revoke(before.id, {Role::counsellor, zhang.class_id}, start);
  (void)world.take_sent();
  world.hear(said(zhang, "请假", start + std::chrono::minutes{1}));
  auto told = whispers(world);
  EXPECT_EQ(told.count(before.account), 0U);
  ASSERT_EQ(told.count(after.account), 1U);
  EXPECT_NE(told.find(after.account)->second.find("张三"), std::string::npos);
  world.pass_to(start + std::chrono::minutes{12});
  told = whispers(world);
  EXPECT_EQ(told.count(before.account), 0U);
  ASSERT_EQ(told.count(after.account), 1U);
  EXPECT_NE(told.find(after.account)->second.find("陈思远"), std::string::npos);
}

TEST_F(AttendanceTest, WhoHasLostTheClassGivesNoLeaveInIt) {
  const Person before = world.add_person("T1", "王敏", "甲", Role::counsellor);
  const Person after = world.add_person("T2", "李红", "甲", Role::counsellor);
  world.hear(said(before, "点名10分钟", start));
  world.hear(said(zhang, "请假", start + std::chrono::minutes{1}));
  ASSERT_EQ(whispers(world).count(before.account), 1U);
  world.stores().members.grant(before.id, {Role::counsellor, world.add_class("乙", "h")}, start);
  world.stores().members.revoke(before.id, {Role::counsellor, zhang.class_id}, start);
  Message yes = said(before, "是", start + std::chrono::minutes{2});
  yes.place = Place::direct;
  yes.room = before.account;
  world.hear(yes);
  EXPECT_EQ(sum().excused.size(), 0U);
  const auto told = whispers(world);
  ASSERT_EQ(told.count(before.account), 1U);
  EXPECT_EQ(told.find(before.account)->second.find("张三"), std::string::npos);
  EXPECT_EQ(told.count(after.account), 1U);  // Who looks after the class now is asked instead.
}

TEST_F(AttendanceTest, ASignInOfTheDayBeforeIsOver) {
  world.hear(said(monitor, "点名10分钟", start));
  world.pass_to(start + std::chrono::hours{25});
  world.hear(said(zhang, "到", world.clock.wall()));
  EXPECT_EQ(sum().missing.size(), 2U);
}

TEST_F(AttendanceTest, RemindersLearnWhoIsMissing) {
  const Class klass = *world.stores().members.class_by_name("甲");
  const auto missing = [&]() -> std::optional<std::vector<Person>> {
    for (Feature* feature : world.features()) {
      if (feature->title() == "attendance") return feature->missing(klass, world.zone.at(world.clock.wall()));
    }
    return std::nullopt;
  };
  EXPECT_FALSE(missing());
  world.hear(said(monitor, "点名10分钟", start));
  world.hear(said(zhang, "到", start));
  ASSERT_TRUE(missing());
  ASSERT_EQ(missing()->size(), 1U);
  EXPECT_EQ(missing()->front().id, monitor.id);
}

TEST_F(AttendanceTest, AtMostTwentyAreNamedInOneReminder) {
  for (int i = 10; i < 35; ++i) world.add_person(std::to_string(i), "同学" + std::to_string(i), "甲", Role::student);
  world.hear(said(monitor, "点名10分钟", start));
  (void)world.take_sent();
  world.hear(said(monitor, "催签到", start));
  const auto sent = world.take_sent();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(std::get<Send>(sent[0].call.what).content.size(), 40U);
  EXPECT_EQ(std::get<Send>(sent[1].call.what).content.size(), 15U);
}

TEST_F(AttendanceTest, WhenTheTermIsOverItIsForgotten) {
  world.hear(said(monitor, "点名10分钟", start));
  world.hear(said(zhang, "到", start));
  world.pass_to(start + std::chrono::minutes{12});
  world.hear(said(monitor, "点名10分钟", world.clock.wall()));  // The newest one stays.
  const auto noon_of = [&](const char* day) { return world.zone.utc(*day_from_iso(day) + std::chrono::hours{12}); };
  world.sleep_until(noon_of("2020-07-31"));
  world.run();
  EXPECT_EQ(world.stores().roll_calls.marks(1).size(), 1U);
  world.sleep_until(noon_of("2020-08-01"));
  world.run();
  EXPECT_TRUE(world.stores().roll_calls.marks(1).empty());
  EXPECT_FALSE(world.stores().roll_calls.by_id(1));
  EXPECT_TRUE(world.stores().roll_calls.by_id(2));
}

}  // namespace
}  // namespace banwei::tests
