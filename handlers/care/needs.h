// What a message says of somebody in need: distress, an urgent symptom, a
// fever, in words or as a figure. Invariant: pure; any bytes give a result, and
// in doubt between a question and silence it is the question.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/care/needs_cut.h"

namespace banwei::care {

enum class NeedKind {
  none,
  distress_now,   // In danger of life: everybody who can help is told.
  distress_soon,  // The counsellor is told.
  check,          // It may be nothing: asked kindly, told to nobody.
  urgent,         // A symptom that cannot wait, other than fever.
  fever_words,    // A fever without a figure; `symptoms` is empty when only a
                  // thermometer is said to read too high.
  figure,         // 37.3 or more
  ask_figure,     // 37.3 or more that may be something else: asked in private, told
                  // to nobody.
  household,      // Fever or an urgent symptom of somebody who lives with the
                  // speaker.
  contact,        // The same of somebody the speaker met.
};

constexpr bool tells_of_distress(NeedKind kind) {
  return kind == NeedKind::distress_now || kind == NeedKind::distress_soon;
}

/// What a check is about, which decides what is asked.
enum class Trouble {
  mind,
  hurt,      // Beaten or run over: they may need a doctor.
  intimate,  // A matter that nobody is told: pregnant, late.
  loss,      // Somebody of the family has died, or lies gravely ill.
  money,     // Nothing is left to eat from.
  cheated,   // Money went to a swindler.
  // What befalls people from day to day.
  wound,
  nosebleed,
  bite,
  sting,
  burn,
  sprain,
  choking,
  poisoned,
  eye,
  drunk,
  robbed,
  mispaid,
  collision,  // He has run into somebody.
  stranded,
  menaced,
  locked,
  wages,
  studies,
  home,  // Something has happened to the family.
  ward,  // Somebody else is in hospital.
};

constexpr bool is_misfortune(Trouble trouble) { return trouble >= Trouble::wound; }
constexpr bool is_injury(Trouble trouble) { return is_misfortune(trouble) && trouble < Trouble::robbed; }

struct Need {
  NeedKind kind = NeedKind::none;
  std::vector<std::string> symptoms;  // By the names of language/symptoms.h: 发热 呼吸困难 晕倒 ...
  int centi = 0;                      // Hundredths of a degree Celsius, the highest one said, 0 without one.
  std::int64_t about = 0;             // The classmate it is about; 0 for the speaker, unless somebody_else.
  Trouble trouble = Trouble::mind;    // For check.
  bool peril = false;                 // For distress: fire, an accident, a fight, and no grief.
  bool somebody_else = false;         // With about = 0, it is another person who is not named.
  bool unreached = false;             // For distress: all that is said is that he cannot be reached.
  bool family = false;                // It is one of the family of whoever it is about.
};

/// What of the text that nobody else claimed speaks of need. `classmates`: the
/// people of the class, may be empty.
Need need_in(std::string_view text, const Classmates& classmates, std::int64_t speaker);

/// 被狗咬了, 钱包被偷了, 家里出事了: what befell the speaker or somebody else that is no danger of life, as a check.
/// `explained`: it must say what hurt, so that nobody hurt himself.
std::optional<Need> misfortune_of(std::string_view text, const Classmates& classmates, std::int64_t speaker,
                                  bool explained);

/// 吃了退烧药好多了: the drug hides the fever, and whoever took it feels better. `folded` text.
bool is_eased(std::string_view folded);

/// 到校医院了 排队呢: whether somebody says to be at a hospital for himself.
bool at_hospital(std::string_view text, const Classmates& classmates);

}  // namespace banwei::care
