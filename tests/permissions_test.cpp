// Who may do what: tests/permissions.tsv says it by hand for every verb, role and place, and the router does it.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <tuple>

#include "bot/audited.h"
#include "bot/guards.h"
#include "bot/permission_table.h"
#include "handlers/common/wording.h"
#include "tests/chat/world.h"
#include "tests/paths.h"

namespace banwei::tests {
namespace {

std::vector<Role> all_roles() {
  std::vector<Role> roles;
  for (int i = 0; i < role_count; ++i) roles.push_back(static_cast<Role>(i));
  return roles;
}

bool of_college(Role role) { return role == Role::office || role == Role::leader || role == Role::admin; }

/// A message and what the router knows before it is understood.
struct Situation {
  Situation(const Router& router, Message said, Utc now)
      : message(std::move(said)), context(router.context(message, {}, now)) {}
  Situation(const Situation&) = delete;
  Situation& operator=(const Situation&) = delete;

  const Message message;
  const Context context;
};

/// Two classes and one person of each role for each of them; what the guards decide for each of them. An actor is named
/// by his column in the table; who is of class 乙 has a sign behind it.
class Actors {
 public:
  Actors() {
    for (const char* name : {"甲", "乙"}) world_.add_class(name, std::string("g") + name);
    for (const char* name : {"outside", "anonym", "former"}) names_.emplace_back(name);
    for (const Role role : all_roles()) {
      add(permission_column(role), "甲", role);
      if (!of_college(role)) add(permission_column(role) + "'", "乙", role);
    }
    const Person former = world_.add_person("former", "former", "甲", Role::counsellor);
    world_.stores().members.revoke(former.id, {Role::counsellor, world_.stores().members.class_by_name("甲")->id},
                                   world_.clock.wall());
  }

  /// `place`: "group" of class 甲, "unbound" of none, "direct".
  Message message_of(const std::string& actor, const std::string& place) const {
    Message message;
    message.account = World::account;
    message.place = place == "direct" ? Place::direct : Place::group;
    message.anonymous = actor == "anonym";
    message.user = "u" + (actor == "anonym" ? "student" : actor);
    message.room = place == "direct" ? message.user : place == "group" ? "g甲" : "g新";
    message.sent = world_.clock.wall();
    return message;
  }

  const Situation& situation(const std::string& actor, const std::string& place) const {
    auto& kept = situations_[{actor, place}];
    if (!kept) kept = std::make_unique<Situation>(router(), message_of(actor, place), now());
    return *kept;
  }

  const std::vector<std::string>& names() const { return names_; }
  const Router& router() const { return world_.desk().router(); }
  Utc now() const { return world_.clock.wall(); }
  std::span<Feature* const> features() const { return world_.features(); }

 private:
  void add(const std::string& actor, const std::string& klass, Role role) {
    world_.add_person(actor, actor, klass, role);
    names_.push_back(actor);
  }

  World world_;
  std::vector<std::string> names_;
  mutable std::map<std::pair<std::string, std::string>, std::unique_ptr<Situation>> situations_;
};

const std::vector<std::string> places{"group", "direct", "unbound"};

struct Expected {
  std::string verb;
  std::string place;
  std::string actor;

  friend bool operator<(const Expected& a, const Expected& b) {
    return std::tie(a.verb, a.place, a.actor) < std::tie(b.verb, b.place, b.actor);
  }
};

using Table = std::map<Expected, Verdict>;

std::optional<Verdict> verdict_of(char sign) {
  switch (sign) {
    case '+':
      return Verdict::allowed;
    case '-':
      return Verdict::denied;
    case '.':
      return Verdict::silent;
    default:
      return std::nullopt;
  }
}

/// A field with two signs is of whoever holds a role for class 甲 and for class 乙.
void read_field(Table& table, const Expected& cell, std::string_view signs) {
  Expected one = cell;
  for (const char sign : signs) {
    const auto verdict = verdict_of(sign);
    EXPECT_TRUE(verdict) << cell.verb << " " << cell.place << " " << cell.actor << ": " << signs;
    EXPECT_TRUE(table.emplace(one, verdict.value_or(Verdict::silent)).second) << cell.verb << " stands there twice";
    one.actor += "'";
  }
}

Table table_in(std::istream& in) {
  Table table;
  std::vector<std::string> columns;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with("#")) continue;
    std::istringstream stream(line);
    std::vector<std::string> fields;
    for (std::string field; stream >> field;) fields.push_back(field);
    if (columns.empty()) {
      columns = fields;
      continue;
    }
    EXPECT_EQ(fields.size(), columns.size()) << line;
    for (std::size_t i = 2; i < fields.size(); ++i) read_field(table, {fields[0], fields[1], columns.at(i)}, fields[i]);
  }
  return table;
}

const Table& stated() {
  static const Table table = [] {
    std::ifstream in(source_dir() / "tests/permissions.tsv");
    return table_in(in);
  }();
  return table;
}

/// A command, or an intent of plain talk as if it were one.
struct Verb {
  std::string name;
  Feature* feature = nullptr;
  Command command;
  bool by_word = true;
};

std::vector<Verb> declared(const Actors& all) {
  std::vector<Verb> verbs;
  const auto add = [&](Feature* feature, Command command, bool by_word) {
    std::string name = std::string(feature->title()) + "." + command.kind;
    verbs.push_back({std::move(name), feature, std::move(command), by_word});
  };
  for (const Entry& entry : all.router().lexicon().entries()) add(entry.feature, entry.command, true);
  for (const Ear& ear : all.router().ears()) {
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

/// What is stated of a verb; in the group of no class most are silent and have no row.
Verdict stated_of(const Verb& verb, const std::string& place, const std::string& actor) {
  const auto found = stated().find({verb.name, place, actor});
  if (found != stated().end()) return found->second;
  if (place != "unbound" || verb.command.where == Where::any_group)
    ADD_FAILURE() << verb.name << " " << place << " " << actor << " is not stated";
  return Verdict::silent;
}

/// A refusal is told to whoever used the command's own word, and to nobody else.
Verdict shown(const Verb& verb, Verdict verdict) {
  return verdict == Verdict::denied && !verb.by_word ? Verdict::silent : verdict;
}

/// What a verb comes to on the router itself: whether it acts, is refused in words, or nothing happens.
Verdict outcome(const Actors& all, const Verb& verb, const Situation& at) {
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
  const auto answer = all.router().answer(at.message, at.context, {&choice, 1}, std::nullopt, TokenBucket{});
  const auto acted = [](const Action& action) { return std::holds_alternative<React>(action); };
  const auto& actions = answer.reply.actions;
  if (std::any_of(actions.begin(), actions.end(), acted)) return Verdict::allowed;
  return actions.empty() ? Verdict::silent : Verdict::denied;
}

template <class Each>
void for_each_cell(const Actors& all, const Each& each) {
  for (const std::string& place : places) {
    for (const std::string& actor : all.names()) each(place, actor);
  }
}

/// The cells in which the two differ, or that one of them lacks.
std::vector<std::string> differences(const Table& stated, const Table& decided) {
  std::vector<std::string> cells;
  const auto compare = [&](const Table& a, const Table& b) {
    for (const auto& [cell, verdict] : a) {
      const auto other = b.find(cell);
      if (other == b.end() || other->second != verdict)
        cells.push_back(cell.verb + " " + cell.place + " " + cell.actor + ": " + std::string(word(verdict)) + " / " +
                        std::string(other == b.end() ? "not there" : word(other->second)));
    }
  };
  compare(stated, decided);
  if (cells.empty()) compare(decided, stated);
  return cells;
}

TEST(Permissions, AreAsStatedByHand) {
  const Actors all;
  Table decided;
  for (const Verb& verb : declared(all)) {
    for_each_cell(all, [&](const std::string& place, const std::string& actor) {
      if (place == "unbound" && verb.command.where != Where::any_group) return;
      const Verdict verdict = decide(verb.command, all.situation(actor, place).context);
      const auto cell = decided.emplace(Expected{verb.name, place, actor}, verdict).first;
      EXPECT_EQ(cell->second, verdict) << verb.name << " is declared twice with unlike permissions";
    });
  }
  EXPECT_EQ(differences(stated(), decided), std::vector<std::string>{});
}

TEST(Permissions, WhatThePrintedTableSaysIsStated) {
  const Actors all;
  std::istringstream in(permission_table(all.features()));
  EXPECT_EQ(differences(stated(), table_in(in)), std::vector<std::string>{});
}

TEST(Permissions, WhatIsAuditedIsAVerbOfTheTable) {
  for (const std::string_view verb : audited)
    EXPECT_TRUE(stated().contains({std::string(verb), "direct", "student"})) << verb;
}

TEST(Permissions, EachCellIsWhatTheRouterDoes) {
  const Actors all;
  for (const Verb& verb : declared(all)) {
    for_each_cell(all, [&](const std::string& place, const std::string& actor) {
      EXPECT_EQ(outcome(all, verb, all.situation(actor, place)), shown(verb, stated_of(verb, place, actor)))
          << verb.name << " " << place << " " << actor;
    });
  }
}

/// Whoever is refused does not read that somebody of his own post may.
TEST(Permissions, ARefusalDoesNotNameWhoeverIsRefused) {
  const Actors all;
  for (const Verb& verb : declared(all)) {
    const std::string may = wording::who_may(verb.command.who);
    for (const Role role : all_roles()) {
      if (verb.command.who.has(role) || (cadres.has(role) && verb.command.who.has(Role::student))) continue;
      EXPECT_EQ(may.find(wording::role_word(role)), std::string::npos) << verb.name << ": " << may;
      if (cadres.has(role)) {
        EXPECT_EQ(may.find("班委"), std::string::npos) << verb.name << ": " << may;
      }
    }
  }
}

Roles toggled(Roles roles, Role one) {
  Roles out;
  for (const Role role : all_roles()) {
    if (roles.has(role) != (role == one)) out = out | Roles{role};
  }
  return out;
}

/// The verb with its permission wrong in one thing that makes a difference.
std::vector<Verb> mutations(const Verb& verb) {
  std::vector<Verb> out;
  const Command& command = verb.command;
  const auto mutate = [&](const auto& change) { change(out.emplace_back(verb).command); };
  bool of_classes = false;
  for (const Role role : all_roles()) {
    of_classes = of_classes || (command.who.has(role) && !of_college(role));
    if (cadres.has(role) && command.who.has(Role::student)) continue;  // Each of them is a student too.
    mutate([&](Command& wrong) { wrong.who = toggled(command.who, role); });
  }
  if (of_classes && command.where != Where::direct)
    mutate([](Command& wrong) { wrong.scope = wrong.scope == Scope::anywhere ? Scope::own_class : Scope::anywhere; });
  mutate([](Command& wrong) { wrong.strangers = !wrong.strangers; });
  for (const Where where : {Where::anywhere, Where::group, Where::direct, Where::any_group}) {
    if (where != command.where) mutate([&](Command& wrong) { wrong.where = where; });
  }
  return out;
}

/// Whatever is said of a verb's permission is said otherwise, one thing after another: on the router each of them
/// shows.
TEST(Permissions, EveryMutationShowsOnTheRouter) {
  const Actors all;
  std::size_t tried = 0;
  for (const Verb& verb : declared(all)) {
    for (const Verb& wrong : mutations(verb)) {
      bool shows = false;
      for_each_cell(all, [&](const std::string& place, const std::string& actor) {
        const Situation& at = all.situation(actor, place);
        if (shows || decide(wrong.command, at.context) == decide(verb.command, at.context)) return;
        shows = outcome(all, wrong, at) != shown(verb, stated_of(verb, place, actor));
      });
      EXPECT_TRUE(shows) << verb.name;
      ++tried;
    }
  }
  EXPECT_GT(tried, 2'000U);
}

/// The verb as everybody may do it in that place.
Verb opened(const Verb& verb, const std::string& place) {
  Verb open = verb;
  for (const Role role : all_roles()) open.command.who = open.command.who | Roles{role};
  open.command.scope = Scope::anywhere;
  open.command.where = place == "direct" ? Where::direct : Where::any_group;
  open.command.strangers = true;
  return open;
}

/// Every decision of the guards is turned over, cell by cell, and the router then does something else than is stated:
/// no cell is right by chance. Whoever is let in by no wrong thing alone is no longer unknown or nameless, and
/// everybody may.
TEST(Permissions, EveryFlippedCellIsNoticed) {
  const Actors all;
  std::size_t cells = 0;
  for (const Verb& verb : declared(all)) {
    const auto wrongs = mutations(verb);
    const std::map<std::string, Verb> open{
        {"group", opened(verb, "group")}, {"direct", opened(verb, "direct")}, {"unbound", opened(verb, "unbound")}};
    for_each_cell(all, [&](const std::string& place, const std::string& actor) {
      ++cells;
      const Verdict right = shown(verb, stated_of(verb, place, actor));
      const Situation& at = all.situation(actor, place);
      const auto wrong = std::find_if(wrongs.begin(), wrongs.end(), [&](const Verb& one) {
        return shown(verb, decide(one.command, at.context)) != right;
      });
      const bool apart = wrong == wrongs.end();
      const bool nobody = actor == "outside" || actor == "anonym" || actor == "former";
      const Situation& flipped = apart && nobody ? all.situation("student", place) : at;
      const Verb& other = apart ? open.at(place) : *wrong;
      EXPECT_NE(outcome(all, other, flipped), right) << verb.name << " " << place << " " << actor;
    });
  }
  EXPECT_GT(cells, 15'000U);
}

/// A private chat through a group, without friendship, is decided like any other; in a group of no class only what may
/// be said anywhere is heard.
TEST(Permissions, ATemporaryChatIsAPrivateOneAndAStrangeGroupIsSilent) {
  const Actors all;
  const auto verbs = declared(all);
  for (const std::string& actor : all.names()) {
    Message message = all.message_of(actor, "direct");
    message.temporary = true;
    const Situation temporary(all.router(), message, all.now());
    for (const Verb& verb : verbs) {
      EXPECT_EQ(outcome(all, verb, temporary), shown(verb, stated_of(verb, "direct", actor)))
          << verb.name << " " << actor;
      if (verb.command.where == Where::any_group) continue;
      EXPECT_EQ(decide(verb.command, all.situation(actor, "unbound").context), Verdict::silent)
          << verb.name << " " << actor;
    }
  }
}

}  // namespace
}  // namespace banwei::tests
