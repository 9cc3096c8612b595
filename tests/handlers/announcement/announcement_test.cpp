// What no transcript can say: a notice to the whole college, messages out of their time, people who lost a class.
#include "handlers/announcement/announcement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

using storage::SendState;

constexpr int all_classes = 79;

class AnnouncementTest : public testing::Test {
 protected:
  void open_college(int classes) {
    for (int i = 0; i < classes; ++i) {
      const std::string name = "班" + std::to_string(100 + i);
      world.add_class(name, "g" + std::to_string(i));
      world.add_person("s" + std::to_string(i), "张三", name, Role::student);
      world.add_person("t" + std::to_string(i), "李四", name, Role::student);
    }
    office = world.add_person("T1", "赵主任", "班100", Role::office);
    world.connect();
    (void)world.take_sent();
  }

  void tell(const Person& who, const std::string& text, const std::string& room = "", Utc sent = {}) {
    Message message;
    message.place = room.empty() ? Place::direct : Place::group;
    message.room = room.empty() ? who.account : room;
    message.user = who.account;
    message.sent = sent;
    message.content = plain(text);
    world.hear(message);
  }

  Person person(const std::string& number) { return world.stores().members.by_number(number).value(); }

  void publish(const std::string& words = "发通知 明天返校，请回复收到") {
    tell(office, words);
    (void)world.take_sent();
    tell(office, "发");
  }

  struct Out {
    std::vector<std::string> rooms;     // The rooms of the notices, in order.
    std::vector<std::string> whispers;  // To the publisher.
    std::vector<std::string> to_students;
    std::size_t reactions = 0;
  };

  Out sent() {
    Out out;
    for (const World::Sent& one : world.take_sent()) {
      if (std::holds_alternative<ReactTo>(one.call.what)) ++out.reactions;
      const auto* send = std::get_if<Send>(&one.call.what);
      if (send == nullptr) continue;
      std::string words;
      for (const Part& part : send->content) words += part.value;
      if (send->group) {
        if (words.starts_with("【通知")) out.rooms.push_back(send->target);
      } else if (send->target == office.account) {
        out.whispers.push_back(words);
      } else {
        out.to_students.push_back(words);
      }
    }
    return out;
  }

  std::size_t in_state(SendState state) {
    const auto all = world.stores().notices.deliveries(1);
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const auto& one) { return one.state == state; }));
  }

  World world;
  Person office;
};

TEST_F(AnnouncementTest, GoesToTheWholeCollegeInOneTurn) {
  open_college(all_classes);
  world.deaf = false;
  world.disconnect();
  publish();
  EXPECT_EQ(world.stores().outbox.count(SendState::waiting), all_classes);
  EXPECT_TRUE(sent().rooms.empty());
  world.connect();
  const Out out = sent();
  EXPECT_EQ(out.rooms.size(), all_classes);
  EXPECT_EQ(std::set<std::string>(out.rooms.begin(), out.rooms.end()).size(), all_classes);
  EXPECT_NE(out.rooms.front(), "g0");
  EXPECT_TRUE(out.whispers.empty());
  EXPECT_EQ(in_state(SendState::sent), all_classes);
}

TEST_F(AnnouncementTest, ThePublisherHearsOfTroubleOnce) {
  open_college(all_classes);
  for (int i = 10; i < 14; ++i) world.fault_in["g" + std::to_string(i)] = GatewayFault::muted;
  for (int i = 20; i < 23; ++i) world.fault_in["g" + std::to_string(i)] = GatewayFault::lost;
  publish();
  world.pass_to(world.clock.wall() + std::chrono::minutes{1});  // The groups' histories are looked at.
  const Out out = sent();
  EXPECT_EQ(out.rooms.size(), all_classes - 7U);
  ASSERT_EQ(out.whispers.size(), 2U);  // That it is on its way, and how it went.
  EXPECT_NE(out.whispers.back().find("已发72个群"), std::string::npos) << out.whispers.back();
  EXPECT_NE(out.whispers.back().find("班110 班111 班112 班113"), std::string::npos) << out.whispers.back();
  EXPECT_NE(out.whispers.back().find("补发通知1 班120"), std::string::npos) << out.whispers.back();
}

TEST_F(AnnouncementTest, ARestartInTheMiddleRepeatsNothingThatTheHistoryShows) {
  open_college(all_classes);
  world.fault_in["g40"] = GatewayFault::silent;
  publish();
  const Out before = sent();
  world.fault_in.clear();
  world.restart();
  const Out after = sent();
  EXPECT_EQ(before.rooms.size() + after.rooms.size(), all_classes + 0U);
  EXPECT_EQ(std::count(after.rooms.begin(), after.rooms.end(), "g40"), 0);
  EXPECT_EQ(in_state(SendState::sent), all_classes + 0U);
  EXPECT_TRUE(after.whispers.empty());
}

TEST_F(AnnouncementTest, AMutedCollegeIsToldInOneLine) {
  open_college(all_classes);
  world.fault = GatewayFault::muted;
  world.fault_in[office.account] = GatewayFault::none;
  publish();
  const Out out = sent();
  ASSERT_EQ(out.whispers.size(), 2U);
  EXPECT_NE(out.whispers.back().find("等79个班"), std::string::npos) << out.whispers.back();
  EXPECT_EQ(in_state(SendState::failed), all_classes);
  world.fault = GatewayFault::none;
  tell(office, "补发通知1");
  EXPECT_EQ(sent().rooms.size(), all_classes + 0U);
  tell(office, "补发通知1");
  EXPECT_TRUE(sent().rooms.empty());
}

TEST_F(AnnouncementTest, RemindsInPrivateUpToABound) {
  open_college(1);
  for (int i = 0; i < 230; ++i)
    world.add_person("x" + std::to_string(i), "王五" + std::to_string(i), "班100", Role::student);
  publish("发通知 今天18:00前交表，请回复收到");
  (void)world.take_sent();
  world.clock.set(world.stores().notices.by_id(1)->deadline.value() + std::chrono::minutes{1});
  tell(office, "催通知1");
  const Out out = sent();
  EXPECT_EQ(out.to_students.size(), 200U);
  ASSERT_EQ(out.whispers.size(), 1U);
  EXPECT_NE(out.whispers.front().find("还有32位下次再催"), std::string::npos) << out.whispers.front();
}

TEST_F(AnnouncementTest, CallsAtMostTwentyInAMessage) {
  open_college(1);
  for (int i = 0; i < 30; ++i)
    world.add_person("x" + std::to_string(i), "王五" + std::to_string(i), "班100", Role::student);
  publish();
  (void)world.take_sent();
  tell(office, "催通知1");
  std::vector<std::size_t> called;
  for (const World::Sent& one : world.take_sent()) {
    const auto* send = std::get_if<Send>(&one.call.what);
    if (send == nullptr || !send->group) continue;
    called.push_back(
        static_cast<std::size_t>(std::count_if(send->content.begin(), send->content.end(),
                                               [](const Part& part) { return part.kind == Part::Kind::mention; })));
  }
  EXPECT_EQ(called, (std::vector<std::size_t>{20, 12}));
}

TEST_F(AnnouncementTest, ARestartInTheMiddleRepeatsNothing) {
  open_college(all_classes);
  world.connect({.history = false});
  world.fault_in["g40"] = GatewayFault::silent;
  publish();
  const Out before = sent();
  EXPECT_EQ(before.rooms.back(), "g40");
  EXPECT_LT(before.rooms.size(), all_classes + 0U);
  world.fault_in.clear();
  world.restart();
  const Out after = sent();
  EXPECT_EQ(before.rooms.size() + after.rooms.size(), all_classes + 0U);
  EXPECT_EQ(std::count(after.rooms.begin(), after.rooms.end(), "g40"), 0);
  EXPECT_EQ(in_state(SendState::unknown), 1U);
  EXPECT_EQ(in_state(SendState::sent), all_classes - 1U);
  ASSERT_EQ(after.whispers.size(), 1U);
  EXPECT_NE(after.whispers.front().find("不确定发没发到：班140"), std::string::npos) << after.whispers.front();
}

TEST_F(AnnouncementTest, AnAnswerWhileTheSendIsStillInFlightCounts) {
  open_college(1);
  world.fault_in["g0"] = GatewayFault::silent;
  publish();
  tell(person("s0"), "收到", "g0");
  EXPECT_EQ(sent().reactions, 1U);
  EXPECT_TRUE(world.stores().notices.has_confirmed(1, person("s0").id));
}

TEST_F(AnnouncementTest, WhatWasSentBeforeTheNoticeIsNoAnswer) {
  open_college(1);
  publish();
  tell(person("s0"), "收到", "g0", world.clock.wall() - std::chrono::seconds{5});
  EXPECT_EQ(sent().reactions, 0U);
  EXPECT_FALSE(world.stores().notices.has_confirmed(1, person("s0").id));
}

TEST_F(AnnouncementTest, AReceiptCountsByWhenItWasSent) {
  open_college(1);
  publish("发通知 今天18:00前交表，请回复收到");
  const Utc deadline = world.stores().notices.by_id(1)->deadline.value();
  world.clock.set(deadline + std::chrono::minutes{3});
  tell(person("s0"), "收到", "g0", deadline - std::chrono::minutes{1});
  tell(person("t0"), "收到", "g0", deadline + std::chrono::minutes{1});
  (void)world.take_sent();
  tell(office, "通知1 进度");
  EXPECT_NE(sent().whispers.front().find("已确认2/2（晚1）"), std::string::npos);
}

TEST_F(AnnouncementTest, AfterTwoWeeksNothingIsAnswered) {
  open_college(1);
  publish();
  (void)world.take_sent();
  world.clock.set(world.clock.wall() + std::chrono::days{14} + std::chrono::seconds{1});
  tell(person("s0"), "收到", "g0");
  EXPECT_EQ(sent().reactions, 0U);
}

TEST_F(AnnouncementTest, WhoHasLostAClassSpeaksToItNoMore) {
  open_college(2);
  auto& members = world.stores().members;
  const Person teacher = world.add_person("T2", "王敏", "班100", Role::counsellor);
  const auto second = members.class_by_name("班101").value();
  members.grant(teacher.id, {Role::counsellor, second.id}, Utc{});
  const Utc start = world.clock.wall();
  tell(teacher, "发通知 1小时后 全体 明天返校");
  tell(teacher, "发");
  members.revoke(teacher.id, {Role::counsellor, second.id}, start + std::chrono::minutes{1});
  (void)world.take_sent();
  world.pass_to(start + std::chrono::minutes{61});
  EXPECT_EQ(sent().rooms, std::vector<std::string>{"g0"});
}

TEST_F(AnnouncementTest, WhoHasLostAClassSeesItsCountsAndNoNames) {
  open_college(2);
  auto& members = world.stores().members;
  office = world.add_person("T2", "王敏", "班100", Role::counsellor);
  const auto second = members.class_by_name("班101").value();
  members.grant(office.id, {Role::counsellor, second.id}, Utc{});
  publish();
  for (const char* number : {"s0", "t0"}) tell(person(number), "收到", "g0");
  members.revoke(office.id, {Role::counsellor, second.id}, world.clock.wall());
  (void)sent();
  tell(office, "通知1 进度");
  const Out progress = sent();
  ASSERT_EQ(progress.whispers.size(), 1U);
  EXPECT_NE(progress.whispers.front().find("已确认2/4"), std::string::npos) << progress.whispers.front();
  EXPECT_EQ(progress.whispers.front().find("李四"), std::string::npos) << progress.whispers.front();
  world.pass_to(world.clock.wall() + std::chrono::minutes{6});
  for (int round = 0; round < 3; ++round) {
    tell(office, "催通知1");
    world.pass_to(world.clock.wall() + std::chrono::minutes{6});
  }
  EXPECT_TRUE(sent().to_students.empty());
}

TEST_F(AnnouncementTest, AStudentAsksAFewTimesAboutOneNotice) {
  open_college(1);
  publish();
  (void)world.take_sent();
  for (int i = 0; i < 7; ++i) tell(person("s0"), "收到，请问第" + std::to_string(i) + "页怎么填", "g0");
  const Out out = sent();
  EXPECT_EQ(out.whispers.size(), 5U);
  ASSERT_EQ(out.to_students.size(), 2U);
  EXPECT_NE(out.to_students.front().find("直接找赵主任"), std::string::npos);
}

TEST_F(AnnouncementTest, WordsOfPeopleStayText) {
  open_college(1);
  publish("发通知 [CQ:at,qq=all] <b>&amp; {\"text\":1}");
  for (const World::Sent& one : world.take_sent()) {
    const auto* send = std::get_if<Send>(&one.call.what);
    if (send == nullptr || !send->group) continue;
    ASSERT_EQ(send->content.size(), 1U);
    EXPECT_EQ(send->content.front(), (Part{Part::Kind::text, "【通知1】[CQ:at,qq=all] <b>&amp; {\"text\":1}"}));
  }
}

TEST_F(AnnouncementTest, TellsWhoHasNotConfirmed) {
  open_college(1);
  publish();
  const auto klass = world.stores().members.class_by_name("班100").value();
  const auto missing = [&] {
    std::optional<std::vector<Person>> people;
    for (Feature* feature : world.features()) {
      if (feature->title() == "announcement") people = feature->missing(klass, world.zone.at(world.clock.wall()));
    }
    return people;
  };
  ASSERT_TRUE(missing());
  EXPECT_EQ(missing()->size(), 2U);
  tell(person("s0"), "收到", "g0");
  ASSERT_EQ(missing()->size(), 1U);
  EXPECT_EQ(missing()->front().number, "t0");
  tell(office, "撤回通知1");
  EXPECT_FALSE(missing());
}

TEST_F(AnnouncementTest, AHoleInTheWholeCollegeIsOneLineAGroupWhereSomebodyIsMissing) {
  open_college(all_classes);
  publish();
  tell(person("s0"), "收到", "g0");
  tell(person("t0"), "收到", "g0");
  (void)world.take_sent();
  const auto lines = [&] {
    std::multiset<std::string> rooms;
    for (const World::Sent& one : world.take_sent()) {
      const auto* send = std::get_if<Send>(&one.call.what);
      if (send == nullptr) continue;
      EXPECT_TRUE(send->group) << "nobody is written to";
      EXPECT_TRUE(send->content.front().value.ends_with("回过的请再回一次：收到1"));
      rooms.insert(send->target);
    }
    return rooms;
  };
  const auto away = [&](std::chrono::minutes time) {
    world.disconnect();
    world.clock.set(world.clock.wall() + time);
    world.connect({.history = false});
  };
  away(std::chrono::minutes{0});
  EXPECT_TRUE(lines().empty()) << "too short";
  away(std::chrono::minutes{10});
  const auto rooms = lines();
  EXPECT_EQ(rooms.size(), all_classes - 1U);
  EXPECT_EQ(std::set<std::string>(rooms.begin(), rooms.end()).size(), rooms.size());
  EXPECT_FALSE(rooms.contains("g0"));
  world.clock.set(world.clock.wall() + std::chrono::hours{24 * 3});
  away(std::chrono::minutes{10});
  EXPECT_TRUE(lines().empty()) << "nobody confirms it any more";
}

TEST(AboutNotices, IsReadAsItIsWritten) {
  using announcement::about_notice;
  using announcement::read_about;
  EXPECT_EQ(about_notice(12), "notice/12");
  EXPECT_EQ(about_notice(12, "ask", 345), "notice/12/ask/345");
  const auto ask = read_about("notice/12/ask/345");
  ASSERT_TRUE(ask);
  EXPECT_EQ(ask->id, 12);
  EXPECT_EQ(ask->tail, "ask");
  EXPECT_EQ(ask->person, 345);
  EXPECT_EQ(read_about("notice/12")->tail, "");
  EXPECT_EQ(read_about("notice/12/line")->tail, "line");
  for (const char* other : {"", "notice/", "notice/x", "rollcall/12", "notice"})
    EXPECT_FALSE(read_about(other)) << other;
}

}  // namespace
}  // namespace banwei::tests
