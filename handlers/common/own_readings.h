// One's own temperature as another feature heard it: how a figure is read, and that it counts as if it had been
// reported. Invariant: whoever keeps readings records it with all that follows from it; nothing is said to anybody
// here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "handlers/feature.h"

namespace banwei {

struct OwnReading {
  int centi = 0;  // Hundredths of a degree Celsius.
  std::string slot = {};
  std::vector<std::string> symptoms = {};
  bool well = false;
  std::string text = {};
};

/// A number that stands in a text.
struct ReadFigure {
  std::size_t length = 0;  // bytes, unit included
  int centi = 0;           // 0 when it is no temperature.
  bool doubtful = false;   // It may be one and has to be asked about: 3.69, 45度.
};

class OwnReadings {
 public:
  virtual ~OwnReadings() = default;

  /// A whole number is a temperature where one was asked for: 38.
  virtual std::optional<ReadFigure> figure_at(std::string_view text, std::size_t at, Day today) const = 0;

  /// What has to be asked of a message with a figure in doubt; nothing when it says something else.
  virtual std::optional<Understood> doubt(const Utterance& said, const Context& context) = 0;

  /// Records it as the speaker's; the facts that follow from it and no words.
  virtual Reply take(const Context& call, const OwnReading& reading) = 0;

  /// Records it as said of somebody else by who looks after him, who is told what came of it.
  virtual Reply take_for(const Context& call, const Person& who, const OwnReading& reading) = 0;
};

}  // namespace banwei
