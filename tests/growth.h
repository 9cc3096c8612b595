// Whether work grows with its text as it may, by the processor's time: a busy machine proves nothing.
#pragma once

#include <algorithm>
#include <ctime>
#include <string>
#include <string_view>

#include "handlers/language/strings.h"

namespace banwei::tests {

/// Whether `work` takes at most a few times as long over twice the text. The square would take 4 times as long.
template <typename Work>
bool grows_mildly(std::string_view piece, const Work& work) {
  constexpr std::clock_t measurable = CLOCKS_PER_SEC / 100;
  constexpr int growth = 12;
  const auto cost = [&](std::size_t length) {
    std::string text;
    while (code_points(text) < length) text += piece;
    const std::clock_t begin = std::clock();
    work(text);
    return std::clock() - begin;
  };
  // Whatever else the machine does may be charged to one of them, not to each of three.
  for (int tries = 0; tries < 3; ++tries)
    if (cost(1990) < growth * std::max(cost(995), measurable)) return true;
  return false;
}

}  // namespace banwei::tests
