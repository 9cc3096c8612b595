// A command whose words are talk elsewhere: it counts only where the whole message and its scene say so.
// Invariant: what does not count takes nothing, so the message stays open to every listener.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "handlers/common/said.h"
#include "handlers/feature.h"
#include "handlers/language/strings.h"

namespace banwei {

/// `counts` is given the whole message, folded once, what stands behind the command's words, and the context.
template <class Counts>
Grammar only_where(Counts counts, Grammar grammar) {
  grammar.parse = [counts = std::move(counts), parse = std::move(grammar.parse)](std::string_view rest,
                                                                                 const Context& context) {
    return counts(normalised(words_of(context.message)), rest, context) ? parse(rest, context)
                                                                        : std::optional<Understood>();
  };
  return grammar;
}

}  // namespace banwei
