// What every feature owes: unique words, help, examples that parse, and a permission stated for every verb and actor.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>

#include "bot/audited.h"
#include "bot/guards.h"
#include "bot/permission_table.h"
#include "handlers/language/strings.h"
#include "tests/chat/world.h"
#include "tests/paths.h"

namespace banwei::tests {
namespace {

const std::vector<std::string> actors{"outsider",      "student",    "student_other",    "monitor",
                                      "monitor_other", "counsellor", "counsellor_other", "ex_counsellor",
                                      "office",        "leader",     "keeper",           "anonymous"};

/// Two classes and one person of each kind; what the guards decide for each of them.
class Actors {
 public:
  Actors() {
    for (const char* name : {"甲", "乙"}) world_.add_class(name, std::string("g") + name);
    add("student", "甲", Role::student);
    add("student_other", "乙", Role::student);
    add("monitor", "甲", Role::monitor);
    add("monitor_other", "乙", Role::monitor);
    add("counsellor", "甲", Role::counsellor);
    add("counsellor_other", "乙", Role::counsellor);
    add("ex_counsellor", "甲", Role::counsellor);
    add("office", "甲", Role::office);
    add("leader", "甲", Role::leader);
    add("keeper", "甲", Role::admin);
    const auto& former = people_.at("ex_counsellor");
    world_.stores().members.revoke(former.id, {Role::counsellor, world_.stores().members.class_by_name("甲")->id},
                                   world_.clock.wall());
  }

  /// `place`: "group" of class 甲, "new_group" of none, "direct".
  Message message_of(const std::string& actor, const std::string& place) const {
    Message message;
    message.account = World::account;
    message.place = place == "direct" ? Place::direct : Place::group;
    message.anonymous = actor == "anonymous";
    const auto person = people_.find(actor == "anonymous" ? "student" : actor);
    message.user = person == people_.end() ? "stranger" : person->second.account;
    message.room = place == "direct" ? message.user : place == "group" ? "g甲" : "g新";
    message.sent = world_.clock.wall();
    return message;
  }

  std::string decision(const Command& command, const std::string& actor, const std::string& place) {
    const Message message = message_of(actor, place);
    return std::string(word(decide(command, world_.desk().router().context(message, {}, world_.clock.wall()))));
  }

  const std::vector<Entry>& entries() { return world_.desk().router().lexicon().entries(); }
  const std::vector<Ear>& ears() { return world_.desk().router().ears(); }
  World& world() { return world_; }

 private:
  void add(const std::string& actor, const std::string& klass, Role role) {
    people_.emplace(actor, world_.add_person(actor, actor, klass, role));
  }

  World world_;
  std::map<std::string, Person> people_;
};

/// From feature.kind, place and actor to the verdict.
using Table = std::map<std::tuple<std::string, std::string, std::string>, std::string>;

Table table_in(std::istream& in) {
  Table table;
  std::vector<std::string> columns;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    std::istringstream stream(line);
    std::vector<std::string> fields;
    for (std::string field; std::getline(stream, field, '\t');) fields.push_back(field);
    if (columns.empty()) {
      columns = fields;
      continue;
    }
    for (std::size_t i = 2; i < fields.size(); ++i) table[{fields[0], fields[1], columns.at(i)}] = fields[i];
  }
  return table;
}

Table stated() {
  std::ifstream in(source_dir() / "tests/permissions.tsv");
  return table_in(in);
}

const std::vector<std::string> places{"group", "direct", "new_group"};

/// What is stated of a verb; in the group of no class most are silent and have no row.
std::string cell(const Table& table, const std::string& verb, const std::string& place, const std::string& actor) {
  const auto found = table.find({verb, place, actor});
  if (found == table.end() && place == "new_group") return "silent";
  return found == table.end() ? "not stated" : found->second;
}

/// What the guards decide of one command, with whatever it says of its permission.
void decide_into(Table& table, Actors& all, const std::string& verb, const Command& command) {
  for (const std::string& actor : actors) {
    for (const std::string& place : places) {
      if (place == "new_group" && command.where != Where::any_group) continue;
      const std::string verdict = all.decision(command, actor, place);
      const auto [cell, fresh] = table.emplace(std::tuple{verb, place, actor}, verdict);
      EXPECT_EQ(cell->second, verdict) << verb << " is declared twice with unlike permissions";
    }
  }
}

/// A command, or an intent of plain talk as if it were one.
struct Verb {
  std::string name;
  Feature* feature = nullptr;
  Command command;
  bool by_word = true;
};

std::vector<Verb> declared(Actors& all) {
  std::vector<Verb> verbs;
  const auto add = [&](Feature* feature, Command command, bool by_word) {
    std::string name = std::string(feature->title()) + "." + command.kind;
    verbs.push_back({std::move(name), feature, std::move(command), by_word});
  };
  for (const Entry& entry : all.entries()) add(entry.feature, entry.command, true);
  for (const Ear& ear : all.ears()) {
    for (const Intent* intent : ear.listener.intents)
      add(ear.feature,
          {.kind = std::string(intent->kind),
           .who = intent->who,
           .scope = intent->scope,
           .where = intent->where,
           .strangers = intent->strangers},
          false);
  }
  return verbs;
}

Table decided(Actors& all) {
  Table table;
  for (const Verb& verb : declared(all)) decide_into(table, all, verb.name, verb.command);
  return table;
}

/// The cells in which the two differ, or that one of them lacks.
std::vector<std::string> differences(const Table& stated, const Table& decided) {
  std::vector<std::string> cells;
  const auto compare = [&](const Table& a, const Table& b) {
    for (const auto& [cell, verdict] : a) {
      const auto other = b.find(cell);
      if (other == b.end() || other->second != verdict) {
        const auto& [verb, place, actor] = cell;
        cells.push_back(verb + " " + place + " " + actor + ": " + verdict + " / " +
                        (other == b.end() ? "not there" : other->second));
      }
    }
  };
  compare(stated, decided);
  if (cells.empty()) compare(decided, stated);
  return cells;
}

TEST(Permissions, AreAsStatedByHand) {
  Actors all;
  EXPECT_EQ(differences(stated(), decided(all)), std::vector<std::string>{});
}

TEST(Permissions, WhatIsAuditedIsAVerbOfTheTable) {
  const Table table = stated();
  for (const std::string_view verb : audited)
    EXPECT_TRUE(table.contains({std::string(verb), "direct", "student"})) << verb;
}

Roles toggled(Roles roles, Role one) {
  Roles out;
  for (int i = 0; i < role_count; ++i) {
    const Role role = static_cast<Role>(i);
    if (roles.has(role) != (role == one)) out = out | Roles{role};
  }
  return out;
}

/// The command with its permission wrong in one thing that makes a difference.
std::vector<Command> mutations(const Command& command) {
  std::vector<Command> out;
  const auto mutate = [&](const auto& change) { change(out.emplace_back(command)); };
  for (const Role role : {Role::student, Role::monitor, Role::counsellor, Role::office, Role::leader, Role::admin}) {
    if (role == Role::monitor && command.who.has(Role::student)) continue;  // A monitor is a student too.
    mutate([&](Command& wrong) { wrong.who = toggled(command.who, role); });
  }
  const bool of_classes =
      command.who.has(Role::student) || command.who.has(Role::monitor) || command.who.has(Role::counsellor);
  if (of_classes && command.where != Where::direct)
    mutate([](Command& wrong) { wrong.scope = wrong.scope == Scope::anywhere ? Scope::own_class : Scope::anywhere; });
  mutate([](Command& wrong) { wrong.strangers = !wrong.strangers; });
  for (const Where where : {Where::anywhere, Where::group, Where::direct, Where::any_group}) {
    if (where != command.where) mutate([&](Command& wrong) { wrong.where = where; });
  }
  return out;
}

/// What a verb comes to on the router itself: whether it acts, is refused in words, or nothing happens.
std::string outcome(Actors& all, const Verb& verb, const std::string& actor, const std::string& place) {
  const Message message = all.message_of(actor, place);
  const Router& router = all.world().desk().router();
  const Context context = router.context(message, {}, all.world().clock.wall());
  const Intent intent{.kind = verb.command.kind,
                      .who = verb.command.who,
                      .scope = verb.command.scope,
                      .where = verb.command.where,
                      .strangers = verb.command.strangers};
  Choice choice{.feature = verb.feature, .asked_for = verb.by_word};
  if (verb.by_word) {
    choice.command = &verb.command;
  } else {
    choice.intent = &intent;
  }
  choice.understood.act = [](const Context&) { return Reply{}.add(React{"done"}); };
  const auto answer = router.answer(message, context, {&choice, 1}, std::nullopt, TokenBucket{});
  const auto acted = [](const Action& action) { return std::holds_alternative<React>(action); };
  const auto& actions = answer.reply.actions;
  if (std::any_of(actions.begin(), actions.end(), acted)) return "allowed";
  return actions.empty() ? "silent" : "denied";
}

/// A refusal is told to whoever used the command's own word, and to nobody else.
std::string expected(const Verb& verb, const std::string& stated) {
  return stated == "denied" && !verb.by_word ? "silent" : stated;
}

TEST(Permissions, EachCellIsWhatTheRouterDoes) {
  Actors all;
  const Table table = stated();
  for (const Verb& verb : declared(all)) {
    for (const std::string& actor : actors) {
      for (const std::string& place : places)
        EXPECT_EQ(outcome(all, verb, actor, place), expected(verb, cell(table, verb.name, place, actor)))
            << verb.name << " " << place << " " << actor;
    }
  }
}

/// Whatever is said of a verb's permission is said otherwise, one thing after another: on the router each of them
/// shows.
TEST(Permissions, EveryMutationShowsOnTheRouter) {
  Actors all;
  const Table table = stated();
  std::size_t tried = 0;
  for (const Verb& verb : declared(all)) {
    for (Command& changed : mutations(verb.command)) {
      Verb wrong = verb;
      wrong.command = std::move(changed);
      bool shows = false;
      for (const std::string& actor : actors) {
        for (const std::string& place : places)
          shows = shows || outcome(all, wrong, actor, place) != expected(verb, cell(table, verb.name, place, actor));
      }
      EXPECT_TRUE(shows) << verb.name;
      ++tried;
    }
  }
  EXPECT_GT(tried, 500U);
}

/// Every decision that the declared data can turn over is turned over, cell by cell, and the router then does something
/// else than is stated.
TEST(Permissions, EveryFlippedCellIsNoticed) {
  Actors all;
  const Table table = stated();
  std::size_t flipped = 0;
  for (const Verb& verb : declared(all)) {
    for (const std::string& actor : actors) {
      for (const std::string& place : places) {
        const std::string stated = cell(table, verb.name, place, actor);
        for (Command& changed : mutations(verb.command)) {
          if (expected(verb, all.decision(changed, actor, place)) == expected(verb, stated)) continue;
          Verb wrong = verb;
          wrong.command = std::move(changed);
          EXPECT_NE(outcome(all, wrong, actor, place), expected(verb, stated))
              << verb.name << " " << place << " " << actor;
          ++flipped;
          break;
        }
      }
    }
  }
  EXPECT_GT(flipped, 1'000U);
}

/// A private chat through a group, without friendship, is decided like any other; in a group of no class only what may
/// be said anywhere is heard.
TEST(Permissions, ATemporaryChatIsAPrivateOneAndAStrangeGroupIsSilent) {
  Actors all;
  const Table table = stated();
  const Router& router = all.world().desk().router();
  for (const Verb& verb : declared(all)) {
    for (const std::string& actor : actors) {
      Message temporary = all.message_of(actor, "direct");
      temporary.temporary = true;
      const Context there = router.context(temporary, {}, all.world().clock.wall());
      EXPECT_EQ(word(decide(verb.command, there)), table.at({verb.name, "direct", actor})) << verb.name << " " << actor;
      if (verb.command.where == Where::any_group) continue;
      const Message strange = all.message_of(actor, "new_group");
      const Context nowhere = router.context(strange, {}, all.world().clock.wall());
      EXPECT_EQ(decide(verb.command, nowhere), Verdict::silent) << verb.name << " " << actor;
    }
  }
}

/// Whoever asks for a class that is not his learns nothing of whether there is one of that name.
TEST(Permissions, ARefusalSaysTheSameWhetherTheClassIsThereOrNot) {
  World world;
  world.add_class("模具1701", "g1");
  world.add_class("模具1702", "g2");
  world.add_person("2019010101", "张三", "模具1701", Role::student);
  const Person asks = world.add_person("T1", "王敏", "模具1702", Role::counsellor);
  world.connect();
  const auto answer = [&](const std::string& words, const std::string& klass) {
    world.clock.pass(std::chrono::minutes{10});
    (void)world.take_sent();
    world.hear({.place = Place::direct, .room = asks.account, .user = asks.account, .content = plain(words + klass)});
    std::string all;
    for (const auto& sent : world.take_sent()) {
      const auto* send = std::get_if<Send>(&sent.call.what);
      for (const Part& part : send != nullptr ? send->content : Content{}) all += part.value + "\n";
    }
    for (const std::string& said : {klass, klass.substr(klass.size() - 4)}) {
      for (auto at = all.find(said); at != std::string::npos; at = all.find(said)) all.replace(at, said.size(), "@");
    }
    return all;
  };
  std::size_t asked = 0;
  for (const Entry& entry : world.desk().router().lexicon().entries()) {
    const auto& slots = entry.command.run.slots;
    if (std::find(slots.begin(), slots.end(), language::Slot::klass) == slots.end()) continue;
    const std::string words = entry.command.words.front() + " ";
    EXPECT_EQ(answer(words, "模具1701"), answer(words, "模具1799")) << words;
    ++asked;
  }
  EXPECT_GT(asked, 10U);
}

TEST(Permissions, WhatThePrintedTableSaysIsStated) {
  Actors all;
  std::istringstream in(permission_table(all.world().features()));
  EXPECT_EQ(differences(stated(), table_in(in)), std::vector<std::string>{});
}

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
  Actors all;
  Message message;
  message.account = World::account;
  message.place = Place::direct;
  message.user = message.room = "ucounsellor";
  const Router& router = all.world().desk().router();
  const Context context = router.context(message, {}, all.world().clock.wall());
  for (const Entry& entry : all.entries()) {
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
  Actors all;
  all.world().connect();
  for (const std::string& actor : actors) {
    if (actor == "outsider" || actor == "anonymous") continue;
    (void)all.world().take_sent();
    Message message;
    message.place = Place::direct;
    message.user = message.room = "u" + actor;
    message.content = plain("帮助");
    all.world().hear(message);
    const auto sent = all.world().take_sent();
    if (actor == "ex_counsellor") continue;
    ASSERT_EQ(sent.size(), 1U) << actor;
    const std::string words = std::get<Send>(sent.front().call.what).content.front().value;
    EXPECT_LE(std::count(words.begin(), words.end(), '\n'), 7) << words;
    EXPECT_LE(code_points(words), 400U) << words;
  }
}

}  // namespace
}  // namespace banwei::tests
