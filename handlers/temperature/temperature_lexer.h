// Cuts a normalised message into words, numbers, names, health and places: the longest match at every place.
// Invariant: the tokens cover the text without gap or overlap, so what is not understood is seen as junk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "handlers/language/places.h"
#include "handlers/language/symptoms.h"
#include "handlers/temperature/temperature_figures.h"
#include "handlers/temperature/temperature_grammar.h"
#include "handlers/temperature/temperature_words.h"

namespace banwei::temperature {

struct Token {
  Tag tag = Tag::junk;
  std::size_t begin = 0;
  std::size_t end = 0;
  Tag also = Tag::junk;  // Of a name that is a word too (高兴, 马上).
  Figure figure;         // For figure, clock and day.
  HealthPhrase health;
  PlacePhrase place;
  std::vector<std::size_t> persons;  // Of name and near_name: places in the roster, several for namesakes.
  bool kin_alone = false;

  bool is(Tag other) const { return tag == other; }
};

std::vector<Token> tokens_of(std::string_view text, const Scene& scene);

}  // namespace banwei::temperature
