// Several things in one message: which pieces are an answer or a request, which are statements about health, and what
// of the rest belongs to which. Invariant: pure; asks its readers what a text alone would mean, and decides nothing
// about permission.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/feature.h"

namespace banwei {

struct Entry;

/// One thing that a message means, to whom, and who may mean it: a command, or the intent of plain talk.
struct Choice {
  const Feature* feature = nullptr;
  const Command* command = nullptr;
  const Intent* intent = nullptr;  // It is null exactly for a command.
  Understood understood = {};
  bool asked_for = false;  // It was said by a command's own word: a denial is told.
  Claim claim = Claim::other;
  Utc opened{};
  std::string words = {};  // The pieces of the message that say it; "" for all of it.

  SpeechAct says() const { return intent == nullptr ? SpeechAct::request : intent->says; }
  bool states_health() const { return says() == SpeechAct::value || says() == SpeechAct::doubt; }
  bool verbatim() const { return intent == nullptr ? command->verbatim : intent->verbatim; }
  int cost() const { return intent == nullptr ? command->cost : intent->cost; }
};

/// What a text alone would be: the strongest reading of its sort, if any.
struct Readers {
  using Read = std::function<std::optional<Choice>(std::string_view text)>;
  Read health;
  Read answer;
  Read request;
  std::function<bool(std::string_view text)> slip;  // Whether it would be a command with one character mended.
  Utc said{};  // An answer that was opened then answers nothing: it begins a matter.
};

/// The readings of a message that says several things, in its order; nothing for one that says a single thing, which is
/// then to be read whole.
std::vector<Choice> compose(std::string_view text, const Readers& readers);

}  // namespace banwei
