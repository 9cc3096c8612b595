// Any bytes as a file from a spreadsheet: nothing may crash, hang or be undefined, and nobody comes of a bad row.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "handlers/members/roster_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace banwei::members;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static constexpr std::string_view head = "学号,姓名,班级,QQ,职务,手机,群号\n";
  for (const bool below : {false, true}) {
    const Roster roster = read_roster(below ? std::string(head) + std::string(bytes) : std::string(bytes));
    for (const RosterEntry& entry : roster.entries) {
      if (entry.number.empty() || entry.name.empty()) std::abort();
    }
    for (const RosterProblem& problem : roster.problems) {
      if (problem.row < 1 || to_phrase(problem).chinese.empty()) std::abort();
    }
  }
  return 0;
}
