#include "handlers/help/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::help {

namespace text {
namespace {

constexpr auto more = "想看细节：帮助 谁没报";
std::string unknown(const std::string& topic) { return fmt::format("没有“{}”这一项。说“帮助”看全部", topic); }
std::string line(const Command& command) { return fmt::format("{}：{}", command.words.front(), command.help); }
std::string detail(const Command& command) {
  return fmt::format("{}：{}\n这样说：{}\n谁能用：{}", command.words.front(), command.help, command.example,
                     wording::who_may(command.who));
}

}  // namespace
}  // namespace text

namespace {

bool may(const Speaker& speaker, Roles roles) {
  for (const Grant& grant : speaker.grants) {
    if (roles.has(grant.role)) return true;
  }
  return false;
}

constexpr std::size_t most = 7;  // So many lines of one answer.

/// Staff report nothing themselves: what they may ask of a feature beside what is said to it.
std::string for_staff(const Context& call, Feature& feature) {
  if (!call.speaker.person || !call.speaker.person->staff) return "";
  std::string lines;
  std::size_t count = 1;
  for (const Command& command : feature.commands()) {
    if (command.words.empty() || !may(call.speaker, command.who) || command.kind == "export") continue;
    if (++count > most) break;
    lines += "\n" + text::line(command);
  }
  return lines;
}

}  // namespace

std::vector<Command> Help::commands() {
  using W = language::Word;
  return {
      {.kind = "help",
       .words = {"帮助", "菜单", "help", "功能", "?"},
       .forms =
           {{.needs = {W::help},
             .may = W::see | W::you | W::of | W::there_is | W::what | W::list | W::can | W::use | W::one | W::still,
             .except = {"教程", "手册", "指南", "用法", "说明", "指令", "命令", "口令表", "谢谢你的帮助",
                        "谢谢您的帮助", "感谢你的帮助", "谢谢你帮助", "你的帮助", "谢谢帮助", "感谢帮助"}},
            {.needs = {W::help, W::hand}, .may = W::see | W::one | W::use, .addressed = true},
            {.needs = {W::you, W::can, W::do_what}, .may = W::still | W::of | W::give, .ordered = true},
            {.needs = {W::you, W::do_what}, .may = W::still | W::of | W::there_is, .ordered = true, .addressed = true},
            {.needs = {W::how, W::use, W::you}, .may = W::of},
            {.needs = {W::how, W::use}, .may = W::of | W::you | W::this_one, .addressed = true}},
       .help = "看我会什么",
       .example = "帮助 谁没报",
       .who = everyone | Roles{Role::admin},
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes(maybe(rest("主题", "topic"))).then(this, &Help::show)},
      {.kind = "help",
       .words = {"怎么用", "*怎么用", "怎么*", "如何*", "帮助*"},
       .forms = {{.needs = {W::how},
                  .may = W::use | W::ask | W::see | W::report | W::begin | W::enrol | W::leave | W::of |
                         W::temperature | W::set | W::one | W::there_is | W::done | W::me}},
       .help = "看一项怎么用",
       .example = "怎么报体温",
       .who = everyone | Roles{Role::admin},
       .scope = Scope::anywhere,
       .cost = 2,
       .run = takes(topic()).then(this, &Help::show_topic)}};
}

/// A word of some command, or what is simply said to some feature; with 报 or 发 before it as in 怎么报体温.
Arg<std::string> Help::topic() const {
  const auto read = [this](std::string_view& words, const Context& context) -> std::optional<std::string> {
    std::string_view named = words;
    for (const std::string_view verb : {"报", "发", "填", "用"}) {
      if (detail(context, std::string(named))) break;  // 发通知 is a word of its own
      if (named.starts_with(verb) && detail(context, std::string(named.substr(verb.size())))) {
        named.remove_prefix(verb.size());
      }
    }
    if (!detail(context, std::string(named)) && !language::is_topic(named)) return std::nullopt;
    words = {};
    return std::string(named);
  };
  return {"主题", "topic", read, true, language::Slot::topic};
}

std::vector<Listener> Help::listeners() {
  return {{.intents = {&bare_mention}, .understand = std::bind_front(&Help::read_bare_mention, this)}};
}

/// An @ of the bot without a word is a cry for help.
std::optional<Interpretation> Help::read_bare_mention(const Utterance& said, const Context& context) {
  if (!said.addressed || !said.text.empty() || context.message.place != Place::group) return std::nullopt;
  Interpretation heard{.intent = &bare_mention};
  heard.understood.fields = [] { return nlohmann::ordered_json::object(); };
  heard.understood.act = [this](const Context& call) { return show(call, std::nullopt); };
  return heard;
}

Reply Help::show(const Context& call, std::optional<std::string> topic) {
  std::string words;
  if (topic) {
    words = detail(call, *topic).value_or(text::unknown(*topic));
  } else {
    words = overview(call);
  }
  return privately(call, words);
}

/// First what is simply said, then what each feature has for this role alone, then what everybody may, in the features'
/// order.
std::string Help::overview(const Context& call) const {
  std::vector<Command> shown;
  std::vector<Command> rest;
  for (const auto& feature : features_) {
    bool own = false;
    for (Command& command : feature->commands()) {
      if (command.words.empty() || command.kind == "help" || !may(call.speaker, command.who)) continue;
      // Tables are asked for now and then: what is done daily stands before them.
      const bool first_of_role = !own && !command.who.has(Role::student) && command.kind != "export";
      own = own || first_of_role;
      (first_of_role ? shown : rest).push_back(std::move(command));
    }
  }
  std::move(rest.begin(), rest.end(), std::back_inserter(shown));
  std::string lines;
  const bool staff = call.speaker.person && call.speaker.person->staff;  // Staff report nothing here.
  for (const auto& feature : features_) {
    if (const auto talk = feature->plain_talk(); talk && !staff) lines += talk->help + "\n";
  }
  const auto talks = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
  for (std::size_t i = 0; i < std::min(most - talks, shown.size()); ++i) lines += text::line(shown[i]) + "\n";
  return lines + text::more;
}

std::optional<std::string> Help::detail(const Context& call, const std::string& topic) const {
  for (const auto& feature : features_) {
    if (const auto talk = feature->plain_talk(); talk && talk->topic == topic)
      return talk->help + for_staff(call, *feature);
    for (const Command& command : feature->commands()) {
      if (!may(call.speaker, command.who)) continue;
      for (const std::string& word : command.words) {
        if (word == topic) return text::detail(command);
      }
    }
  }
  return std::nullopt;
}

}  // namespace banwei::help
