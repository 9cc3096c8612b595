// A text cut into tokens that cover it: words, numbers, days, names, and what is none of them.
// Invariant: pure; every byte belongs to one token; of all ways to cut it is the one with the least unknown and then
// the fewest tokens.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/scope.h"
#include "handlers/language/words.h"
#include "storage/types.h"

namespace banwei::language {

/// What an argument of a command may be made of.
enum class Slot {
  none,    // Nothing that stands in a clause: free text.
  number,  // 12, 12号, 第12条, 三号
  klass,   // A class of the speaker's scope.
  day,     // A day that has been; its text is the date as 2020-03-10.
  span,    // 本周 上周, or a day
  date,    // A day or a week, been or to come, as it was said: 明天 下周三 第5周
  length,  // 10分钟
  hour,    // 8点
  person,  // Somebody of the speaker's scope.
  title,   // 班会: what a roll call may be called
  topic,   // A thing that help can be about, by its own name: 体温 for 打卡.
};

/// What a token is worth as an argument.
struct Value {
  Slot slot = Slot::none;
  std::string text;
};

struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  Words words = {};
  std::vector<Value> values = {};
  bool known = true;
  bool shorthand = false;
};

struct Cut {
  std::vector<Token> tokens = {};
  Words words = {};         // The meanings of all tokens together.
  std::size_t unknown = 0;  // Characters that no word takes.
  std::size_t slips = 0;    // Shorthand, and what was mended.
};

inline constexpr std::size_t longest_clause = 40;  // In characters; what is longer is no command.

/// Cuts a folded text; a text that is too long comes back as one unknown token.
Cut cut(std::string_view folded, const NameScope& scope, Day today);

}  // namespace banwei::language
