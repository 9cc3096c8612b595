#include "handlers/help/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <nlohmann/json.hpp>

#include "handlers/args.h"
#include "handlers/common/privately.h"
#include "handlers/common/wording.h"

namespace banwei::help {

namespace text {
namespace {

constexpr auto more = "看一样：帮助 考勤；看一句：帮助 谁没报";
constexpr auto and_others = "等";
std::string others(const std::string& words) { return "还有：" + words; }
std::string unknown(const std::string& topic) { return fmt::format("没有“{}”这一项。说“帮助”看全部", topic); }
/// The first of its words that has no hole in it, else its example.
std::string name(const Command& command) {
  const auto whole = std::find_if(command.words.begin(), command.words.end(),
                                  [](const std::string& word) { return word.find('*') == std::string::npos; });
  return whole == command.words.end() ? command.example : *whole;
}
std::string how(std::string_view answer, const std::string& topic) {
  return fmt::format("{}\n别的看“帮助 {}”", answer, topic);
}
std::string line(const Command& command) { return fmt::format("{}：{}", name(command), command.help); }
std::string area(std::string_view name, const std::string& words) { return fmt::format("{}：{}", name, words); }
std::string detail(const Command& command) {
  return fmt::format("{}：{}\n这样说：{}\n谁能用：{}", name(command), command.help, command.example,
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

constexpr std::size_t most = 7;        // So many lines of one answer.
constexpr std::size_t most_words = 6;  // So many commands of one area in the overview.

constexpr std::array<std::pair<Area, std::string_view>, 6> areas{{{Area::temperature, "体温"},
                                                                  {Area::health, "健康"},
                                                                  {Area::attendance, "考勤"},
                                                                  {Area::notices, "通知"},
                                                                  {Area::reminders, "提醒"},
                                                                  {Area::people, "班级与隐私"}}};

bool is_staff(const Context& call) { return call.speaker.person && call.speaker.person->staff; }

/// The commands of a feature that this person may use, and that are no help themselves.
std::vector<Command> offered(const Context& call, Feature& feature) {
  std::vector<Command> commands = feature.commands();
  std::erase_if(commands, [&](const Command& command) {
    return command.words.empty() || command.kind == "help" || !may(call.speaker, command.who);
  });
  return commands;
}

std::string listed(const std::vector<Command>& commands, std::size_t from, std::size_t to) {
  std::string words;
  for (std::size_t i = from; i < to; ++i) words += (words.empty() ? "" : "、") + text::name(commands[i]);
  return words;
}

/// What is simply said to a feature, a line for each of the first commands, and the names of the rest.
std::string page(std::string lines, const std::vector<Command>& commands) {
  const auto taken = static_cast<std::size_t>(std::count(lines.begin(), lines.end(), '\n'));
  const std::size_t shown = std::min(commands.size(), most - std::min(most, taken));
  for (std::size_t i = 0; i < shown; ++i) lines += text::line(commands[i]) + "\n";
  if (shown < commands.size()) return lines + text::others(listed(commands, shown, commands.size()));
  if (!lines.empty()) lines.pop_back();
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
            {.needs = {W::still, W::can, W::do_what}, .may = W::still | W::of, .ordered = true, .addressed = true},
            {.needs = {W::asking, W::help}, .may = W::see | W::use | W::you, .ordered = true, .addressed = true},
            {.needs = {W::help, W::hand}, .may = W::see | W::one | W::use, .addressed = true},
            {.needs = {W::you, W::can, W::do_what}, .may = W::still | W::of | W::give, .ordered = true},
            {.needs = {W::me, W::can, W::do_what}, .may = W::still | W::of, .ordered = true, .addressed = true},
            {.needs = {W::you, W::do_what}, .may = W::still | W::of | W::there_is, .ordered = true, .addressed = true},
            {.needs = {W::how, W::use, W::you}, .may = W::of | W::can | W::do_what | W::still | W::this_one | W::you},
            {.needs = {W::how, W::use}, .may = W::of | W::you | W::this_one, .addressed = true}},
       .help = "看我会什么",
       .example = "帮助 谁没报",
       .who = everyone | Roles{Role::admin},
       .scope = Scope::anywhere,
       .cost = 2,
       .verbatim = true,  // 帮助 请假 asks for no leave.
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
    if (!detail(context, std::string(named)) && !area_page(context, named) && !language::is_topic(named))
      return std::nullopt;
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
  if (!topic) return privately(call, overview(call));
  if (const auto page = area_page(call, *topic)) return privately(call, *page);
  return privately(call, detail(call, *topic).value_or(text::unknown(*topic)));
}

/// Whoever asks how one thing is done means the command of that name.
Reply Help::show_topic(const Context& call, std::string topic) {
  for (const auto& feature : features_) {
    if (const auto talk = feature->plain_talk(); talk && talk->topic == topic)
      return privately(call, text::how(talk->help, topic));
  }
  if (const auto words = detail(call, topic)) return privately(call, *words);
  return show(call, std::move(topic));
}

/// What is simply said, then a line for each area.
std::string Help::overview(const Context& call) const {
  std::string lines;
  for (const auto& feature : features_) {
    if (const auto talk = feature->plain_talk(); talk && !is_staff(call)) lines += talk->help + "\n";
  }
  for (const auto& [area, name] : areas) {
    if (const std::string words = area_line(call, area); !words.empty()) lines += text::area(name, words) + "\n";
  }
  return lines + text::more;
}

/// What a feature lists first is asked for most: of each the first command that is for everybody and the first that is
/// not, then the second ones. Tables are asked for now and then.
std::string Help::area_line(const Context& call, Area area) const {
  std::vector<std::pair<std::size_t, Command>> ranked;
  for (const auto& feature : features_) {
    if (feature->area() != area) continue;
    std::size_t for_all = 0;
    std::size_t for_some = 0;
    for (Command& command : offered(call, *feature)) {
      if (command.kind == "export") continue;
      std::size_t& rank = command.who.has(Role::student) ? for_all : for_some;
      ranked.emplace_back(rank++, std::move(command));
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Command> commands;
  for (auto& [rank, command] : ranked) commands.push_back(std::move(command));
  return listed(commands, 0, std::min(most_words, commands.size())) +
         (commands.size() > most_words ? text::and_others : "");
}

/// 班级与隐私 is asked for by either word.
std::optional<std::string> Help::area_page(const Context& call, std::string_view topic) const {
  const auto* const named = std::find_if(areas.begin(), areas.end(), [&](const auto& area) {
    return area.second.starts_with(topic) || area.second.ends_with(topic);
  });
  if (topic.empty() || named == areas.end()) return std::nullopt;
  std::string lines;
  std::vector<Command> commands;
  for (const auto& feature : features_) {
    if (feature->area() != named->first) continue;
    if (const auto talk = feature->plain_talk(); talk && !is_staff(call)) lines += talk->help + "\n";
    for (Command& command : offered(call, *feature)) commands.push_back(std::move(command));
  }
  if (lines.empty() && commands.empty()) return std::nullopt;
  return page(lines, commands);
}

std::optional<std::string> Help::detail(const Context& call, const std::string& topic) const {
  for (const auto& feature : features_) {
    if (const auto talk = feature->plain_talk(); talk && talk->topic == topic)
      return page(talk->help + "\n", offered(call, *feature));
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
