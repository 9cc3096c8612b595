// What a college may set about the ladder of a day's report.
#pragma once

#include <chrono>
#include <optional>

namespace banwei {
class SettingsTable;
}

namespace banwei::ladder {

/// Minutes between a step and the deadline of a class; none: the step is left out.
struct Steps {
  std::optional<std::chrono::minutes> student{60};  // before it
  std::optional<std::chrono::minutes> monitor{10};  // before it
  std::optional<std::chrono::minutes> teacher{5};   // behind it
  std::optional<std::chrono::minutes> office{20};   // behind it
  int most_whispers = 200;  // So many students are told within eight minutes; of more it goes on for sixteen more.

  void read(SettingsTable& table);  // [ladder]
};

}  // namespace banwei::ladder
