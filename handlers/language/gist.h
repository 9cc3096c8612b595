// The gist of what is said to the bot in more words than a form takes: 老师让问一下体温还有哪些人没弄.
// Invariant: pure; what is left out is shorter than what counts, and holds no subject of a command, no name, number or
// day, no denial, condition or question.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "handlers/language/forms.h"

namespace banwei::language {

struct Gist {
  Fit fit;
  std::size_t left = 0;  // Characters that the form does not take.
};

std::optional<Gist> gist(const Form& form, const Cut& cut, std::string_view folded, std::span<const Slot> slots);

}  // namespace banwei::language
