// Forms of short answers: what leads to the words that say it, those words, and what trails behind them.
// Invariant: a clause fits a form only when every token of it is taken by a part, and the parts stand in order.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "handlers/language/answers.h"

namespace banwei::language {

/// Meanings of words, and other kinds of tokens, as a set.
class Meanings {
 public:
  template <class... Each>
  constexpr Meanings(Each... each) : bits_((0 | ... | bits(each))) {}  // NOLINT: a meaning is the set of itself

  constexpr bool has(const AnswerToken& token) const {
    return (bits_ & (token.kind == AnswerToken::Kind::word ? bits(token.meaning) : bits(token.kind))) != 0;
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool meets(Meanings other) const { return (bits_ & other.bits_) != 0; }
  constexpr Meanings without(Meanings other) const {
    Meanings rest;
    rest.bits_ = bits_ & ~other.bits_;
    return rest;
  }
  void add(const AnswerToken& token) {
    bits_ |= token.kind == AnswerToken::Kind::word ? bits(token.meaning) : bits(token.kind);
  }
  /// Of all words.
  static constexpr Meanings words() {
    Meanings all;
    all.bits_ = (std::uint64_t{1} << first_kind) - 1;
    return all;
  }

 private:
  static constexpr std::uint64_t bits(Meanings meanings) { return meanings.bits_; }
  static constexpr std::uint64_t bits(int meaning) { return std::uint64_t{1} << meaning; }
  static constexpr std::uint64_t bits(AnswerToken::Kind kind) { return bits(first_kind + static_cast<int>(kind)); }

  static constexpr int first_kind = 50;  // All words stand below.
  std::uint64_t bits_ = 0;
};

/// What may stand in a part of a form, and where in it.
struct Link {
  enum class Gap { any, none, some };    // The white space before it.
  enum class At { any, enter, inside };  // It begins the part, or follows in it.

  Meanings what = {};
  Meanings behind = {};  // The token before it; empty for any, or for none at all.
  Gap gap = Gap::any;
  At at = At::any;
};

/// Which words say it, what may touch them from the left, and what must or must not stand among them.
struct Core {
  Meanings what = {};
  Meanings touches = {};
  Meanings with = {};
  Meanings without = {};
  Meanings after = {};  // These must stand somewhere before.
};

struct AnswerForm {
  std::span<const Core> cores;
  std::span<const Link> lead;
  std::span<const Link> said;  // What follows the first of the words and belongs to them.
  std::span<const Link> behind;
  std::span<const Link> more = {};

  Meanings all_cores() const;
};

struct AnswerFit {
  std::size_t begin = 0;  // Where the words that say it begin.
  std::size_t end = 0;
  Meanings lead = {};
  Meanings said = {};
  Meanings behind = {};
  Meanings more = {};
};

/// What the form makes of a clause.
std::optional<AnswerFit> fit(const AnswerForm& form, std::span<const AnswerToken> clause);

bool holds(std::span<const AnswerToken> tokens, Meanings meanings);

/// Whether one of the first stands right before one of the others.
bool holds_pair(std::span<const AnswerToken> tokens, Meanings first, Meanings second);

}  // namespace banwei::language
