// Which command a text means: one that it names by its whole words, else the form that takes every token of it, else
// the longest word in front whose grammar takes the rest whole. A word with a * takes what stands in the place of the
// star: 给*补签.
// Invariant: in a group, unless the bot is addressed, only whole phrases, forms and typed arguments count; all else is
// talk.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handlers/feature.h"
#include "handlers/language/form_index.h"
#include "handlers/language/scope.h"

namespace banwei {

/// A command of the list with the feature it belongs to.
struct Entry {
  Feature* feature = nullptr;
  Command command;
};

class Lexicon {
 public:
  explicit Lexicon(std::span<Feature* const> features);

  const std::vector<Entry>& entries() const { return entries_; }

  struct Match {
    const Entry* entry = nullptr;
    Understood understood;
    bool asked_for = true;  // It is false for what may have been talk: 李四迟到 in a group.
    bool mended = false;    // It counts only when a slip is assumed: whatever another reading claims is surer.
  };
  /// Where slips are left, a text that is only nearly a command is none; where it is read loosely, more words may stand
  /// around one than it takes.
  enum class Slips { mended, left, loosely };
  std::optional<Match> match(const Utterance& utterance, const Context& context, const language::NameScope& scope = {},
                             Slips slips = Slips::mended) const;

  /// A word that stands at the front of an addressed text although its arguments do not fit: worth explaining.
  const Entry* misused(const Utterance& utterance) const;

  /// Names of up to `count` commands that share the most meanings with the text, and that the speaker may use; none
  /// for talk that shares nothing with any. What takes something away is offered to nobody, and what is of oneself to
  /// nobody who names another.
  std::vector<std::string> nearest(std::string_view text, std::size_t count, const Context& context,
                                   const language::NameScope& scope) const;

 private:
  /// 取消*号提醒: what stands before and behind the arguments, folded.
  struct Frame {
    std::string before;
    std::string behind;
    std::size_t entry = 0;
  };

  /// 谁没报: a word of a command, folded.
  struct Phrase {
    std::string said;
    std::size_t entry = 0;
  };
  const std::vector<Phrase>& phrases_at_front(std::string_view text) const;

  /// What was said without the prefix of a command and the marks around it.
  struct Bare {
    std::string text;  // Folded.
    bool addressed = false;
  };
  static Bare bare(const Utterance& utterance);

  std::optional<Match> by_form(const language::Cut& cut, const Bare& said, const Context& context) const;
  std::optional<Match> by_text(const Utterance& utterance, const Bare& said, const Context& context,
                               const language::NameScope& scope) const;
  /// `apart`: only with arguments that stand apart from the word: 点名 班会, 通知12.
  std::optional<Match> by_words(const Bare& said, const Context& context, bool apart) const;
  std::optional<Match> by_slip(const language::Cut& cut, const Bare& said, const Context& context,
                               const language::NameScope& scope) const;
  /// The command that an addressed text asks for in more words than it takes.
  std::optional<Match> by_gist(const language::Cut& cut, const Bare& said, const Context& context) const;
  /// The command whose form asks for the most of the clause; `text` stands behind it, when its form wants some.
  std::optional<Match> best_form(const language::Cut& cut, std::string_view clause, const Bare& said,
                                 std::string_view text, const Context& context) const;

  static std::optional<Understood> parse(const Entry& entry, std::string_view arguments, const Context& context);

  /// A form of a command, by their places.
  struct FormOf {
    std::size_t entry = 0;
    std::size_t form = 0;
  };
  const language::Form& form(const FormOf& of) const { return entries_[of.entry].command.forms[of.form]; }
  static std::vector<FormOf> forms_of(std::span<const Entry> entries);
  language::FormIndex index() const;

  std::vector<Entry> entries_;
  std::vector<FormOf> forms_;
  language::FormIndex may_fit_;                                // By their places among all forms.
  std::vector<Frame> frames_;                                  // Those with the most words come first.
  std::unordered_map<char32_t, std::vector<Phrase>> phrases_;  // By their first character, the longest come first.
};

}  // namespace banwei
