// What a temperature or a symptom means: fever, urgency. Pure; hundredths of a degree Celsius, unrounded.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>

namespace banwei {

/// 37.3 ℃ and above is a fever, unrounded.
inline constexpr int fever_from = 3730;

/// 38.5 ℃ and above: advice to call 120 at once.
inline constexpr int high_from = 3850;

constexpr bool fever(int centi) { return centi >= fever_from; }

/// The normalised symptoms that a human must hear of at once.
inline constexpr std::array<std::string_view, 8> urgent_symptoms{"发热",     "呼吸困难", "胸闷", "胸痛",
                                                                 "嗅觉减退", "味觉减退", "寒战", "接触史"};

inline bool urgent(std::span<const std::string> symptoms) {
  return std::any_of(symptoms.begin(), symptoms.end(), [](const std::string& symptom) {
    return std::find(urgent_symptoms.begin(), urgent_symptoms.end(), symptom) != urgent_symptoms.end();
  });
}

}  // namespace banwei
