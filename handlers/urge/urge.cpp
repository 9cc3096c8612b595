#include "handlers/urge/urge.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>
#include <utility>

#include "handlers/args.h"
#include "handlers/common/collection.h"
#include "handlers/common/privately.h"
#include "handlers/common/shown.h"
#include "handlers/common/within.h"
#include "handlers/common/wording.h"

namespace banwei::urge {

namespace text {
namespace {

constexpr auto no_class = "你名下还没有班级";
std::string which_class(std::size_t count, const std::string& name) {
  return fmt::format("你有{}个班，请写上班级，如：催一下 {}", count, name);
}
constexpr auto nothing_open = "体温、点名、通知都没有要催的了";

}  // namespace
}  // namespace text

namespace {

constexpr std::size_t most_classes = 12;

/// What is said where it was asked becomes one message, whoever of the features says it.
void gather(Reply& reply, std::string& said, Reply more) {
  for (Action& action : more.actions) {
    const auto* say = std::get_if<Say>(&action);
    if (say == nullptr) {
      reply.add(std::move(action));
      continue;
    }
    if (!said.empty()) said += "\n";
    for (const Part& part : say->content) said += part.value;
  }
}

}  // namespace

std::vector<Command> Urge::commands() {
  using W = language::Word;
  const auto klass = maybe(class_named());
  Grammar run;
  run.usage = klass.name;
  run.slots = {klass.slot};
  run.takes_nothing = false;
  run.typed = true;
  run.parse = [this, klass](std::string_view words, const Context& context) -> std::optional<Understood> {
    words = trim(words);
    const auto name = *klass.read(words, context);
    if (!trim(words).empty()) return std::nullopt;
    const auto pending = context.klass ? meant(context, *context.klass) : std::nullopt;
    Understood understood;
    understood.fields = [name, what = pending ? pending->kind : "temp"] {
      nlohmann::ordered_json fields{{"what", std::string(what)}};
      if (name) fields["class"] = *name;
      return fields;
    };
    understood.act = [this, name](const Context& call) { return call_missing(call, name); };
    return understood;
  };
  return {{.kind = "remind_missing",
           .words = {"催一下"},
           .forms = {{.needs = {W::urge},
                      .may = W::again | W::urge | W::our_class | W::everyone | W::several_classes | W::people |
                             W::still | W::take | W::give}},
           .help = "提醒还没报、没到、没确认的：催现在开着的那一样",
           .example = "催一下",
           .who = in_charge,
           .cost = 2,
           .run = std::move(run)}};
}

std::optional<Pending> Urge::meant(const Context& call, const Class& klass) const {
  const auto read = call.speaker.person ? last_shown(questions_, *call.speaker.person, call.now.utc) : std::nullopt;
  std::optional<Pending> newest;
  bool newest_is_read = false;  // What was opened at the moment of reading is the newer of the two.
  for (const auto& feature : features_) {
    auto pending = feature->pending(call, klass);
    if (!pending) continue;
    const bool is_read = read && read->kind == pending->kind && read->at > pending->opened &&
                         (read->class_id == 0 || read->class_id == klass.id);
    if (is_read) pending->opened = read->at;
    if (newest && std::pair(pending->opened, !is_read) <= std::pair(newest->opened, !newest_is_read)) continue;
    newest = std::move(pending);
    newest_is_read = is_read;
  }
  return newest;
}

Reply Urge::call_missing(const Context& said, const std::optional<std::string>& name) const {
  auto named = classes_meant(said, members_, name, in_charge);
  if (!named) return privately(said, not_your_class(*name));
  std::vector<Class>& classes = *named;
  // Whoever has just read of one class means that one.
  const auto read = last_shown(questions_, *said.speaker.person, said.now.utc);
  const auto is_read = [&read](const Class& klass) { return read && klass.id == read->class_id; };
  if (!name && std::any_of(classes.begin(), classes.end(), is_read)) std::erase_if(classes, std::not_fn(is_read));
  if (classes.empty()) return privately(said, text::no_class);
  if (classes.size() > most_classes) return privately(said, text::which_class(classes.size(), classes.front().name));
  Reply reply;
  std::string words;
  bool open = false;
  for (const Class& klass : classes) {
    Context call = said;
    call.klass = klass;
    const auto pending = meant(call, klass);
    if (!pending) continue;
    open = true;
    gather(reply, words, pending->call(call));
  }
  if (!open) return privately(said, text::nothing_open);
  if (!words.empty()) reply.join(privately(said, words));
  return reply;
}

}  // namespace banwei::urge
