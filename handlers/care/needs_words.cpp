// One vocabulary a list: clang builds no bigger one at compile time.
#include "handlers/care/needs_words.h"

#include <algorithm>

#include "handlers/care/needs_danger_words.h"
#include "handlers/care/needs_despair_words.h"
#include "handlers/care/needs_harmless_words.h"
#include "handlers/care/needs_health_words.h"
#include "handlers/care/needs_peril_words.h"
#include "handlers/language/strings.h"

namespace banwei::care {

namespace {

constexpr auto danger = vocabulary_of<danger_groups>();
constexpr auto despair = vocabulary_of<despair_groups>();
constexpr auto health = vocabulary_of<health_groups>();
constexpr auto peril = vocabulary_of<peril_groups>();
constexpr auto harmless = vocabulary_of<harmless_groups>();

}  // namespace

WordMatch<Word> need_word_at(std::string_view text, std::size_t at) {
  static constexpr Initials initials(danger, despair, health, peril, harmless);
  if (!initials.may_start(code_point_at(text, at))) return {};
  return std::max({danger.longest_at(text, at), despair.longest_at(text, at), health.longest_at(text, at),
                   peril.longest_at(text, at), harmless.longest_at(text, at)},
                  [](const auto& a, const auto& b) { return a.length < b.length; });
}

}  // namespace banwei::care
