// Who, when and how much: gives every value of a message its person, its time of day and its day by where they stand.
// Invariant: a value is given to one person only when the order of the words leaves no other reading.
#pragma once

#include <optional>
#include <vector>

#include "handlers/temperature/temperature_sentence.h"

namespace banwei::temperature {

struct Value {
  std::size_t token = 0;
  Tag slot = Tag::junk;  // It is am, noon or pm.
  std::optional<int> day;
  std::optional<int> clock;          // minutes
  std::vector<std::size_t> persons;  // Places in the roster, empty for the speaker.
};

struct Values {
  std::vector<Value> list;
  bool unclear_who = false;         // Nobody can tell which person it is.
  bool namesakes = false;           // Two share the name.
  std::optional<std::size_t> near;  // A name spelled almost so.
  bool unclear_slot = false;
};

/// The values at `taken` (token places) with what belongs to them.
Values values_of(const Sentence& sentence, const std::vector<std::size_t>& taken);

}  // namespace banwei::temperature
