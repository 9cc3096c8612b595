// How words of fevers and urgent symptoms compose, beside the phrases of language/symptoms.h.
// Invariant: as for distress, a `nothing` row keeps its words from the rows below it.
#pragma once

#include <array>

#include "handlers/care/needs_rule.h"

namespace banwei::care {

// What keeps whoever is busy with it, or far away, from hearing.
inline constexpr Words deaf_to_voices{Word::game,   Word::phone,       Word::machine, Word::study,
                                      Word::lesson, Word::silent_line, Word::animal};
inline constexpr Words ignoring{Word::ignores, Word::unheeding};
inline constexpr Words calling{Word::calls, Word::rouses, Word::all_calls};
inline constexpr Words unresponsive{Word::no_answer, Word::motionless, Word::sleep_on};

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
    // Who does not react: to nothing at all, to a hand, to a voice beside him; not on the phone, nor over a game.
    {Says::nothing, Sort::deed, {{deaf_to_voices, {Word::motionless, Word::all_calls}}}, 8, true},
    {Says::nothing, Sort::deed, {{calling, {Word::self}, unresponsive | ignoring}}, 1},  // 怎么叫我都没醒
    {Says::faint, Sort::deed, {{{Word::floor}, unresponsive}}, 6, true},
    {Says::faint, Sort::deed, {{{Word::motionless}, calling, unresponsive | ignoring}}, 8, true},
    {Says::faint, Sort::deed, {{calling, unresponsive | ignoring, {Word::motionless}}}, 8, true},
    {Says::faint, Sort::deed, {{{Word::all_calls}, unresponsive}}, 2},
    {Says::faint, Sort::deed, {{{Word::rouses}, someone, unresponsive}}, 1},
    {Says::faint, Sort::deed, {{calling, {Word::sleep_on}}}, 1},
    {Says::nothing, Sort::deed, {{deaf_to_voices, {Word::calls, Word::rouses}}}, 8, true},
    {Says::faint, Sort::deed, {{someone, {Word::calls, Word::rouses}, {Word::no_answer}}}, 0},
    {Says::faint, Sort::deed, {{{Word::calls, Word::rouses}, someone, {Word::no_answer}}}, 1},
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
