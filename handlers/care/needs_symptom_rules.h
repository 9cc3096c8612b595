// How words of fevers and urgent symptoms compose, beside the phrases of language/symptoms.h.
// Invariant: as for distress, a `nothing` row keeps its words from the rows below it.
#pragma once

#include <array>

#include "handlers/care/needs_rule.h"

namespace banwei::care {

// What keeps whoever is busy with it, or far away, from hearing.
inline constexpr Words deaf_to_voices{Word::game,   Word::phone,       Word::machine, Word::study,
                                      Word::lesson, Word::silent_line, Word::animal,  Word::absorbed};
inline constexpr Words ignoring{Word::ignores, Word::unheeding};
inline constexpr Words calling{Word::calls, Word::rouses, Word::all_calls};
// Each holds a word for a throat: 喉咙, 嗓子, 喉头.
inline constexpr Words throat{Word::wrist, Word::jest_of_fire, Word::windpipe};
inline constexpr Words face{Word::features, Word::forehead, Word::wrist, Word::jest_of_fire, Word::windpipe};
inline constexpr Words cause{Word::drug, Word::injected, Word::allergic};
inline constexpr Words eaten{Word::took, Word::took_all, Word::ate};
inline constexpr Words tight{Word::stuffy, Word::swells};
inline constexpr Words unresponsive{Word::no_answer, Word::motionless, Word::sleep_on};

inline constexpr auto symptom_rules = [] {
  using enum Word;
  return std::to_array<Rule>({
      {Says::nothing, Sort::deed, {{{heart, machine}, {burns, fever, hot, health}}}, 3},
      {Says::nothing,
       Sort::deed,
       {{{no}, {fever, burns, gasp, faint, unwakeable, shiver, infected, positive, feverish}}},
       1},
      {Says::nothing, Sort::deed, {{{no}, {hot}}}, 0},  // 摸着不烫
      {Says::fever, Sort::deed, {{{forehead, oneself, body}, {fries}}}, 4},
      {Says::fever, Sort::deed, {{{self}, {hot}, {fries}}}, 3},
      {Says::fever, Sort::deed, {{{hot}, {fries}, {self}}}, 1},
      {Says::nothing, Sort::deed, {{{blood}, {burns, fever, health}}}, 1},
      {Says::fever, Sort::deed, {{{burns}, {fever_bit, figure, measured, no, still}}}, 3},
      {Says::fever, Sort::deed, {{{self, third, name, kin, stranger, when, still}, {burns}}}, 3},
      {Says::fever, Sort::deed, {{{burns}, {forehead}, {pains, hot}}}, 3},
      {Says::fever, Sort::deed, {{{hot}, {fries}, {fever_bit}}}, 6, true},
      {Says::fever, Sort::deed, {{{burns}, {cannot_move}}}, 2},  // 烧到走不动路了
      {Says::fever, Sort::deed, {{{no, still}, {falls}}}, 2},
      {Says::fever, Sort::deed, {{{falls, health}, {fever, burns}}}, 4},
      {Says::fever, Sort::deed, {{{measured}, {antipyretic}}}, 1},
      {Says::fever, Sort::deed, {{{antipyretic}, {fever_bit}}}, 3},
      {Says::fever, Sort::deed, {{{forehead, about}, {hot}}}, 3},
      {Says::fever, Sort::deed, {{{about}, {burns}}}, 1},
      {Says::fever, Sort::deed, {{{took}, {antipyretic}}}, 3},
      {Says::fever, Sort::deed, {{{antipyretic}, {took}}}, 3},
      {Says::fever, Sort::deed, {{{antipyretic}, {worthless}}}, 6},  // 退热贴贴了半天没用
      {Says::fever, Sort::deed, {{{took, antipyretic}, {no, still}, {falls}}}, 8, true},
      {Says::fever, Sort::deed, {{{fever}}}},
      {Says::too_high, Sort::deed, {{{temperature}, {too_high, alarmed}}}, 4, true},
      {Says::too_high, Sort::deed, {{{measured}, {too_high, alarmed}}}, 4},
      {Says::too_high, Sort::deed, {{{measured}, {too_high, alarmed}}}, 1, true},
      {Says::nothing, Sort::deed, {{{pressure}, {gasp}}}, 3, true},  // 压力大得喘不过气
      {Says::breath, Sort::deed, {{{gasp}}}},
      {Says::chest_pain, Sort::deed, {{{chest}, {pains}}}, 4},
      {Says::chest_pain, Sort::deed, {{{breathing}, {pains}}}, 3},
      {Says::chest_tight, Sort::deed, {{{chest}, {stuffy}}}, 4},
      {Says::faint, Sort::deed, {{{faint}}}},
      {Says::faint, Sort::deed, {{{stranger, name, third}, {swoons}}}, 1},
      // Who does not react: to nothing at all, to a hand, to a voice beside him; not on the phone, nor over a game.
      {Says::nothing, Sort::deed, {{deaf_to_voices, {motionless, all_calls}}}, 8, true},
      {Says::nothing, Sort::deed, {{{clock}, {unwakeable}}}, 3},
      {Says::nothing, Sort::deed, {{{tell}, {calls, rouses}}}, 0},  // 发消息叫他
      {Says::nothing, Sort::deed, {{{unwakeable}, {clock}}}, 3},
      {Says::nothing, Sort::deed, {{{calls, rouses, all_calls}, {no_answer}, {absorbed, game}}}, 8, true},
      {Says::faint, Sort::deed, {{{unwakeable}}}},
      {Says::nothing, Sort::deed, {{calling, {self}, unresponsive | ignoring}}, 1},  // 怎么叫我都没醒
      {Says::faint, Sort::deed, {{{floor}, unresponsive}}, 6, true},
      {Says::faint, Sort::deed, {{{motionless}, calling, unresponsive | ignoring}}, 8, true},
      {Says::faint, Sort::deed, {{calling, unresponsive | ignoring, {motionless}}}, 8, true},
      {Says::faint, Sort::deed, {{{all_calls}, unresponsive}}, 2},
      {Says::faint, Sort::deed, {{{rouses}, someone, unresponsive}}, 1},
      {Says::faint, Sort::deed, {{calling, {sleep_on}}}, 1},
      {Says::nothing, Sort::deed, {{deaf_to_voices, {calls, rouses}}}, 8, true},
      {Says::faint, Sort::deed, {{someone, {calls, rouses}, {no_answer}}}, 4},
      {Says::faint, Sort::deed, {{{calls, rouses}, someone, {calls, rouses}, {no_answer}}}, 1},
      {Says::faint, Sort::deed, {{{calls, rouses}, someone, {no_answer}}}, 1},
      {Says::faint, Sort::deed, {{someone, {no_answer, motionless}, {deathly}}}, 8, true},
      // What was eaten, injected or stung makes face or throat swell.
      {Says::nothing, Sort::deed, {{{tooth}, face, {swells}}}, 10, true},
      {Says::nothing, Sort::deed, {{face, {swells}, {tooth}}}, 10, true},
      {Says::nothing, Sort::deed, {{{no}, {swells}}}, 1},
      {Says::allergy, Sort::deed, {{cause, face, {swells}}}, 8, true},
      {Says::allergy, Sort::deed, {{eaten, {features, wrist, jest_of_fire, windpipe}, {swells}}}, 8, true},
      {Says::allergy, Sort::deed, {{cause | eaten, throat, tight}}, 8, true},
      {Says::allergy, Sort::deed, {{face, {swells}, throat, tight}}, 8, true},
      {Says::allergy, Sort::deed, {{face, {swells}, cause | Words{ate}}}, 6, true},
      {Says::allergy, Sort::deed, {{{rash}, {features, wrist, jest_of_fire, windpipe}, tight}}, 8, true},
      {Says::allergy, Sort::deed, {{{features}, {swells}, {rash}}}, 8, true},
      {Says::allergy, Sort::deed, {{{features}, {swells}, eaten}}, 6, true},
      {Says::allergy, Sort::deed, {{throat, {swells}, {cannot_move}, eaten}}, 3, true},
      {Says::allergy, Sort::deed, {{{windpipe}, {swells}}}, 0},
      // Half of the body fails, or the speech: 左边身子突然麻了 说话不利索; not by what a dentist injected.
      {Says::nothing, Sort::deed, {{{tooth}, {half_body, crooked, slurred}}}, 10, true},
      {Says::nothing, Sort::deed, {{{half_body, crooked, slurred}, {tooth}}}, 10, true},
      {Says::stroke, Sort::deed, {{{half_body}, {numb, cannot_move, crooked}}}, 5},
      {Says::stroke, Sort::deed, {{{slurred}, {body, half_body, crooked}}}, 8, true},
      {Says::stroke, Sort::deed, {{{body, half_body, crooked}, {slurred}}}, 8, true},
      {Says::stroke, Sort::deed, {{{slurred, features}, {slurred}}}, 4, true},
      {Says::stroke, Sort::deed, {{{crooked}}}},
      {Says::severe_pain, Sort::deed, {{{pains}, {cannot_move}}}, 4},
      {Says::injury, Sort::deed, {{{mishap, accident}, {cannot_move, fever_bit}}}, 8, true},
      {Says::injury, Sort::deed, {{{mishap, accident}, {ward}}}, 8, true},
      {Says::bleeding, Sort::deed, {{{bleeds}}}},
      {Says::bleeding, Sort::deed, {{{name, third, stranger}, {blood}}}, 1},
      {Says::bleeding, Sort::deed, {{{cough}, {blood, vomits_blood}}}, 3},
      {Says::bleeding, Sort::deed, {{{third, stranger, name, kin}, {vomits_blood}}}, 2},
      {Says::bleeding, Sort::deed, {{{vomits_blood}, {much, ward}}}, 3, true},
      {Says::smell, Sort::deed, {{{smell}}}},
      {Says::smell, Sort::deed, {{{sniffs}, {flavourless}}}, 5},
      {Says::taste, Sort::deed, {{{taste}}}},
      {Says::nothing, Sort::deed, {{{machine, chilly}, {shiver}}}, 6, true},  // 暖气坏了，冷得发抖
      {Says::nothing, Sort::deed, {{{shiver}, {chilly}}}, 6, true},
      {Says::chills, Sort::deed, {{{shiver}}}},
      {Says::chills, Sort::deed, {{{quilt}, {cold, shiver, panic}}}, 4, true},
      {Says::nothing, Sort::deed, {{{infected}, {gravely_ill}}}, 2},  // 确诊白血病
      {Says::nothing, Sort::deed, {{{gravely_ill}, {infected}}}, 2},
      {Says::infected, Sort::deed, {{{kin, stranger, name, third}, {infected}}}, 4},
      {Says::infected, Sort::deed, {{{self}, {infected}}}, 4},
      {Says::infected, Sort::deed, {{{positive}}}},
      {Says::infected, Sort::deed, {{{antigen}, {intimate}}}, 6, true, true},  // 抗原刚测的 两条杠
      {Says::infected, Sort::deed, {{{to, met, filler}, {feverish}, {met}}}, 4},
      {Says::infected, Sort::deed, {{{met, sport, mishap}, {feverish}}}, 6},
      {Says::coughing, Sort::deed, {{{kin, stranger}, {cough}}}, 3},
  });
}();

}  // namespace banwei::care
