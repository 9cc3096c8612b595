// All words of need in one vocabulary. To teach the bot a word, add it to its
// line in one of the four lists. Invariant: the longest word at a place
// counts, so a longer harmless one (活动, 打电话) hides the grave one in it.
#pragma once

#include <algorithm>
#include <array>

#include "handlers/care/needs_danger_words.h"
#include "handlers/care/needs_despair_words.h"
#include "handlers/care/needs_harmless_words.h"
#include "handlers/care/needs_health_words.h"

namespace banwei::care {

inline constexpr auto need_groups = [] {
  std::array<WordGroup<Word>,
             danger_groups.size() + despair_groups.size() + health_groups.size() + harmless_groups.size()>
      all{};
  auto end = std::copy(danger_groups.begin(), danger_groups.end(), all.begin());
  end = std::copy(despair_groups.begin(), despair_groups.end(), end);
  end = std::copy(health_groups.begin(), health_groups.end(), end);
  std::copy(harmless_groups.begin(), harmless_groups.end(), end);
  return all;
}();

inline constexpr auto need_words = vocabulary_of<need_groups>();

}  // namespace banwei::care
