#include "bot/cli/usage.h"

#include <algorithm>

#include "bot/distance.h"

namespace banwei::cli {

namespace text {

constexpr Sentence help{"显示这页说明", "show this help"};
constexpr Sentence unknown_verb{"没有“{}”这个命令{}", "there is no verb {}{}"};
constexpr Sentence unknown_option{"“{}”没有选项 {}{}", "{} has no option {}{}"};
constexpr Sentence misplaced{"选项 {} 要写在“{}”的后面", "{} must stand behind {}"};
constexpr Sentence meant{"，是不是想写 {}？", "; did you mean {}?"};
constexpr Sentence left_over{"“{}”是多出来的", "{} is one word too many"};
constexpr Sentence no_verb{"“{}”后面要写一个命令：{}", "{} needs a verb: {}"};
constexpr Sentence lacks{"“{}”还缺 {}：{}", "{} lacks {}: {}"};
constexpr Sentence one_of{"“{}”要有其中一样：{}", "{} needs one of {}"};
constexpr Sentence wrong_value{"{} 后面的值没写或不对", "the value of {} is missing or wrong"};
constexpr Sentence other{"命令写得不对：{}", "the command line cannot be read: {}"};
constexpr Sentence more{"{}\n用法见 {} --help", "{}\nSee {} --help"};

struct Label {
  const char* key;
  Sentence words;
};
constexpr Label labels[] = {{"Usage", {"用法", "usage"}},
                            {"OPTIONS", {"选项", "OPTIONS"}},
                            {"Options", {"选项", "options"}},
                            {"Positionals", {"参数", "arguments"}},
                            {"SUBCOMMAND", {"命令", "VERB"}},
                            {"SUBCOMMANDS", {"命令", "VERBS"}},
                            {"Subcommands", {"命令", "verbs"}},
                            {"one of", {"要有其中一样：", "one of these is needed:"}},
                            {"REQUIRED", {"（必填）", "(required)"}},
                            {"TEXT", {"文字", "TEXT"}},
                            {"UINT", {"数字", "NUMBER"}},
                            {"Env", {"环境变量", "environment"}},
                            {"Needs", {"还要", "needs"}},
                            {"Excludes", {"不能同时有", "excludes"}}};

}  // namespace text

namespace {

/// CLI11's page under our headings.
class Page : public CLI::Formatter {
 public:
  explicit Page(Language language) {
    for (const auto& [key, words] : text::labels) label(key, std::string(words.in(language)));
  }

  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override {
    return Formatter::make_group(get_label(std::move(group)), is_positional, std::move(options));
  }
  /// A group of options of which one must be there.
  std::string make_expanded(const CLI::App* group) const override {
    const std::string page = Formatter::make_expanded(group);
    const auto told = page.find("required]");  // It is the last of the English lines above the options.
    return told == page.npos ? page : get_label("one of") + page.substr(page.find('\n', told));
  }
  std::string make_subcommands(const CLI::App* app, CLI::AppFormatMode mode) const override {
    std::string page = Formatter::make_subcommands(app, mode);
    const std::string heading = "Subcommands:";
    if (const auto at = page.find(heading); at != std::string::npos)
      page.replace(at, heading.size(), get_label("Subcommands") + ":");
    return page;
  }
};

/// The verb that was understood, however far that went.
const CLI::App& innermost(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : innermost(*parsed.back());
}

std::string path_of(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + " " + app.get_name();
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands({})) {
    const bool shown = !verb->get_group().empty();                              // A worker's verb is nobody's to type.
    if (shown && !verb->get_name().empty()) names.push_back(verb->get_name());  // An option group has no name.
  }
  return names;
}

/// Of the verb and of what stands above it.
std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* one = &app; one != nullptr; one = one->get_parent()) {
    for (const CLI::Option* option : one->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

Phrase suggestion(std::string_view wrong, const std::vector<std::string>& known) {
  const std::string word = nearest(wrong, known);
  return word.empty() ? Phrase{} : phrase(text::meant, word);
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
  return all;
}

Phrase what_is_wrong(const CLI::App& verb, const std::vector<std::string>& extra, const CLI::ParseError& error) {
  const std::string path = path_of(verb);
  const auto verbs = verbs_of(verb);
  if (!extra.empty()) {
    const std::string& word = extra.front();
    if (word.starts_with("-")) {
      const auto options = options_of(verb);
      const std::string name = word.substr(0, word.find('='));
      if (std::find(options.begin(), options.end(), name) != options.end()) return phrase(text::misplaced, name, path);
      // banwei audit --config x: the option is right, and the verb behind audit is missing.
      for (const CLI::App* below : verb.get_subcommands({})) {
        const auto theirs = below->get_name().empty() ? std::vector<std::string>{} : options_of(*below);
        if (verb.get_parent() != nullptr && std::find(theirs.begin(), theirs.end(), name) != theirs.end())
          return phrase(text::no_verb, path, joined(verbs));
      }
      return phrase(text::unknown_option, path, word, suggestion(name, options));
    }
    if (!verbs.empty()) return phrase(text::unknown_verb, word, suggestion(word, verbs));
    return phrase(text::left_over, word);
  }
  if (!verbs.empty()) return phrase(text::no_verb, path, joined(verbs));
  const std::string what = error.what();
  if (error.get_name() == "RequiredError") {
    for (const CLI::Option* option : verb.get_options()) {
      if (option->get_required() && option->count() == 0)
        return phrase(text::lacks, path, option->get_name(), option->get_description());
    }
    for (const CLI::App* group : verb.get_subcommands({})) {
      std::vector<std::string> names;
      for (const CLI::Option* option : group->get_options()) {
        if (option != group->get_help_ptr()) names.push_back(option->get_name());
      }
      return phrase(text::one_of, path, joined(names));
    }
  }
  for (const std::string& name : options_of(verb)) {
    if (what.find(name) != std::string::npos) return phrase(text::wrong_value, name);
  }
  return phrase(text::other, what);
}

}  // namespace

void speak(CLI::App& app, Language language) {
  app.formatter(std::make_shared<Page>(language));
  app.set_help_flag("-h,--help", std::string(text::help.in(language)));
}

Phrase mistake(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& verb = innermost(app);
  return phrase(text::more, what_is_wrong(verb, app.remaining(true), error), path_of(verb));
}

}  // namespace banwei::cli
