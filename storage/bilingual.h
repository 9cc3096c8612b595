// What is said to whoever runs the bot, in Chinese and in English.
// Invariant: both languages have the same number of blanks and take the same arguments in the same order.
#pragma once

#include <fmt/core.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace banwei {

enum class Language { chinese, english };

/// A sentence with blanks ({}), as it stands in a `namespace text`.
class Sentence {
 public:
  consteval Sentence(const char* chinese, const char* english) : chinese_(chinese), english_(english) {
    if (blanks(chinese_) != blanks(english_)) throw "the languages differ in their blanks";
  }
  constexpr std::string_view in(Language language) const { return language == Language::chinese ? chinese_ : english_; }

 private:
  static constexpr int blanks(std::string_view text) {
    int count = 0;
    for (const char sign : text) count += sign == '{' ? 1 : 0;
    return count;
  }

  std::string_view chinese_;
  std::string_view english_;
};

/// A sentence whose blanks are filled in.
struct Phrase {
  std::string chinese = {};
  std::string english = {};

  const std::string& in(Language language) const { return language == Language::chinese ? chinese : english; }
};

/// What fills a blank is the same in both languages, or a Phrase or Sentence itself.
template <class Argument>
decltype(auto) in(const Argument& argument, Language language) {
  if constexpr (requires { argument.in(language); }) {
    return argument.in(language);
  } else {
    return (argument);
  }
}

template <class... Arguments>
Phrase phrase(const Sentence& sentence, const Arguments&... arguments) {
  const auto filled = [&](Language language) {
    const auto fill = [&](const auto&... values) {
      return fmt::vformat(sentence.in(language), fmt::make_format_args(values...));
    };
    return fill(in(arguments, language)...);
  };
  return {filled(Language::chinese), filled(Language::english)};
}

/// An error that says in both languages what to do next; what() is English, as the log is.
class Explained : public std::runtime_error {
 public:
  explicit Explained(Phrase why) : std::runtime_error(why.english), why_(std::move(why)) {}
  template <class... Arguments>
  explicit Explained(const Sentence& sentence, const Arguments&... arguments)
      : Explained(banwei::phrase(sentence, arguments...)) {}

  const Phrase& why() const { return why_; }

 private:
  Phrase why_;
};

/// What an error says; one that is not Explained says the same in both.
inline Phrase why(const std::exception& error) {
  if (const auto* explained = dynamic_cast<const Explained*>(&error)) return explained->why();
  return {error.what(), error.what()};
}

}  // namespace banwei
