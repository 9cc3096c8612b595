// Forms: how a clause says something, by the meanings of its words.
// Invariant: a clause fits a form only when every token of it is taken: by what the form needs, by what may stand
// beside it, by an argument, or as courtesy.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/tokens.h"

namespace banwei::language {

struct Form {
  std::vector<Words> needs = {};  // One token stands for each, with any of its meanings.
  Words may = {};                 // These may stand beside them.
  bool ordered = false;           // The needs stand in the order they are written in.
  bool addressed = false;         // It counts only where the bot is spoken to: the same words are talk elsewhere.
  bool pointed = false;           // It counts only with an argument: 12号通知撤了.
  bool text = false;              // Free text stands behind the clause and a mark; it is the last argument.
  std::vector<std::string_view> except = {};  // Whole clauses that fit and mean something else.
};

struct Fit {
  std::size_t needs = 0;                    // The more the form asked for, the surer it is.
  std::vector<std::string> arguments = {};  // In the order of the slots, as many as were said.
};

/// What the form makes of the tokens of `folded`. `slots` are the arguments that its command takes, each at most once.
std::optional<Fit> fit(const Form& form, const Cut& cut, std::string_view folded, std::span<const Slot> slots);

}  // namespace banwei::language
