// Cuts a message into words of need, people, figures and what stands between
// them. Invariant: the pieces cover the text in order, at most `most_pieces` of
// them; unknown characters are junk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "handlers/care/needs_words.h"
#include "handlers/language/set_of.h"
#include "handlers/language/symptoms.h"
#include "storage/types.h"

namespace banwei::care {

using Words = SetOf<Word>;

struct Piece {
  Word word = Word::junk;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t clause = 0;      // Counted from 0; marks end one, white space does not.
  std::size_t characters = 0;  // In code points.
  std::int64_t person = 0;     // Of a name.
  int centi = 0;               // Of a figure, in hundredths of a degree Celsius.
  bool plain = false;          // Of a figure: a whole number without a unit, which may count anything.
  HealthPhrase health;         // For health.
};

struct Cut {
  std::string text;
  std::vector<Piece> pieces;
  Words all;
  bool laughs = false;  // It has an emoji that laughs, which folding loses.
};

/// The people of a class by their names, set right as the talk is that may name them. Made once for a roster.
class Classmates {
 public:
  Classmates() = default;
  Classmates(const std::vector<Person>& people);

  struct Match {
    std::size_t length = 0;  // In bytes of the text, 0 when nobody is named.
    std::int64_t person = 0;
  };
  /// The longest name that stands at `at` of plain talk.
  Match name_at(std::string_view text, std::size_t at) const;
  bool empty() const { return by_first_.empty(); }

 private:
  struct Name {
    std::string text;
    std::int64_t person = 0;
  };
  std::unordered_map<char32_t, std::vector<Name>> by_first_;  // By the first character.
};

inline constexpr std::size_t most_characters = 600;  // Of a message; the rest is not read.
inline constexpr std::size_t most_pieces = 400;

/// Folded as everywhere, then the bent spellings and pinyin of distress set
/// right.
std::string plain_talk(std::string_view text);

Cut cut(std::string_view text, const Classmates& people);

}  // namespace banwei::care
