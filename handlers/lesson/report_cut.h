// A message that may report on lessons, cut once: words by what they do in it, people, numbers, lessons, courses.
// Invariant: pure. Tokens stand in the order of the text; what no table knows is one token of all that is written
// together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/lesson_numbers.h"
#include "handlers/lesson/report_grammar.h"
#include "handlers/lesson/report_words.h"

namespace banwei::lesson {

struct Token {
  enum class Kind {
    word,
    name,
    number,
    share,     // 36/38
    lessons,   // 1-2节
    course,    // 高数
    apart,     // 晚自习
    platform,  // 腾讯会议
    day,
    klass,
    comma,  // , ; : and their like
    line,   // the end of one
    open,   // (
    close,  // )
    joint,  // 、
    other,  // A mark that says nothing.
    unknown,
  };
  Kind kind = Kind::unknown;
  std::size_t begin = 0;
  std::size_t end = 0;
  Meaning meaning{};
  bool gap_before = false;            // A blank stands before it.
  std::vector<std::size_t> who = {};  // Of a name: several are called so.
  int value = 0;                      // Of a number; of a share the smaller.
  int whole = 0;                      // Of a share the larger.
  language::LessonNumbers lessons = {};
  std::string_view means = {};  // The course or platform, as the register calls it.
  Day day{};
};

template <class... Meanings>
bool is(const Token& token, Meanings... meanings) {
  return token.kind == Token::Kind::word && ((token.meaning == meanings) || ...);
}

/// `folded` and the scene outlive what it returns.
std::vector<Token> cut(std::string_view folded, const Scene& scene);

}  // namespace banwei::lesson
