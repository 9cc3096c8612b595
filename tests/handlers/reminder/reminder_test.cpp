// What a transcript cannot show: reminders of people who left or lost their role, clocks set back, crowds.
#include <gtest/gtest.h>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

class ReminderTest : public testing::Test {
 protected:
  ReminderTest() {
    world.add_class("甲", "g");
    monitor = world.add_person("1", "陈思远", "甲", Role::monitor);
    student = world.add_person("2", "张三", "甲", Role::student);
    teacher = world.add_person("T1", "王敏", "甲", Role::counsellor);
    world.clock.set(at(9, 30));
    world.connect();
  }

  Utc at(int hour, int minute) {
    return world.zone.utc(day_from_iso("2020-03-11").value() + std::chrono::hours{hour} + std::chrono::minutes{minute});
  }

  void says(const Person& who, Place place, std::string words) {
    Message message;
    message.place = place;
    message.user = who.account;
    message.room = place == Place::group ? "g" : who.account;
    message.content = plain(std::move(words));
    world.hear(message);
  }

  std::vector<Content> heard(std::string_view target) {
    std::vector<Content> all;
    for (const World::Sent& sent : world.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      if (send != nullptr && send->target == target) all.push_back(send->content);
    }
    return all;
  }

  static std::size_t mentions(const Content& content) {
    return static_cast<std::size_t>(std::count_if(content.begin(), content.end(),
                                                  [](const Part& part) { return part.kind == Part::Kind::mention; }));
  }

  bool lives(std::int64_t id) { return world.stores().reminders.by_id(id)->next.has_value(); }

  World world;
  Person monitor, student, teacher;
};

TEST_F(ReminderTest, OfOneWhoLostTheRoleStopsAndTheClassIsToldNothing) {
  says(monitor, Place::group, "每天9:40提醒大家开窗");
  ASSERT_EQ(heard("g").size(), 1U);
  world.stores().members.revoke(monitor.id, {Role::monitor, monitor.class_id}, world.clock.wall());
  world.pass_to(at(9, 45));
  EXPECT_TRUE(heard("g").empty());
  EXPECT_FALSE(lives(1));
}

TEST_F(ReminderTest, OfOneWhoLeftTheRosterStops) {
  says(student, Place::direct, "9:40提醒我交表");
  ASSERT_EQ(heard(student.account).size(), 1U);
  world.stores().members.leave(student.id, world.clock.wall());
  world.pass_to(at(9, 45));
  EXPECT_TRUE(world.take_sent().empty());
  EXPECT_FALSE(lives(1));
}

TEST_F(ReminderTest, SpeaksOnceThoughTheClockIsSetBack) {
  says(monitor, Place::group, "每天9:40提醒大家开窗");
  world.pass_to(at(9, 41));
  ASSERT_EQ(heard("g").size(), 2U);
  world.clock.set(at(9, 35));
  world.restart();
  world.pass_to(at(9, 45));
  EXPECT_TRUE(heard("g").empty());
  EXPECT_TRUE(lives(1));
}

TEST_F(ReminderTest, CallsAtMostTwentyInAMessage) {
  for (int i = 100; i < 143; ++i) world.add_person(std::to_string(i), "同学" + std::to_string(i), "甲", Role::student);
  says(monitor, Place::group, "9:40提醒没报体温的");
  (void)world.take_sent();
  world.pass_to(at(9, 40));
  const auto messages = heard("g");
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_EQ(mentions(messages[0]), 20U);
  EXPECT_EQ(mentions(messages[1]), 20U);
  EXPECT_EQ(mentions(messages[2]), 5U);
  EXPECT_NE(messages[2].back().value.find("还差45位"), std::string::npos);
}

TEST_F(ReminderTest, AClassHasAtMostTwenty) {
  for (int i = 0; i < 20; ++i) {
    storage::Reminder reminder;
    reminder.owner = monitor.id;
    reminder.class_id = monitor.class_id;
    reminder.audience = storage::Audience::group;
    reminder.words = "明早8点";
    reminder.next = at(23, 0);
    world.stores().reminders.add(reminder);
  }
  says(teacher, Place::group, "明早8点提醒大家交表");
  const auto told = heard(teacher.account);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told.front().front().value.rfind("这个班已经有20个提醒", 0), 0U);
  EXPECT_EQ(world.stores().reminders.of_class(monitor.class_id).size(), 20U);
}

TEST_F(ReminderTest, WhoIsOutOfReachGetsNoneThatCouldNotBeSaid) {
  world.make_friend(student.account, false);
  says(student, Place::group, "9:40提醒我交表");
  EXPECT_FALSE(world.stores().reminders.by_id(1));
  ASSERT_EQ(heard("g").size(), 1U) << "asked to become a friend";
}

TEST_F(ReminderTest, IsJudgedByWhenItWasSaid) {
  Message message;
  message.place = Place::direct;
  message.user = message.room = student.account;
  message.content = plain("十分钟后提醒我交表");
  message.sent = at(9, 15);  // It reaches us a quarter of an hour later.
  world.hear(message);
  (void)world.take_sent();
  world.pass_to(at(9, 31));
  EXPECT_EQ(heard(student.account).size(), 1U);
}

TEST_F(ReminderTest, APlanShowsAGroupNothingOfOnesOwn) {
  says(student, Place::direct, "明早8点提醒我交表");
  says(monitor, Place::group, "明早8点提醒大家开窗");
  const auto coming = [&](const Person& who, Place place) {
    Message message;
    message.account = World::account;
    message.place = place;
    message.user = who.account;
    message.room = place == Place::group ? "g" : who.account;
    std::string all;
    for (Feature* feature : world.features()) {
      if (feature->title() != "reminder") continue;
      for (const Upcoming& one : feature->upcoming(world.desk().router().context(message, {}, world.clock.wall())))
        all += one.what + "|";
    }
    return all;
  };
  EXPECT_EQ(coming(student, Place::direct), "提醒1：交表|提醒2：开窗|");
  EXPECT_EQ(coming(student, Place::group), "提醒2：开窗|");
  EXPECT_EQ(coming(monitor, Place::direct), "提醒2：开窗|");
}

}  // namespace
}  // namespace banwei::tests
