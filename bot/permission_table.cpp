#include "bot/permission_table.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "bot/guards.h"

namespace banwei {

namespace {

constexpr std::int64_t own = 1;  // class 甲, whose group it is
constexpr std::int64_t other = 2;

/// Somebody the table asks about: a role of a class is asked about twice, as held for the class and for another.
struct Actor {
  bool known = true;  // in the roster
  bool anonymous = false;
  std::vector<Grant> grants = {};
};

struct Column {
  std::string name;
  std::vector<Actor> actors;
};

std::vector<Column> columns() {
  std::vector<Column> all{{"outside", {{.known = false}}},
                          {"anonym", {{.anonymous = true, .grants = {{Role::student, own}}}}},
                          {"former", {{}}}};
  for (int i = 0; i < role_count; ++i) {
    const Role role = static_cast<Role>(i);
    Column& column = all.emplace_back(Column{permission_column(role), {}});
    const bool of_college = role == Role::office || role == Role::leader || role == Role::admin;
    if (of_college) column.actors.push_back({.grants = {{role, 0}}});
    for (const std::int64_t klass : {own, other}) {
      if (of_college) continue;
      Actor& actor = column.actors.emplace_back(Actor{.grants = {{role, klass}}});
      if (cadres.has(role)) actor.grants.push_back({Role::student, klass});
    }
  }
  return all;
}

char sign(Verdict verdict) {
  switch (verdict) {
    case Verdict::allowed:
      return '+';
    case Verdict::denied:
      return '-';
    case Verdict::silent:
      break;
  }
  return '.';
}

template <class Verb>
char decided(const Verb& verb, const Actor& actor, std::string_view place) {
  Message message;
  message.place = place == "direct" ? Place::direct : Place::group;
  message.anonymous = actor.anonymous;
  Context context{.message = message, .speaker = {}, .klass = {}, .can = {}, .now = {}, .sent = {}};
  if (actor.known) context.speaker = {Person{}, actor.grants};
  if (place == "group") context.klass = Class{.id = own};
  return sign(decide(verb, context));
}

/// Verbs are made equally wide, so that the columns stand below each other.
std::string verb_cell(std::string name) {
  constexpr std::size_t width = 31;
  name.resize(std::max(name.size(), width), ' ');
  return name;
}

template <class Verb>
std::string rows(const std::string& name, const Verb& verb) {
  std::string lines;
  for (const std::string_view place : {"group", "direct", "unbound"}) {
    if (place == "unbound" && verb.where != Where::any_group) continue;
    lines += verb_cell(name) + "\t" + std::string(place);
    for (const Column& column : columns()) {
      lines += "\t";
      for (const Actor& actor : column.actors) lines += decided(verb, actor, place);
    }
    lines += "\n";
  }
  return lines;
}

}  // namespace

std::string permission_column(Role role) {
  constexpr std::size_t widest = 7;  // A column is a tab wide.
  const std::string_view word = to_string(role);
  return std::string(word.substr(0, std::min(widest, word.find('_'))));
}

std::string permission_table(std::span<Feature* const> features) {
  std::string table = verb_cell("verb") + "\tplace";
  for (const Column& column : columns()) table += "\t" + column.name;
  table += "\n";
  std::set<std::string> seen;
  const auto add = [&](const Feature& feature, std::string_view kind, const auto& verb) {
    const std::string name = std::string(feature.title()) + "." + std::string(kind);
    if (seen.insert(name).second) table += rows(name, verb);
  };
  for (Feature* feature : features) {
    for (const Command& command : feature->commands()) add(*feature, command.kind, command);
    for (const Listener& listener : feature->listeners()) {
      for (const Intent* intent : listener.intents) add(*feature, intent->kind, *intent);
    }
  }
  return table;
}

}  // namespace banwei
