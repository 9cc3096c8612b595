// Sets of meanings that more than one judgement of need asks for.
#pragma once

#include "handlers/care/needs_cut.h"

namespace banwei::care {

// What tells that a number measures a body, and the part of it that says who is ill.
inline constexpr Words ill{Word::fever,    Word::burns, Word::health, Word::antipyretic,
                           Word::forehead, Word::gasp,  Word::shiver};
inline constexpr Words measures_a_body =
    ill | Words{Word::temperature, Word::too_high, Word::exclaims, Word::plea, Word::degree, Word::cough};
inline constexpr Words things{Word::other_thing, Word::machine, Word::animal, Word::story, Word::game};
inline constexpr Words measures_else{Word::other_thing, Word::machine, Word::animal, Word::story,
                                     Word::game,        Word::purpose, Word::food,   Word::study,
                                     Word::sport,       Word::lesson,  Word::news,   Word::tonight};
inline constexpr Words fiction{Word::story, Word::game};
inline constexpr Words public_talk{Word::news, Word::lesson, Word::notice};
inline constexpr Words staged{Word::study, Word::weak_story};
inline constexpr Words ordinary{Word::study, Word::cold,       Word::machine, Word::animal,
                                Word::food,  Word::weak_story, Word::sport};

}  // namespace banwei::care
