// Short answers in a class group, cut into names, greetings, forms of address, faces and the words of one grammar.
// Invariant: every character of the message is in exactly one token or is white space; what no table knows is an
// `unknown` token, so a grammar that accepts no unknown token has read the message to its last character.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/people.h"
#include "handlers/language/slips.h"
#include "handlers/language/vocabulary.h"

namespace banwei::language {

/// What an answer is said in.
struct AnswerScene {
  const People& people = People::nobody();  // The class.
  std::string_view class_name = {};         // 机电1901
  std::string_view speaker = {};            // The speaker's number, "" when unknown.
};

struct AnswerToken {
  enum class Kind {
    word,        // A word of the grammar; `meaning` says which.
    name,        // Of the class, by name or number; `who` has several when two people are called so.
    own,         // The speaker's name.
    adverb,      // A name that is none here: 马上到.
    class_name,  // 机电1901, 1901班
    room,        // 204寝室
    greeting,    // 老师好, 谢谢, 辛苦了
    address,     // 王老师, 班长, @ of the bot
    mark,        // Punctuation that parts clauses.
    list_mark,   // 、 and the spaces and marks inside a list of names
    question,    // ?
    face,        // An emoji or [微笑].
    number,      // Figures with no other meaning.
    unknown,
  };
  Kind kind = Kind::unknown;
  int meaning = -1;
  std::string_view text = {};
  std::vector<std::size_t> who = {};  // Places in the class.
  bool gap_before = false;            // White space or a face stood before it.
};

/// The longest word of a grammar that stands at `at`, with its meaning.
using WordAt = WordMatch<int> (*)(std::string_view text, std::size_t at);

/// A message cut into tokens. The views in them point into its text, so it is neither copied nor moved.
class AnswerCut {
 public:
  AnswerCut(std::string_view message, const AnswerScene& scene, WordAt word_at);
  AnswerCut(const AnswerCut&) = delete;
  AnswerCut& operator=(const AnswerCut&) = delete;

  const std::vector<AnswerToken>& tokens() const { return tokens_; }
  std::string_view text() const { return text_; }  // It is folded.

  /// Nothing but faces and marks.
  bool only_faces() const;
  bool asks() const;

  /// What may have been meant when one character was mistyped, and why something could not be read.
  std::vector<Mended> slips() const;
  /// The token that holds a byte of the text; null for white space.
  const AnswerToken* token_at(std::size_t at) const;

 private:
  std::string text_;
  std::vector<AnswerToken> tokens_;
};

/// Whether one of the words, separated by spaces, is in the text, begins it, or is all of it.
bool holds_one_of(std::string_view text, std::string_view words);
bool begins_with_one_of(std::string_view text, std::string_view words);
bool is_one_of(std::string_view text, std::string_view words);

/// Without what is said twice in a row, 来晚了来晚了: each clause of two equal halves of two characters or more once.
std::string said_once(std::string_view text);

}  // namespace banwei::language
