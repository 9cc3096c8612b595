// Texts of the words of a list, by chance and yet the same ones at every run: whatever people write, nothing may break.
#pragma once

#include <random>
#include <string>

namespace banwei::tests {

/// Gives `count` texts of one to `most` of the words to `use`.
template <class Words, class Use>
void for_random_texts(const Words& words, int count, unsigned most, const Use& use) {
  std::mt19937 dice(20200311);
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (auto left = dice() % most + 1; left > 0; --left) text += words.at(dice() % words.size());
    use(text);
  }
}

}  // namespace banwei::tests
