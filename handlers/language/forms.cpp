#include "handlers/language/forms.h"

#include <algorithm>
#include <array>

namespace banwei::language {

namespace {

constexpr std::size_t most_tokens = 24;
constexpr std::size_t nobody = most_tokens;

class Fitting {
 public:
  Fitting(const Form& form, const Cut& cut, std::span<const Slot> slots)
      : form_(form), tokens_(cut.tokens), slots_(slots) {
    said_.fill(nobody);
  }

  /// Gives each need a token of its own, then looks whether something takes every other token.
  bool give(std::size_t need, std::size_t from) {
    if (need == form_.needs.size()) return rest_is_taken();
    for (std::size_t i = form_.ordered ? from : 0; i < tokens_.size(); ++i) {
      if (needed_[i] || !tokens_[i].words.meets(form_.needs[need])) continue;
      needed_[i] = true;
      if (give(need + 1, i + 1)) return true;
      needed_[i] = false;
    }
    return false;
  }

  std::vector<std::string> arguments() const {
    std::vector<std::string> arguments;
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      if (said_[slot] != nobody) arguments.emplace_back(*value(tokens_[said_[slot]], slots_[slot]));
    }
    return arguments;
  }

 private:
  static std::optional<std::string_view> value(const Token& token, Slot slot) {
    if (slot == Slot::topic) {
      const auto topic = topic_of(token.words);
      return topic.empty() ? std::nullopt : std::optional(topic);
    }
    for (const Value& value : token.values) {
      if (value.slot == slot || (slot == Slot::span && value.slot == Slot::day)) return value.text;
    }
    return std::nullopt;
  }

  bool is_argument(std::size_t token) {
    for (std::size_t slot = 0; slot < slots_.size(); ++slot) {
      if (said_[slot] != nobody || !value(tokens_[token], slots_[slot])) continue;
      said_[slot] = token;
      return true;
    }
    return false;
  }

  bool rest_is_taken() {
    said_.fill(nobody);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (needed_[i] || is_argument(i)) continue;
      if (!tokens_[i].words.meets(form_.may | Word::courtesy)) return false;
    }
    return true;
  }

  const Form& form_;
  const std::vector<Token>& tokens_;
  std::span<const Slot> slots_;
  std::array<bool, most_tokens> needed_{};
  std::array<std::size_t, 8> said_{};  // The token that each slot takes.
};

}  // namespace

namespace {

/// 谁帮我请个假: it asks for a helper, and who that is.
bool asks_for_help(const Cut& cut, std::string_view folded) {
  constexpr std::string_view who = "谁";
  for (std::size_t i = 0; i + 1 < cut.tokens.size(); ++i) {
    const Token& token = cut.tokens[i];
    const std::string_view next = folded.substr(token.end);
    const bool helps = next.starts_with("帮") || next.starts_with("能帮") || next.starts_with("替");
    if (helps && folded.substr(token.begin, token.end - token.begin) == who) return true;
  }
  return false;
}

}  // namespace

std::optional<Fit> fit(const Form& form, const Cut& cut, std::string_view folded, std::span<const Slot> slots) {
  if (cut.unknown > 0 || cut.tokens.empty() || cut.tokens.size() > most_tokens) return std::nullopt;
  for (const Words need : form.needs) {
    if (!cut.words.meets(need)) return std::nullopt;
  }
  if (asks_for_help(cut, folded)) return std::nullopt;
  if (!form.except.empty()) {
    std::string bare;  // without courtesy and marks: 嗯？什么通知
    for (const Token& token : cut.tokens) {
      if (!token.words.meets(Word::courtesy | Word::mark)) bare += folded.substr(token.begin, token.end - token.begin);
    }
    for (const std::string_view whole : form.except) {
      if (whole == folded || whole == bare) return std::nullopt;
    }
  }
  Fitting fitting(form, cut, slots);
  if (!fitting.give(0, 0)) return std::nullopt;
  auto arguments = fitting.arguments();
  if (form.pointed && arguments.empty()) return std::nullopt;
  return Fit{form.needs.size(), std::move(arguments)};
}

}  // namespace banwei::language
