// How words of fevers and urgent symptoms compose, beside the phrases of language/symptoms.h.
// Invariant: as for distress, a `nothing` row keeps its words from the rows below it.
#pragma once

#include <array>

#include "handlers/care/needs_rule.h"

namespace banwei::care {

inline constexpr std::array symptom_rules = std::to_array<Rule>({
    {Says::nothing,
     Sort::deed,
     {{{Word::heart, Word::machine}, {Word::burns, Word::fever, Word::hot, Word::health}}},
     3},
    {Says::nothing,
     Sort::deed,
     {{{Word::no},
       {Word::fever, Word::burns, Word::gasp, Word::faint, Word::shiver, Word::infected, Word::positive,
        Word::feverish}}},
     1},
    {Says::nothing, Sort::deed, {{{Word::no}, {Word::hot}}}, 0},  // 摸着不烫
    {Says::fever, Sort::deed, {{{Word::forehead, Word::oneself, Word::body}, {Word::fries}}}, 4},
    {Says::nothing, Sort::deed, {{{Word::blood}, {Word::burns, Word::fever, Word::health}}}, 1},
    {Says::fever,
     Sort::deed,
     {{{Word::burns}, {Word::fever_bit, Word::figure, Word::measured, Word::no, Word::still}}},
     3},
    {Says::fever,
     Sort::deed,
     {{{Word::self, Word::third, Word::name, Word::kin, Word::stranger, Word::when, Word::still}, {Word::burns}}},
     3},
    {Says::fever, Sort::deed, {{{Word::burns}, {Word::forehead}, {Word::pains, Word::hot}}}, 3},
    {Says::fever, Sort::deed, {{{Word::no, Word::still}, {Word::falls}}}, 2},
    {Says::fever, Sort::deed, {{{Word::falls, Word::health}, {Word::fever, Word::burns}}}, 4},
    {Says::fever, Sort::deed, {{{Word::measured}, {Word::antipyretic}}}, 1},
    {Says::fever, Sort::deed, {{{Word::antipyretic}, {Word::fever_bit}}}, 3},
    {Says::fever, Sort::deed, {{{Word::forehead, Word::about}, {Word::hot}}}, 3},
    {Says::fever, Sort::deed, {{{Word::about}, {Word::burns}}}, 1},
    {Says::fever, Sort::deed, {{{Word::took}, {Word::antipyretic}}}, 3},
    {Says::fever, Sort::deed, {{{Word::antipyretic}, {Word::took}}}, 3},
    {Says::fever, Sort::deed, {{{Word::antipyretic}, {Word::worthless}}}, 6},  // 退热贴贴了半天没用
    {Says::fever, Sort::deed, {{{Word::took, Word::antipyretic}, {Word::no, Word::still}, {Word::falls}}}, 8, true},
    {Says::fever, Sort::deed, {{{Word::fever}}}},
    {Says::too_high, Sort::deed, {{{Word::temperature}, {Word::too_high, Word::alarmed}}}, 4, true},
    {Says::too_high, Sort::deed, {{{Word::measured}, {Word::too_high, Word::alarmed}}}, 4},
    {Says::too_high, Sort::deed, {{{Word::measured}, {Word::too_high, Word::alarmed}}}, 1, true},
    {Says::breath, Sort::deed, {{{Word::gasp}}}},
    {Says::chest_pain, Sort::deed, {{{Word::chest}, {Word::pains}}}, 4},
    {Says::chest_pain, Sort::deed, {{{Word::breathing}, {Word::pains}}}, 3},
    {Says::chest_tight, Sort::deed, {{{Word::chest}, {Word::stuffy}}}, 4},
    {Says::faint, Sort::deed, {{{Word::faint}}}},
    {Says::severe_pain, Sort::deed, {{{Word::pains}, {Word::cannot_move}}}, 4},
    {Says::injury, Sort::deed, {{{Word::mishap, Word::accident}, {Word::cannot_move, Word::fever_bit}}}, 8, true},
    {Says::injury, Sort::deed, {{{Word::mishap, Word::accident}, {Word::ward}}}, 8, true},
    {Says::bleeding, Sort::deed, {{{Word::bleeds}}}},
    {Says::bleeding, Sort::deed, {{{Word::third, Word::stranger, Word::name, Word::kin}, {Word::vomits_blood}}}, 2},
    {Says::smell, Sort::deed, {{{Word::smell}}}},
    {Says::smell, Sort::deed, {{{Word::sniffs}, {Word::flavourless}}}, 5},
    {Says::taste, Sort::deed, {{{Word::taste}}}},
    {Says::chills, Sort::deed, {{{Word::shiver}}}},
    {Says::chills, Sort::deed, {{{Word::quilt}, {Word::cold, Word::shiver, Word::panic}}}, 4, true},
    {Says::infected, Sort::deed, {{{Word::kin, Word::stranger, Word::name, Word::third}, {Word::infected}}}, 4},
    {Says::infected, Sort::deed, {{{Word::self}, {Word::infected}}}, 4},
    {Says::infected, Sort::deed, {{{Word::positive}}}},
    {Says::infected, Sort::deed, {{{Word::to, Word::met, Word::filler}, {Word::feverish}, {Word::met}}}, 4},
    {Says::infected, Sort::deed, {{{Word::met, Word::sport, Word::mishap}, {Word::feverish}}}, 6},
    {Says::coughing, Sort::deed, {{{Word::kin, Word::stranger}, {Word::cough}}}, 3},
});

}  // namespace banwei::care
