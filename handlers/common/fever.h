// What a temperature means. Pure; hundredths of a degree Celsius, unrounded.
#pragma once

namespace banwei {

/// 37.3 ℃ and above is a fever, unrounded.
inline constexpr int fever_from = 3730;

/// 38.5 ℃ and above: advice to call 120 at once.
inline constexpr int high_from = 3850;

constexpr bool fever(int centi) { return centi >= fever_from; }

}  // namespace banwei
