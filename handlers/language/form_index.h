// Which of many forms a clause may fit, by what its words mean, so that the others need not be tried.
// Invariant: no form is left out whose needs the clause meets; those that are left come in the order that was given.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "handlers/language/forms.h"

namespace banwei::language {

class FormIndex {
 public:
  explicit FormIndex(std::span<const Form* const> forms);

  /// Calls `found(place)` for each form that a clause with these meanings may fit.
  template <class Found>
  void each(Words said, Found found) const {
    Places places = those_that_may_fit(said);
    for (std::size_t block = 0; block < places.size(); ++block) {
      for (std::uint64_t bits = places[block]; bits != 0; bits &= bits - 1)
        found(block * block_size + static_cast<std::size_t>(std::countr_zero(bits)));
    }
  }

 private:
  static constexpr std::size_t block_size = 64;
  using Places = std::vector<std::uint64_t>;  // A bit for each form.

  Places those_that_may_fit(Words said) const;

  /// Each form stands with the words that meet one of its needs, the one that is met least often.
  struct Row {
    Word word;
    Places places;
  };
  std::vector<Row> rows_;
  Places always_;  // Those that need nothing.
};

}  // namespace banwei::language
