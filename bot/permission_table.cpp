#include "bot/permission_table.h"

#include <array>
#include <set>
#include <string_view>
#include <vector>

#include "bot/guards.h"

namespace banwei {

namespace {

constexpr std::int64_t own = 1;  // class 甲, whose group it is
constexpr std::int64_t other = 2;

struct Actor {
  const char* name;
  bool known = true;  // in the roster
  bool anonymous = false;
  std::vector<Grant> grants = {};
};

std::vector<Actor> actors() {
  return {{.name = "outsider", .known = false},
          {.name = "student", .grants = {{Role::student, own}}},
          {.name = "student_other", .grants = {{Role::student, other}}},
          {.name = "monitor", .grants = {{Role::student, own}, {Role::monitor, own}}},
          {.name = "monitor_other", .grants = {{Role::student, other}, {Role::monitor, other}}},
          {.name = "counsellor", .grants = {{Role::counsellor, own}}},
          {.name = "counsellor_other", .grants = {{Role::counsellor, other}}},
          {.name = "ex_counsellor"},
          {.name = "office", .grants = {{Role::office, 0}}},
          {.name = "leader", .grants = {{Role::leader, 0}}},
          {.name = "keeper", .grants = {{Role::admin, 0}}},
          {.name = "anonymous", .anonymous = true, .grants = {{Role::student, own}}}};
}

template <class Verb>
std::string rows(const std::string& name, const Verb& verb) {
  std::string lines;
  for (const std::string_view place : {"group", "direct", "new_group"}) {
    if (place == "new_group" && verb.where != Where::any_group) continue;
    lines += name + "\t" + std::string(place);
    for (const Actor& actor : actors()) {
      Message message;
      message.place = place == "direct" ? Place::direct : Place::group;
      message.anonymous = actor.anonymous;
      Context context{.message = message, .speaker = {}, .klass = {}, .can = {}, .now = {}, .sent = {}};
      if (actor.known) context.speaker = {Person{}, actor.grants};
      if (place == "group") context.klass = Class{.id = own};
      lines += "\t";
      lines += word(decide(verb, context));
    }
    lines += "\n";
  }
  return lines;
}

}  // namespace

std::string permission_table(std::span<Feature* const> features) {
  std::string table = "verb\tplace";
  for (const Actor& actor : actors()) table += std::string("\t") + actor.name;
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
