// What every feature owes: unique words, help and examples that parse.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "handlers/language/strings.h"
#include "tests/chat/world.h"

namespace banwei::tests {
namespace {

TEST(Features, TitlesAndScheduleKeysAreUnique) {
  World world;
  std::set<std::string_view> titles;
  std::set<std::string> keys;
  for (Feature* feature : world.features()) {
    EXPECT_TRUE(titles.insert(feature->title()).second) << feature->title();
    for (const ScheduledJob& act : feature->jobs(world.zone.at(world.clock.wall()).day())) {
      EXPECT_TRUE(keys.insert(std::string(feature->title()) + "/" + act.key).second) << act.key;
    }
  }
}

TEST(Features, EveryCommandHasHelpAndAnExampleThatParses) {
  World world;
  world.add_class("甲", "g甲");
  Message message;
  message.account = World::account;
  message.place = Place::direct;
  message.user = message.room = world.add_person("T1", "王敏", "甲", Role::counsellor).account;
  const Router& router = world.desk().router();
  const Context context = router.context(message, {}, world.clock.wall());
  for (const Entry& entry : router.lexicon().entries()) {
    EXPECT_FALSE(entry.command.help.empty()) << entry.command.kind;
    Utterance said;
    said.text = entry.command.example;
    said.addressed = true;
    const auto match = router.lexicon().match(said, context);
    ASSERT_TRUE(match) << entry.command.example;
    EXPECT_EQ(match->entry->command.kind, entry.command.kind) << entry.command.example;
  }
}

TEST(Features, HelpIsEightLinesForEveryRole) {
  World world;
  world.add_class("甲", "g甲");
  world.connect();
  for (int i = 0; i < role_count; ++i) {
    const Role role = static_cast<Role>(i);
    const std::string actor(to_string(role));
    Message message;
    message.place = Place::direct;
    message.user = message.room = world.add_person(actor, actor, "甲", role).account;
    message.content = plain("帮助");
    (void)world.take_sent();
    world.hear(message);
    const auto sent = world.take_sent();
    ASSERT_EQ(sent.size(), 1U) << actor;
    const std::string words = std::get<Send>(sent.front().call.what).content.front().value;
    EXPECT_LE(std::count(words.begin(), words.end(), '\n'), 7) << words;
    EXPECT_LE(code_points(words), 400U) << words;
  }
}

}  // namespace
}  // namespace banwei::tests
