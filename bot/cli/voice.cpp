#include "bot/cli/voice.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace banwei::cli {

namespace {

// Standard input may be the roster itself, so answers come from the terminal.
constexpr const char* terminal = "/dev/tty";

bool is_english(std::string_view locale) { return locale.starts_with("en"); }

}  // namespace

Language language_of(int argc, const char* const* argv) {
  constexpr std::string_view option = "--lang";
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == option && i + 1 < argc) return is_english(argv[i + 1]) ? Language::english : Language::chinese;
    if (word.starts_with("--lang="))
      return is_english(word.substr(option.size() + 1)) ? Language::english : Language::chinese;
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return is_english(value) ? Language::english : Language::chinese;
  }
  return Language::chinese;
}

bool Voice::attended() const { return isatty(STDOUT_FILENO) != 0 && std::ifstream(terminal).is_open(); }

bool Voice::confirms(const Phrase& question) {
  out_ << question.in(language_) << " " << std::flush;
  std::ifstream in(terminal);
  std::string answer;
  std::getline(in, answer);
  for (const char* yes : {"y", "Y", "yes", "是", "是的", "好", "好的", "对", "嗯", "要"}) {
    if (answer == yes) return true;
  }
  return false;
}

}  // namespace banwei::cli
