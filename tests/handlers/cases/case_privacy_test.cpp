// A case's words reach its team and nobody else: no group, no log, no table and no teacher outside it.
#include <gtest/gtest.h>

#include "bot/desk.h"
#include "bot/log.h"
#include "handlers/exporting.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

constexpr auto secret = "机密";

/// Answers every send at once and keeps it.
struct Line final : Gateway {
  void submit(std::vector<OutgoingCall> calls) override {
    for (OutgoingCall& call : calls) {
      results.emplace_back(
          CallResult{.tag = call.tag, .outcome = Outcome::sent, .message = "b" + std::to_string(sent.size())});
      sent.push_back(std::move(call));
    }
  }
  std::vector<OutgoingCall> sent;
  std::vector<Item> results;
};

class CasePrivacy : public testing::Test {
 protected:
  CasePrivacy() {
    world_.add_class("甲", "g");
    li_ = add("101", "李四", Role::student);
    add("102", "王五", Role::monitor);
    wang_ = add("T1", "王敏", Role::counsellor);
    add("T2", "李强", Role::class_teacher);
    sun_ = add("T3", "孙静", Role::office);
    add("T4", "周书记", Role::leader);
    add("T5", "吴工", Role::admin);
    drive({LinkUp{.account = World::account, .friends = accounts_}});
  }

  Person add(const std::string& number, const std::string& name, Role role) {
    Person person = world_.add_person(number, name, "甲", role);
    accounts_.push_back(person.account);
    people_.push_back(person);
    return person;
  }

  void drive(std::vector<Item> items) {
    while (!items.empty()) {
      EXPECT_TRUE(desk_.turn(items));
      items = std::exchange(line_.results, {});
    }
  }

  void says(const Person& who, Place place, const std::string& words) {
    Message message{.account = World::account, .place = place, .room = place == Place::group ? "g" : who.account};
    message.user = who.account;
    message.id = "m" + std::to_string(++messages_);
    message.sent = message.received = world_.clock.wall();
    message.content = plain(words);
    drive({std::move(message)});
  }

  World world_;
  Line line_;
  std::vector<std::string> logged_;
  Log log_{Log::Out{[this](Log::Level, std::string_view line) { logged_.emplace_back(line); }}};
  Desk desk_{world_.stores(),
             world_.features(),
             world_.zone,
             world_.clock,
             line_,
             log_,
             DeskOptions{.pace = RateLimits::off()}};
  std::vector<std::string> accounts_;
  std::vector<Person> people_;
  Person li_, wang_, sun_;
  int messages_ = 0;
};

TEST_F(CasePrivacy, ItsWordsReachItsTeamAlone) {
  desk_.start();
  says(wang_, Place::direct, "立案 李四");
  says(wang_, Place::direct, "#1 加人 学工办");
  says(wang_, Place::direct, "#1 机密一");
  says(wang_, Place::direct, "#1 转告本人：机密二");
  says(wang_, Place::direct, "李四机密三，记一下");
  says(wang_, Place::group, "李四机密四，记一下");
  says(wang_, Place::direct, "联系记录 李四 家长 机密五 下次3/20");
  says(li_, Place::direct, "转告老师：机密六");
  for (const Person& person : people_) {
    for (const char* words : {"个案1", "李四现在什么情况", "在跟的个案", "李四", "谁没报", "今天情况"})
      says(person, Place::direct, words);
  }
  EXPECT_EQ(world_.stores().cases.entries(1, 99).size(), 7U) << "opened, joined and five words";
  std::size_t told = 0;
  for (const OutgoingCall& call : line_.sent) {
    const auto* send = std::get_if<Send>(&call.what);
    if (send == nullptr) continue;
    std::string words;
    for (const Part& part : send->content) words += part.value;
    if (words.find(secret) == std::string::npos && words.find("#1") == std::string::npos) continue;
    ++told;
    EXPECT_FALSE(send->group) << words;
    EXPECT_TRUE(send->target == li_.account || send->target == wang_.account || send->target == sun_.account) << words;
    if (send->target == li_.account) {
      EXPECT_NE(words.find("机密二"), std::string::npos) << "what is not for him: " << words;
    }
  }
  EXPECT_GT(told, 6U);

  for (const std::string& line : logged_) {
    EXPECT_EQ(line.find(secret), std::string::npos) << line;
    EXPECT_EQ(line.find(li_.name), std::string::npos) << line;
  }

  const Moment now = world_.zone.at(world_.clock.wall());
  const Speaker reader{.person = wang_, .grants = world_.stores().members.grants(wang_, now.utc)};
  std::size_t tables = 0;
  for (Feature* feature : world_.features()) {
    auto* exporting = dynamic_cast<Exports*>(feature);
    if (exporting == nullptr) continue;
    for (const Export& sort : exporting->exports()) {
      const auto drawn = sort.draw({.reader = reader,
                                    .classes = world_.stores().members.classes(),
                                    .days = {now.day(), now.day()},
                                    .number = 1,
                                    .now = now});
      if (!drawn) continue;
      ++tables;
      for (const auto& row : drawn->sheet.rows) {
        for (const Cell& cell : row) EXPECT_EQ(cell.text.find(secret), std::string::npos) << sort.what;
      }
    }
  }
  EXPECT_GT(tables, 2U);
}

}  // namespace
}  // namespace banwei::tests
