// R8: for days nobody but others has reported for the person.
#include <fmt/format.h>

#include <algorithm>

#include "handlers/checks/rules.h"

namespace banwei::checks {

namespace text {
namespace {

std::string by_others(int days) { return fmt::format("连续{}天都是别人代报，没有听到本人", days); }

}  // namespace
}  // namespace text

namespace {

std::vector<Found> find(const ClassDay& day) {
  return of_each(day, [&](const Student& student) {
    int days = 0;
    for (Day one = day.day; one > day.day - looked_back; one -= std::chrono::days{1}) {
      const auto said = said_on(student, one);
      const bool own =
          std::any_of(said.begin(), said.end(), [](const Reading* each) { return each->by == each->person; });
      if (said.empty() || own) break;
      ++days;
    }
    return days >= day.limits.by_others ? text::by_others(days) : std::string();
  });
}

}  // namespace

const Rule by_others{.name = "R8", .every = looked_back, .find = find};

}  // namespace banwei::checks
