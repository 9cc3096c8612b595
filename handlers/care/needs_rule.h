// What a rule of need is: meanings that follow one another, and what that says.
// Invariant: a rule has at least one step; the steps that are used stand first.
#pragma once

#include <array>
#include <cstdint>

#include "handlers/care/needs_cut.h"

namespace banwei::care {

enum class Says : std::uint8_t {
  nothing,
  check,
  soon,
  now,
  fever,
  too_high,
  breath,
  chest_pain,
  chest_tight,
  severe_pain,
  injury,
  bleeding,
  faint,
  allergy,
  stroke,
  smell,
  taste,
  chills,
  infected,
  coughing
};

/// What a row is about: a wish or mood may be a joke, a farewell is the
/// speaker's own whoever is addressed, a deed or a means hardly; a victim is
/// whoever suffers it.
enum class Sort : std::uint8_t {
  wish,
  farewell,
  deed,
  victim,
  other,
  place,     // It burns, leaks, is broken into: whoever says so may be in it.
  accident,  // It befalls somebody.
  fight,
};

/// What comes from without: a danger, whatever anybody feels.
constexpr bool is_peril(Sort sort) { return sort >= Sort::place; }

struct Rule {
  Says says = Says::nothing;
  Sort sort = Sort::wish;
  std::array<Words, 4> steps{};
  int gap = 3;          // Characters of other words between two steps; -1: not even a
                        // space or a particle.
  bool across = false;  // The steps may stand in different clauses, in order.
  bool takes = false;   // Its words count for no row below.
};

inline constexpr Words persons{Word::self, Word::you, Word::third, Word::name, Word::kin, Word::stranger, Word::child};
inline constexpr Words someone{Word::third, Word::name, Word::kin, Word::stranger};

}  // namespace banwei::care
