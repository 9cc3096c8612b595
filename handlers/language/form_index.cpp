#include "handlers/language/form_index.h"

#include <algorithm>
#include <array>
#include <limits>

namespace banwei::language {

namespace {

constexpr std::size_t most_words = Words::most;

/// Calls `each(place)` for the place of every word of the set.
template <class Each>
void each_word(Words words, Each each) {
  for (std::size_t place = 0; place < most_words; ++place) {
    if (words.has(static_cast<Word>(place))) each(place);
  }
}

}  // namespace

FormIndex::FormIndex(std::span<const Form* const> forms) : always_(forms.size() / block_size + 1) {
  std::array<std::size_t, most_words> needed{};  // How many needs each word meets.
  for (const Form* form : forms) {
    for (const Words need : form->needs) each_word(need, [&](std::size_t word) { ++needed[word]; });
  }
  const auto often = [&](Words need) {
    std::size_t sum = 0;
    each_word(need, [&](std::size_t word) { sum += needed[word]; });
    return sum;
  };
  std::array<Places, most_words> by_word;
  for (std::size_t place = 0; place < forms.size(); ++place) {
    const auto& needs = forms[place]->needs;
    const auto rarest =
        std::min_element(needs.begin(), needs.end(), [&](Words a, Words b) { return often(a) < often(b); });
    const auto add = [&](Places& places) {
      places.resize(always_.size());
      places[place / block_size] |= std::uint64_t{1} << (place % block_size);
    };
    if (rarest == needs.end()) {
      add(always_);
    } else {
      each_word(*rarest, [&](std::size_t word) { add(by_word[word]); });
    }
  }
  for (std::size_t word = 0; word < most_words; ++word) {
    if (!by_word[word].empty()) rows_.push_back({static_cast<Word>(word), std::move(by_word[word])});
  }
}

FormIndex::Places FormIndex::those_that_may_fit(Words said) const {
  Places places = always_;
  for (const Row& row : rows_) {
    if (!said.has(row.word)) continue;
    for (std::size_t block = 0; block < places.size(); ++block) places[block] |= row.places[block];
  }
  return places;
}

}  // namespace banwei::language
