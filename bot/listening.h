// What the listeners make of one message and of its parts.
// Invariant: no listener is asked twice about the same words, nor about any of which it cannot say what is wanted.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bot/composition.h"
#include "handlers/feature.h"

namespace banwei {

/// A listener of the list with its feature.
struct Ear {
  Feature* feature = nullptr;
  Listener listener;
};

Choice choice_of(const Ear& ear, Interpretation meant);

/// The message as if these words alone had been said.
Message only(const Message& message, std::string_view words, bool addressed);

/// What is known of the message, for a part of it.
Context within(const Context& context, const Message& message);

class Listening {
 public:
  using Wanted = bool (*)(SpeechAct);

  /// `said` and `context` outlive it.
  Listening(std::span<const Ear> ears, const Utterance& said, const Context& context);

  /// Words as if they alone had been said, and what each ear has made of them so far.
  struct Excerpt {
    const Utterance& said;
    const Context& context;
    std::vector<std::optional<std::optional<Interpretation>>> heard;
  };
  Excerpt& whole() { return whole_; }
  Excerpt& excerpt(std::string_view words);

  /// The strongest that a listener makes of it, among what is wanted.
  std::optional<Choice> strongest(Excerpt& excerpt, Wanted wanted) const;

 private:
  struct Piece {
    Piece(const Listening& listening, std::string_view words);
    Piece(const Piece&) = delete;

    Utterance said;
    Message message;
    Context context;
    Excerpt excerpt;
  };

  std::span<const Ear> ears_;
  Excerpt whole_;
  bool plain_;  // Nothing but its words stands in the message.
  std::map<std::string, Piece, std::less<>> pieces_;
};

}  // namespace banwei
