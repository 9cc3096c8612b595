// The tokens of a message in their places: the clauses they make, and what stands beside what.
// Invariant: looks only, decides nothing.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/temperature/temperature_lexer.h"

namespace banwei::temperature {

/// A set of tags.
class Tags {
 public:
  constexpr Tags() = default;
  constexpr Tags(std::initializer_list<Tag> tags) {
    for (Tag tag : tags) bits_ |= bit(tag);
  }
  constexpr bool has(Tag tag) const { return (bits_ & bit(tag)) != 0; }
  constexpr Tags operator|(Tags other) const {
    Tags both = *this;
    both.bits_ |= other.bits_;
    return both;
  }

 private:
  static constexpr std::uint64_t bit(Tag tag) { return std::uint64_t{1} << static_cast<unsigned>(tag); }
  std::uint64_t bits_ = 0;
};

/// 烤火烤的, 晒太阳晒的: the verb once more before 的.
bool gives_a_cause(std::string_view said);

/// A value of body temperature as far as the spelling tells.
bool is_value(const Token& token);

class Passage {
 public:
  Passage(std::string_view text, const Scene& scene);

  const std::vector<Token>& tokens() const { return tokens_; }
  std::vector<Token>& tokens() { return tokens_; }
  const Scene& scene() const { return scene_; }
  std::string_view text() const { return text_; }
  std::string_view text(const Token& token) const {
    return std::string_view(text_).substr(token.begin, token.end - token.begin);
  }

  bool has_any(Tags tags) const;
  bool only(Tags tags) const;
  bool has_figure() const;     // That may be somebody's temperature.
  int highest_figure() const;  // Of any form, 0 without one.

  /// The place of the nearest token before or after that is neither mark nor one of `skipped`.
  std::optional<std::size_t> before(std::size_t i, Tags skipped = {}) const;
  std::optional<std::size_t> after(std::size_t i, Tags skipped = {}) const;

  /// The tokens of one clause: between commas, spaces and the like.
  struct Clause {
    std::size_t begin = 0;
    std::size_t end = 0;  // One behind the last.
  };
  std::vector<Clause> clauses() const;
  Clause clause_of(std::size_t i) const;
  std::string_view text(const Clause& clause) const;
  bool is(const Clause& clause, Tags tags) const;  // Of nothing but these.
  bool clause_has(const Clause& clause, Tag tag) const;
  bool clause_complains(const Clause& clause) const;

  /// Members other than the speaker whose names stand in the message, and those mentioned with @.
  bool names_others() const;
  std::vector<std::size_t> mentioned() const;
  bool is_speaker(const Token& token) const;
  std::optional<std::size_t> speaker() const { return speaker_; }

  /// 重新量: corrects what was reported, or only measures once more.
  bool measures_again(const Token& token) const;

  /// It is no name then.
  void retag(std::size_t i, Tag tag);

 private:
  bool talk_ends(std::size_t begin, std::size_t i) const;

  std::string text_;
  const Scene& scene_;
  std::vector<Token> tokens_;
  std::optional<std::size_t> speaker_;
};

}  // namespace banwei::temperature
