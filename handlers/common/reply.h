// Short answers in a class group, cut into names, greetings, forms of address, faces and the words of one grammar.
// Invariant: every rune of the message is in exactly one token or is white space; what no table knows is an `unknown`
// token, so a grammar that accepts no unknown token has read the message to its last character.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/common/named.h"
#include "handlers/common/runes.h"

namespace banwei {

/// What an answer is said in.
struct ReplyScene {
  std::span<const Named> roster;  // the class, in order of number
  std::string_view class_name;    // 机电1901
  std::string_view speaker;       // the speaker's number, "" when unknown
  bool addressed = false;         // private chat, @ of the bot or a prefix
  std::string_view bot_name = "班级小助手";
};

/// Words of one meaning in a grammar, separated by single spaces.
struct WordGroup {
  int meaning = 0;
  std::u32string_view words;
};

struct Token {
  enum class Kind {
    word,        // of the grammar; `meaning` says which
    name,        // of the roster, by name or number; `who` has several when two people are called so
    class_name,  // 机电1901, 1901班
    room,        // 204寝室
    greeting,    // 老师好, 谢谢, 辛苦了
    address,     // 王老师, 班长, @ of the bot
    mark,        // punctuation that parts clauses
    list_mark,   // 、 and the spaces and marks inside a list of names
    question,    // ?
    face,        // an emoji or [微笑]
    number,      // figures with no other meaning
    unknown,
  };
  Kind kind = Kind::unknown;
  int meaning = -1;
  std::u32string_view text;
  std::vector<std::size_t> who;  // places in the roster
  bool gap_before = false;       // white space or a face stood before it
};

/// A message cut into tokens. The views in them point into `runes`, so it is neither copied nor moved.
class CutReply {
 public:
  CutReply(std::string_view text, const ReplyScene& scene, std::span<const WordGroup> words);
  CutReply(const CutReply&) = delete;
  CutReply& operator=(const CutReply&) = delete;

  const std::vector<Token>& tokens() const { return tokens_; }
  std::u32string_view runes() const { return runes_.view(); }

  /// Nothing but faces and marks.
  bool only_faces() const;

 private:
  Runes runes_;
  std::vector<Token> tokens_;
};

/// The length of the longest word of the groups at the head of the text, and its meaning; 0 without one.
struct FoundWord {
  std::size_t length = 0;
  int meaning = -1;
};
FoundWord longest_word(std::span<const WordGroup> groups, std::u32string_view text);

/// Whether one of the words, separated by spaces, is in the text.
bool holds_one_of(std::u32string_view text, std::u32string_view words);

/// Whether the text is exactly one of the words, separated by spaces.
bool is_one_of(std::u32string_view text, std::u32string_view words);

/// The place of the speaker in the roster, roster.size() when not in it.
std::size_t place_of_speaker(const ReplyScene& scene);

}  // namespace banwei
