// A message as tokens with the questions that the rules ask of it: what is in it, what stands beside what, what is left
// over. Invariant: looks only, decides nothing.
#pragma once

#include <array>
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

/// It has more methods than a class should: a third are the steps of its making, each of which reads what the steps
/// before it left of the same tokens; the others are one question each.
class Sentence {
 public:
  Sentence(std::string_view text, const Scene& scene);

  const std::vector<Token>& tokens() const { return tokens_; }
  const Scene& scene() const { return scene_; }
  std::string_view text() const { return text_; }
  std::string_view text(const Token& token) const {
    return std::string_view(text_).substr(token.begin, token.end - token.begin);
  }

  bool has(Tag tag) const { return counts_[static_cast<std::size_t>(tag)] > 0; }
  bool has_any(Tags tags) const;
  bool only(Tags tags) const;

  /// The figures that may be somebody's temperature, in order.
  const std::vector<std::size_t>& values() const { return values_; }
  bool has_reading() const;
  bool has_foreign() const;

  /// The highest plain reading, 0 without one.
  int highest_reading() const;

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

  /// Symptoms said to be there, in order, without doubles.
  std::vector<std::string> symptoms() const;
  bool unwell() const { return unwell_; }              // A symptom or a vague complaint.
  bool spoke_of_kin() const { return spoke_of_kin_; }  // A normal figure of somebody at home was taken out.
  Wellness well() const { return well_; }
  bool denies_fever() const { return denies_fever_; }
  bool fever_said() const { return fever_said_; }
  bool urgent_said() const { return urgent_said_; }

  /// Whether a value beside it is plainly a temperature: 体温, ℃, 测了.
  bool about_temperature() const;

  /// Members other than the speaker whose names stand in the message, and those mentioned with @.
  bool names_others() const;
  std::vector<std::size_t> mentioned() const;
  bool is_speaker(const Token& token) const;
  std::optional<std::size_t> speaker() const { return speaker_; }

 private:
  bool talk_ends(std::size_t begin, std::size_t i) const;
  bool measures_again(const Token& token) const;
  void resolve_names();
  void resolve_again();
  void resolve_slips();
  bool has_figure() const;
  int highest_figure() const;  // Of any form, 0 without one.
  bool has_own_value() const;
  void resolve_relations();
  void resolve_hearsay();
  void resolve_third();
  void resolve_not_me();
  void resolve_untrue();
  void resolve_figures_of_kin();
  void resolve_kin();
  void resolve_greeting();
  void resolve_rooms();
  void resolve_homes();
  void resolve_enumeration();
  void resolve_doubt();
  void resolve_brackets();
  void resolve_things();
  void resolve_blame();
  void resolve_bystanders();
  void resolve_asides();
  void count();
  void retag(std::size_t i, Tag tag);

  std::string text_;
  const Scene& scene_;
  std::vector<Token> tokens_;
  std::array<int, 64> counts_{};
  std::vector<std::size_t> values_;
  std::optional<std::size_t> speaker_;
  bool spoke_of_kin_ = false;
  bool unwell_ = false;
  Wellness well_ = Wellness::unsaid;
  bool denies_fever_ = false;
  bool fever_said_ = false;
  bool urgent_said_ = false;
};

}  // namespace banwei::temperature
