// Who sits before the command line: what they read, in their language, and what they answer.
// Invariant: nobody is asked who cannot answer; a question without a terminal is an error that says what to do.
#pragma once

#include <iosfwd>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "storage/bilingual.h"

namespace banwei::cli {

/// Chinese, or English when --lang is en, or when it is not given and LC_ALL, LC_MESSAGES or LANG (the first that is
/// set) begins with en.
Language language_of(int argc, const char* const* argv);

class Voice {
 public:
  Voice(Language language, std::ostream& out, std::ostream& err) : language_(language), out_(out), err_(err) {}

  Language language() const { return language_; }
  std::ostream& out() { return out_; }

  template <class... Arguments>
  std::string words(const Sentence& sentence, const Arguments&... arguments) const {
    return phrase(sentence, arguments...).in(language_);
  }
  /// A line of its own.
  template <class... Arguments>
  void say(const Sentence& sentence, const Arguments&... arguments) {
    say(phrase(sentence, arguments...));
  }
  void say(const Phrase& phrase) { out_ << phrase.in(language_) << "\n"; }
  void error(const Phrase& phrase) { err_ << phrase.in(language_) << "\n"; }

  /// Whether somebody reads the output and can answer.
  bool attended() const;
  /// The answer of whoever does: true for 是, 好, y, yes, false for anything else.
  bool confirms(const Phrase& question);

 private:
  Language language_;
  std::ostream& out_;
  std::ostream& err_;
};

}  // namespace banwei::cli
